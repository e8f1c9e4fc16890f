import type { Effect } from '../../domain/conversation/effect.js';
import type { Line } from '../../domain/hotline/line.js';
import type { Wait, WaitingState } from '../../domain/hotline/waiting.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { begunCase, canBeCalledBack } from '../moves/begun-case.js';
import { isInDanger } from '../moves/danger.js';
import { numberGiven, numberTold } from '../moves/number-to-call.js';
import { closedWords } from '../moves/to-line.js';
import type { TurnContext } from '../turn/context.js';
import type { Scene } from '../turn/move.js';
import { callbackWhen } from './callback-when.js';
import { callbackKept } from './left-message.js';
import { takeMessage } from './message.js';

/**
 * A wait that has lasted as long as any may: a colleague calls back, and the caller is told the number of that case; where the number is
 * withheld, a message is taken.
 * @param told said first
 */
export function waitOver(
  line: Line,
  wait: Wait,
  context: TurnContext,
  told: readonly Sentence[] = [],
): Promise<Scene> | Scene {
  return endWait(line, wait, [...told, sentence('waiting.over')], callbackWhen(line, context), context);
}

/** A wait whose line has closed meanwhile: whoever waited has not waited in vain, and is called back as after the longest wait. */
export function lineClosed(line: Line, wait: Wait, context: TurnContext): Promise<Scene> | Scene {
  return endWait(line, wait, closedWords(line.id, context), [], context);
}

/** @param because why the wait ends; @param when said of the call back */
function endWait(
  line: Line,
  wait: Wait,
  because: readonly Sentence[],
  when: readonly Sentence[],
  context: TurnContext,
): Promise<Scene> | Scene {
  if (!canBeCalledBack(line.id, context)) return leaveMessage(line, because, context);
  const lead = [...because, sentence('waiting.over-callback', { number: numberTold(context) }), ...when];
  return isInDanger(context) ? stayWith(line, wait, lead, context) : callBack(line, wait, lead, context);
}

/** Whose life is in danger is called back as well, and not cut off: they may say more, or have the telephones ring again. */
async function stayWith(line: Line, wait: Wait, lead: readonly Sentence[], context: TurnContext): Promise<Scene> {
  const { effects } = await callbackOf(line, wait, context);
  const isOpen = context.standing(line).open;
  const scene = leaveMessage(line, [...lead, ...(isOpen ? [sentence('danger.ring-again')] : [])], context);
  return { ...scene, effects: [...effects, waitNoMore('callback', context)] };
}

/**
 * Takes the caller's number for a call back (回电), in the place that they had. It is one case with what was begun in words before: a danger to
 * a life, a complaint.
 */
export async function callBack(
  line: Line,
  wait: Wait,
  lead: readonly Sentence[],
  context: TurnContext,
): Promise<Scene> {
  const { caseNo, effects } = await callbackOf(line, wait, context);
  const words = context.say(...lead, sentence('waiting.called-back', { caseNo }));
  return {
    place: { at: 'over' },
    replies: [{ verb: 'end', words }],
    effects: [...effects, waitNoMore('callback', context)],
  };
}

function callbackOf(line: Line, { since }: Wait, context: TurnContext): ReturnType<typeof callbackKept> {
  const { at, personId } = context.turn;
  const minutes = Math.round((at - since) / 60_000);
  const text = `请回电：${numberGiven(context) ?? personId}（排队等了${minutes}分钟${context.language === 'en' ? '，说英语' : ''}）`;
  return callbackKept(line.id, text, context);
}

/** Takes a message (留言) instead of waiting. */
export function leaveMessage(line: Line, lead: readonly Sentence[], context: TurnContext): Scene {
  const begun = begunCase(line.id, context);
  const left = begun && { caseNo: begun.caseNo, parts: begun.parts };
  const scene = takeMessage({ at: 'message', line: line.id, ...(left && { left }) }, context.say(...lead), context);
  return { ...scene, effects: [waitNoMore('message', context)] };
}

/** Notes that a caller waits no more. */
export function waitNoMore(state: Exclude<WaitingState, 'waiting' | 'ringing'>, { turn }: TurnContext): Effect {
  return { kind: 'wait-no-more', conversationId: turn.conversationId, state, at: turn.at };
}
