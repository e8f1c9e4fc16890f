import { newCase } from '../../cases/new-case.js';
import type { Danger } from '../../domain/content/danger.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { spellUrgentNumbers } from '../../domain/language/spoken.js';
import type { TurnContext } from '../turn/context.js';
import type { Move, Scene } from '../turn/move.js';
import { takeMessage } from './message.js';

const lineId = 'general';

/**
 * Whom to ring first, and a person at once: connected where that can be. Elsewhere the words that help are the answer, since what is
 * passed on to a colleague leaves no room for them: what was said is kept as a case (工单), and what is written next reaches a colleague.
 */
export async function toDanger(danger: Danger, context: TurnContext): Promise<Move> {
  const told = toldOf(danger, context);
  const isOpen = context.standing(context.line(lineId)).open;
  if (isOpen && context.turn.can.handoff === 'connect') {
    return { kind: 'line', line: lineId, lead: [...told, sentence('danger.connecting')] };
  }
  return { kind: 'scene', scene: await keptAndAnswered(danger, told, isOpen, context) };
}

function toldOf({ words, help }: Danger, { turn }: TurnContext): readonly Sentence[] {
  const isVoice = turn.can.medium === 'voice';
  const first = isVoice ? spellUrgentNumbers(words.voice) : words.text;
  const others = help.map(({ name, phone, hours }) => {
    // A breath is taken where the number has a hyphen.
    return sentence('danger.help', { name, phone: isVoice ? phone.replaceAll('-', '，') : phone, hours });
  });
  return [sentence('danger.told', { words: first }), ...others];
}

async function keptAndAnswered(
  danger: Danger,
  told: readonly Sentence[],
  isOpen: boolean,
  context: TurnContext,
): Promise<Scene> {
  const { caseNo, effects } = await keptAsCase(danger, context);
  const line = context.line(lineId);
  if (context.turn.can.recording) {
    const scene = takeMessage(line, context.say(...told, sentence('danger.message')), context, false);
    return { ...scene, effects };
  }
  const isPassedOn = isOpen && context.turn.can.handoff === 'pass-on';
  const next = isPassedOn ? sentence('danger.passing-on') : sentence('danger.kept', { caseNo });
  const place = { at: isPassedOn ? 'question' : 'message', line: line.id } as const;
  const words = context.say(...told, next);
  return {
    place,
    replies: [{ verb: 'ask', words, keys: { count: null, hashEnds: true, waitSeconds: 10 } }],
    effects,
  };
}

async function keptAsCase(danger: Danger, { turn, services, heard }: TurnContext) {
  const { channel, personId, conversationId, at, deliveryId } = turn;
  const text = `【${danger.title}】${heard?.text ?? ''}`;
  const left = { message: { kind: 'text', text }, sourceId: deliveryId, line: lineId } as const;
  const made = await newCase(services.cases, { ...left, channel, personId, conversationId }, at);
  const effects: readonly Effect[] = made.isNew ? [{ kind: 'open-case', case: made.case }] : [];
  return { caseNo: made.case.caseNo, effects };
}
