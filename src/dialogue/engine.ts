import type { Content } from '../domain/content/content.js';
import type { Conversation } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { Reply } from '../domain/conversation/reply.js';
import type { Turn } from '../domain/conversation/turn.js';
import type { SmallTalk } from '../domain/language/small-talk.js';
import { inCallersLanguage, languageRemembered } from './callers-language.js';
import { carryOut, takeAt } from './carry-out.js';
import { chosenInWords, isOffList } from './choose.js';
import { courtesyIn, sayCourtesy } from './courtesy.js';
import { isEndless, toPersonAtLast } from './endless.js';
import { greet } from './greet.js';
import { isToldToForm, keepForm, resumeForm, rightElsewhere } from './left-form.js';
import { fromListBefore, ordinalKey } from './list-before.js';
import { aboutSticker } from './moves/about-sticker.js';
import { speaksOfDanger } from './moves/danger.js';
import { fromAnywhere } from './moves/from-anywhere.js';
import { speaksEnglish } from './moves/in-english.js';
import { type Shortcut, shortcut } from './moves/shortcut.js';
import { onThread } from './moves/thread.js';
import { toComplaint } from './moves/to-complaint.js';
import { beside, withColleague } from './moves/with-colleague.js';
import { leavingColleague } from './places/told-number.js';
import { askedBack, type Counted, fresh, isUnsure, retry, unreadableIn } from './retry-policy.js';
import { trailAfter } from './trail.js';
import { type Services, TurnContext } from './turn/context.js';
import { noticeWords } from './turn/first-words.js';
import { type Move, mainMenu, noMatch, type Scene } from './turn/move.js';

/** What a turn comes to: the conversation as it is now, what is answered, and what else changes. */
export interface TurnResult {
  readonly conversation: Conversation;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}

/** @returns a conversation that begins with this turn */
export function begin(turn: Turn, content: Content, revision = 0): Conversation {
  return {
    id: turn.conversationId,
    channel: turn.channel,
    personId: turn.personId,
    revision,
    contentVersion: content.version,
    startedAt: turn.at,
    updatedAt: turn.at,
    place: mainMenu,
    silences: 0,
    noMatches: 0,
    hungUp: false,
  };
}

/**
 * Takes one turn: a function of the conversation, the turn and the content, with services awaited.
 * @param isNew whether the conversation begins with this turn
 */
export async function respond(
  conversation: Conversation,
  isNew: boolean,
  turn: Turn,
  content: Content,
  services: Services,
): Promise<TurnResult> {
  const context = inCallersLanguage(new TurnContext(turn, content, conversation, isNew, services));
  const counted = await take(context);
  const { scene, silences, noMatches } = counted;
  const { place, effects = [], remembers } = scene;
  const replies = isNew ? afterNotice(scene, context) : scene.replies;
  const isRemembered = remembers !== undefined || context.language !== 'zh';
  const memory = isRemembered
    ? { ...conversation.memory, ...languageRemembered(context), ...remembers }
    : conversation.memory;
  const after = { revision: conversation.revision + 1, updatedAt: turn.at, place, silences, noMatches, memory };
  return {
    conversation: { ...conversation, ...after, trail: trailAfter(context, counted) },
    replies,
    effects,
  };
}

/** A notice (公告) plays before anything else, but never before help for a life, and in chat beside no message that is passed on. */
function afterNotice({ replies, remembers }: Scene, context: TurnContext): readonly Reply[] {
  const isPassedOn = context.turn.can.medium === 'text' && replies.some(({ verb }) => verb === 'connect');
  const notice = remembers?.danger || isPassedOn || speaksOfDanger(context) ? [] : noticeWords(context);
  return notice.length === 0 ? replies : [{ verb: 'say', words: context.say(...notice) }, ...replies];
}

/**
 * A danger to a life comes before all; then whoever is with a colleague is passed on; then a complaint is heard; then comes what works everywhere, a sticker, what was chosen in
 * words, a courtesy, and the place itself; then what its words mean by what was said before, then what they mean anywhere, then asking again.
 */
