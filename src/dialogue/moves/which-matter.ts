import type { Memory } from '../../domain/conversation/memory.js';
import { sentence } from '../../domain/language/phrases.js';
import { asksOfNothing, aspectOf, type Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { toIntent } from './to-intent.js';

/** 不是3C认证，我问别的: which, they have not said. */
const asksSomethingElse =
  /(?:问|說|说|查|办|咨询|打听)(?:的)?(?:是)?(?:点|些)?(?:别的|其他的?|其它的?|另外的?)(?:事|事情|问题|东西)?[了呀啊呢吧\p{P}\s]*$/u;

const changes = /^(?:我们?|咱们?)?(?:想)?换(?:个|一个)?(?:话题|问题|别的|事)(?:问|说|聊|吧|呢|啊|了){0,3}[\p{P}\s]*$/u;

/** Whoever asks about something else, and does not say what, is asked: what it was about is done with. */
export function somethingElse({ words }: Heard): Move | null {
  if (!asksSomethingElse.test(words) && !changes.test(words)) return null;
  return { kind: 'go', place: mainMenu, lead: [sentence('thread.which')], remembers: { subject: undefined } };
}

/**
 * A question that names no matter (多少钱, 在哪里办): asks which is meant, and keeps the question for it. The first time that is no
 * failure of anybody's.
 */
export function whichMatter(heard: Heard, { subject, open }: Memory, context: TurnContext): Move | null {
  if (subject || !asksOfNothing(heard.meant.words)) return null;
  const question = heard.withoutPerson;
  const lead = [sentence('thread.which')];
  if (open) return { kind: 'no-match', hint: lead, place: mainMenu };
  const remembers = { open: { question, at: context.turn.at } };
  if (context.turn.can.medium === 'text') return { kind: 'go', place: mainMenu, lead, remembers };
  // The list of the lines would take a listener half a minute.
  return { kind: 'scene', scene: { place: mainMenu, replies: [context.choose(context.say(...lead), [])], remembers } };
}

/** The matter that was asked for (带狗入境, after 多少钱): what was asked is asked of it. A question of its own is not mixed with it. */
export async function namedAtLast(heard: Heard, { open }: Memory, context: TurnContext): Promise<Move | null> {
  if (!open || aspectOf(heard.said) !== null) return null;
  const { band, intent: named } = await context.understood(heard);
  if ((band !== 'sure' && band !== 'unsure') || !named) return null;
  const question = heard.withoutPerson;
  const {
    band: whole,
    intent,
    answer,
  } = await context.understand(`${question}，${open.question}`, { followUp: open.question });
  if (whole !== 'sure' || !intent || intent.answers.length === 0) return null;
  const lead = answer ? undefined : 'thread.no-answer';
  return toIntent(intent, answer, { question, followUp: open.question, lead }, context);
}
