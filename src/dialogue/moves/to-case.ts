import { unknownPerson } from '../../domain/conversation/turn.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Heard, Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';

/** The intent of whoever asks what became of a message. */
const aboutCases = 'case-status';
const wordsForCases = /工单|留言|编号|投诉|举报|反映/;

/** A number that can be a case's, and whether the words say that it is one. */
interface NamedCase {
  readonly caseNo: string;
  readonly isSaid: boolean;
}

/** @returns the number of a case (工单号) in a message; null when there is none */
export function caseNumberIn(
  { message }: Heard,
  { intent }: Pick<Understanding, 'intent'>,
  { conversation: { place, memory } }: TurnContext,
): NamedCase | null {
  const found = message.identifiers.find(({ kinds }) => kinds.includes('case-no'));
  if (!found) return null;
  const wasAbout = (place.at === 'topic' && place.intent === aboutCases) || memory?.subject?.intent === aboutCases;
  return { caseNo: found.value, isSaid: wasAbout || intent?.id === aboutCases || wordsForCases.test(message.text) };
}

/**
 * Says when a message was received, to whoever left it and to nobody else: in the same words whether it is another's or does not exist.
 * @returns null for a number that is not said to be a case's, and is none of this person's
 */
export async function toCase({ caseNo, isSaid }: NamedCase, context: TurnContext): Promise<Move | null> {
  const { channel, personId } = context.turn;
  const one = personId === unknownPerson ? null : (await context.services.cases.file(caseNo))?.case;
  if (one && one.channel === channel && one.personId === personId) {
    const line = context.line(one.line).name;
    return told(context.say(sentence('case.received', { caseNo, at: one.openedAt, line })), context);
  }
  return isSaid ? told(context.say(sentence('case.unknown', { caseNo })), context) : null;
}

function told(words: string, context: TurnContext): Move {
  return { kind: 'scene', scene: { place: mainMenu, replies: [context.choose(words, [])] } };
}
