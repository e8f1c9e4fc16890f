import { asksAboutComplaints, asksOrTellsOnly } from '../../cases/complaining.js';
import type { Intent, Target } from '../../domain/content/content.js';
import type { FoundAt } from '../../domain/conversation/conversation.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { saysGoodbye } from '../../domain/language/small-talk.js';
import type { FoundAnswer } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { follow } from './follow.js';

/** What led to an intent. */
export interface Asked {
  /** What was asked, without the person; follow-ups are understood together with it. */
  readonly question: string;
  /** What was asked of it last, where that names nothing by itself. */
  readonly followUp?: string | undefined;
  /** How what it is about is said, where 关于「…」 is not enough: 还是关于「…」. */
  readonly lead?: 'thread.still' | 'thread.no-answer' | 'thread.now' | undefined;
  /** What was mentioned beside it. */
  readonly also?: FoundAt;
}

/** Where an intent leads that was understood or chosen: to its answer, to the choice among its answers, or on. */
export function toIntent(intent: Intent, found: FoundAnswer | null, asked: Asked, context: TurnContext): Move {
  if (intent.danger) return { kind: 'danger', danger: intent.danger };
  if (intent.leadsTo.kind === 'outside') return { kind: 'outside', intent };
  if (intent.courtesy === 'goodbye' && !isParting(context)) return { kind: 'no-match' };
  if (intent.courtesy) return { kind: 'courtesy', talk: intent.courtesy };
  if (isForPeople(intent, context)) return follow(intent.leadsTo, context);
  if (found) return toAnswer(found.intent, found.index, asked, context);
  if (intent.answers.length === 0) return ledOn(intent, asked, context);
  return toAnswer(intent, intent.answers.length === 1 ? 0 : null, asked, context);
}

/** On the telephone, goodbye ends the call: only words that say so do. */
function isParting({ heard, turn }: TurnContext): boolean {
  return turn.can.medium === 'text' || heard === null || saysGoodbye(heard.text);
}

/** To one answer of an intent, or (null) to the list of what there is to know; the conversation is about it from here on. */
export function toAnswer(intent: Intent, answer: number | null, asked: Asked, context: TurnContext): Move {
  const { question, followUp, also } = asked;
  const instead = context.turn.can.medium === 'voice' ? insteadOf(intent, answer) : undefined;
  if (instead) return follow(instead, context);
  const subject = { intent: intent.id, question, ...(followUp !== undefined && { followUp }), at: context.turn.at };
  return {
    kind: 'go',
    place: { at: 'topic', intent: intent.id, answer, ...(also && { also }) },
    lead: leadOf(asked, intent),
    // Who you are is asked in passing: what was asked before goes on.
    remembers: isInPassing(intent) ? { list: undefined } : { subject, open: undefined, list: undefined },
  };
}

/** What is done on a telephone instead of telling an answer; where none is chosen, what the first of them is for: 查我的投诉. */
function insteadOf({ answers }: Intent, answer: number | null): Target | undefined {
  return answers[answer ?? 0]?.instead;
}

function isInPassing({ leadsTo, answers }: Intent): boolean {
  return leadsTo.kind === 'line' && leadsTo.line === 'general' && answers.length < 2;
}

/** To what it leads to besides answers; a form is said to be what was meant where something else was believed before. */
function ledOn(intent: Intent, asked: Asked, context: TurnContext): Move {
  const move = follow(intent.leadsTo, context);
  return move.kind === 'go' ? { ...move, lead: leadOf(asked, intent) } : move;
}

function leadOf({ lead }: Asked, { title }: Intent): readonly Sentence[] {
  return lead ? [sentence(lead, { title })] : [];
}

/** The line's people while they are there; what somebody writes is kept for them. Otherwise it is told what can be told without them. */
function isForPeople({ isForPeopleFirst, leadsTo }: Intent, context: TurnContext): boolean {
  if (!isForPeopleFirst || leadsTo.kind !== 'line') return false;
  const { heard, turn } = context;
  if (context.standing(context.line(leadsTo.line)).open) return true;
  if (heard !== null && asksOrTellsOnly(heard.words)) return false;
  const isWritten = heard !== null && turn.can.medium === 'text';
  // Who says aloud what is the matter leaves it as a message; who asks how that is done, or chose it by a key, is told.
  const isMatter = heard !== null && (heard.pattern?.leadsTo === leadsTo || !asksAboutComplaints(heard.words));
  return isWritten || isMatter;
}
