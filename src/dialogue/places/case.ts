import { isTooMany } from '../../disclosure/guessing/guesses.js';
import { caseNumberLooks } from '../../domain/cases/case-number.js';
import type { CaseFile } from '../../domain/cases/stores.js';
import type { CasePlace } from '../../domain/conversation/conversation.js';
import type { Input } from '../../domain/conversation/turn.js';
import { telephoneIn } from '../../domain/identifiers/telephone.js';
import { sentence } from '../../domain/language/phrases.js';
import { askedOfField, codeIn } from '../../understanding/index.js';
import { toChecking } from '../moves/to-checking.js';
import { fileTold, tellCase } from '../turn/case-status.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { askerOf, askFor } from './challenge.js';

/** What could be guessed: which case, and the last four digits of a telephone. */
const secret = { names: 'caseNo', proves: 'proof' } as const;
const proofLength = 4;
const fewest = 12;
const most = 13;
const numberNames = ['编号', '工单号', '投诉编号', '受理号', '受理编号', '投诉号'];
const proofNames = '查询码 手机号后四位 电话后四位 手机后四位 后四位 最后四位 尾号 手机尾号 电话 手机'.split(' ');

/**
 * Asking where a case (工单) stands: its number, then the last four digits of the telephone that was left with it, or the code that was told.
 * The same words whether there is no such case or the digits are others'; tries are counted as those of lookups are.
 */
export const casePlace: PlaceBehaviour<CasePlace> = {
  arrive(place, context, manner) {
    const asked = sentence(place.caseNo === undefined ? 'case.ask' : 'case.ask-proof');
    const isFirst = manner === 'full' && place.caseNo === undefined && context.conversation.place.at !== 'case';
    const words = manner === 'brief' ? '' : context.say(asked, ...(isFirst ? [sentence('case.way-out')] : []));
    return { place, replies: [askFor(words, null, context)] };
  },

  take(place, input, context) {
    const { caseNo } = place;
    const given = digitsIn(input, context, caseNo);
    if (given === null) return withoutDigits(place, context);
    if (caseNo !== undefined && given.length === proofLength) return tellProven(caseNo, given, context);
    return takeNumber(place, given, input, context);
  },
};

function takeNumber(place: CasePlace, given: string, input: Input, context: TurnContext): Move | Promise<Move> {
  // A pause in keys ends an input: what follows may go on from there, or be the whole again.
  const { typed = '' } = place;
  for (const whole of [given, typed + given]) {
    const looks = caseNumberLooks(whole);
    if (looks === 'right') return numberGiven(whole, context);
    if (looks === 'mistyped') return wrong('case.mistyped', place);
  }
  const joined = typed + given;
  const { caseNo } = place;
  if (caseNo !== undefined && joined.length === proofLength) return tellProven(caseNo, joined, context);
  const isPaused = input.kind === 'keys' && joined.length < (caseNo === undefined ? fewest : proofLength);
  if (!isPaused) return wrong(caseNo === undefined ? 'case.wrong' : 'case.wrong-proof', place);
  const wanted = caseNo === undefined ? most : proofLength;
  const rest = sentence('form.rest', { given: joined.length, rest: wanted - joined.length });
  const replies = [askFor(context.say(rest), null, context)];
  const after: CasePlace = { at: 'case', typed: joined, ...(caseNo !== undefined && { caseNo }) };
  return { kind: 'scene', scene: { place: after, replies } };
}

/**
 * Whoever has no number, or has forgotten it or the four digits, is helped by a person; whoever looks for it is waited for, and whoever asks what it is, or
 * where it stands, is told.
 */
function withoutDigits(place: CasePlace, context: TurnContext): Move {
  const { heard } = context;
  const asks = heard && askedOfField(heard.words, [...numberNames, ...proofNames])?.asks;
  if (asks === 'wait') return { kind: 'go', place, lead: [sentence('form.wait')] };
  if (asks && asks !== 'without') {
    const isOfProof = place.caseNo !== undefined || proofNames.some((name) => heard.words.includes(name));
    return { kind: 'go', place, lead: [sentence(isOfProof ? 'case.about-proof' : 'case.about')] };
  }
  if (asks !== 'without') return noMatch;
  const [lead, leadClosed] = [[sentence('case.without')], [sentence('case.without-closed')]];
  return { kind: 'line', line: 'general', lead, leadClosed };
}

/** Who asks from where it was left has proved it. */
async function numberGiven(caseNo: string, context: TurnContext): Promise<Move> {
  const { channel, personId } = context.turn;
  const file = await fileTold(caseNo, context);
  const isOwn = file !== null && file.case.channel === channel && file.case.personId === personId;
  return isOwn ? tellCase(caseNo, file, context) : { kind: 'go', place: { at: 'case', caseNo } };
}

async function tellProven(caseNo: string, proof: string, context: TurnContext): Promise<Move> {
  const find = async (): Promise<CaseFile | null> => {
    const file = await fileTold(caseNo, context);
    return file !== null && file.case.proof === proof ? file : null;
  };
  const guessed = await context.services.guesses.guess(secret, { caseNo, proof }, find, { asker: askerOf(context) });
  if (isTooMany(guessed) || guessed.isLast) return toChecking(context);
  if (guessed.found) return tellCase(caseNo, guessed.found, context);
  return wrong('case.unknown', { at: 'case', caseNo }, { caseNo });
}

function wrong(
  phrase: 'case.mistyped' | 'case.wrong' | 'case.wrong-proof' | 'case.unknown',
  { caseNo }: CasePlace,
  values: Readonly<Record<string, string>> = {},
): Move {
  const place: CasePlace = caseNo === undefined ? { at: 'case' } : { at: 'case', caseNo };
  return { kind: 'no-match', hint: [sentence(phrase, values)], place, isEntry: true };
}

/** The digits that were pressed, written or said; beside the number that is known already, the last of them, and of a whole telephone number its last four. */
function digitsIn(input: Input, { heard }: TurnContext, caseNo?: string): string | null {
  if (input.kind === 'keys') return /^\d+$/.test(input.keys) ? input.keys : null;
  if (!heard) return null;
  const { text } = heard.message;
  const runs = text.replace(/(?<=\d)[ -](?=\d)/g, '').match(/\d+/g) ?? [];
  const run = runs.filter((one) => one !== caseNo).at(-1) ?? null;
  if (caseNo === undefined) return run;
  const telephone = run === null ? null : telephoneIn(run);
  if (telephone && 'number' in telephone) return telephone.number.slice(-proofLength);
  const code = codeIn(text, proofNames, proofLength);
  return run === null || code?.length === proofLength ? code : run;
}