async function take(context: TurnContext): Promise<Counted> {
  const { input } = context;
  if (input.kind === 'arrival') return fresh(await greet(context));
  const danger = speaksOfDanger(context);
  if (!danger && isEndless(context)) return fresh(await toPersonAtLast(context));
  if (!danger && isUnsure(input)) return notHeard(context);
  const first =
    danger ??
    (await leavingColleague(withColleague(context), context)) ??
    (await toComplaint(context)) ??
    fromAnywhere(context);
  const sticker = first ? null : await aboutSticker(context);
  if (sticker) return fresh(await carryOut(sticker.move, sticker.context));
  const everywhere = first ?? speaksEnglish(context);
  if (everywhere) return fresh(await carryOut(everywhere, context));
  const chosen = chosenInWords(context);
  if (chosen !== null) return choose(chosen, context);
  const talk = courtesyIn(context);
  if (talk) return courtesy(talk, context);
  const move = await takeAt(context.conversation.place, input, context);
  if (move.kind !== 'no-match') return fresh(await carryOut(move, context));
  const resumed = (await resumeForm(context)) ?? (move.isEntry ? await rightElsewhere(context) : null);
  if (resumed) return fresh(await carryOut(resumed, context));
  const listed = input.kind === 'keys' ? await fromListBefore(input.keys, context) : noMatch;
  if (listed.kind !== 'no-match') return fresh(await carryOut(listed, context));
  if (move.isEntry) return retry(move, context);
  const threaded = await onThread(context);
  if (threaded) return counted(threaded, context);
  const cut = isOffList(context) ? nowhere : await shortcut(context);
  const isHere = move.isAboutHere === true && (!cut.isClear || leadsToForm(cut.move, context));
  const isStaying = isHere || isToldToForm(cut.move, context);
  const taken = withEffects(await afterShortcut(isStaying ? null : cut.move, move, context), cut.effects ?? []);
  return { ...taken, scene: beside(context, taken.scene) };
}

/** Whoever says something that was hardly heard is asked for it again; where somebody waits, it was the room. */
async function notHeard(context: TurnContext): Promise<Counted> {
  const { place } = context.conversation;
  if (place.at !== 'waiting') return retry({ kind: 'no-match' }, context);
  return fresh(await carryOut(await takeAt(place, { kind: 'silence' }, context), context));
}

const nowhere: Shortcut = { move: null };

/** Carries a move out, and counts whether it failed: what is asked back was not understood. */
async function counted(move: Move, context: TurnContext): Promise<Counted> {
  if (move.kind === 'no-match') return retry(move, context);
  const scene = keepForm(await carryOut(move, context), move, context);
  // A refusal that offers something is an answer, and no question.
  return scene.place.at === 'options' && move.kind !== 'outside' ? askedBack(scene, context) : fresh(scene);
}

/** What was chosen in words is taken as its key; what is not offered is asked for again. */
async function choose(keys: string, context: TurnContext): Promise<Counted> {
  const { place } = context.conversation;
  // 第一个 is of the list that was read, and not the only key beside the answer.
  const listed = await fromListBefore(ordinalKey(context), context);
  const here = keys === '' ? noMatch : await takeAt(place, { kind: 'keys', keys }, context);
  const move = listed.kind === 'no-match' ? here : listed;
  return move.kind === 'no-match' ? retry(move, context) : fresh(await carryOut(move, context));
}

/** Courtesies count nowhere. Whoever begins with one that asks for nothing is greeted. */
async function courtesy(talk: SmallTalk, context: TurnContext): Promise<Counted> {
  const { silences, noMatches } = context.conversation;
  const isGreeted = context.isNew && !answeredAtOnce.includes(talk);
  return { scene: isGreeted ? await greet(context) : await sayCourtesy(talk, context), silences, noMatches };
}

const answeredAtOnce: readonly SmallTalk[] = ['thanks', 'goodbye', 'praise'];

async function afterShortcut(
  cut: Move | null,
  noMatched: Extract<Move, { kind: 'no-match' }>,
  context: TurnContext,
): Promise<Counted> {
  // Who begins with 你好 is greeted.
  if (cut && !(context.isNew && leadsToMain(cut))) {
    return counted(cut, context);
  }
  return context.isNew ? fresh(await greet(context, unreadableIn(context.input))) : retry(noMatched, context);
}

function withEffects(counted: Counted, effects: readonly Effect[]): Counted {
  if (effects.length === 0) return counted;
  const { scene } = counted;
  return { ...counted, scene: { ...scene, effects: [...(scene.effects ?? []), ...effects] } };
}

/** Who begins with 你好 is greeted, and so is who asks for the first menu. */
function leadsToMain(move: Move): boolean {
  if (move.kind === 'courtesy') return move.talk === 'greeting';
  return move.kind === 'go' && move.place.at === 'menu' && move.place.menu === 'main';
}

/** Whether it leads to the form where one is already. */
function leadsToForm(move: Move | null, { conversation: { place } }: TurnContext): boolean {
  return move?.kind === 'go' && move.place.at === 'form' && place.at === 'form' && move.place.form === place.form;
}
