import { wishIn } from '../../cases/case-words.js';
import type { Case, CaseAddition } from '../../domain/cases/case.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';

const codeDigits = 4;

/** What words that join a case wish of it, and what is said to that: whoever turns anonymous is told the code (查询码) to ask by. */
export function wished(
  text: string,
  context: TurnContext,
): { readonly addition?: CaseAddition; readonly said: readonly Sentence[] } {
  const wish = wishIn(text);
  if (wish === null) return { said: [] };
  if (wish === 'confidential') return { addition: { wish }, said: [sentence('case.confidential')] };
  const proof = context.services.entropy.digits(codeDigits);
  return { addition: { wish, proof }, said: [sentence('case.anonymous', { code: proof })] };
}

/** @returns what a new case says of who left it, and the code to ask by where there is no telephone number */
export function proofWords({ personId, contact, proof, isConfidential }: Case): readonly Sentence[] {
  if (isConfidential && personId === null) return [sentence('case.anonymous', { code: proof ?? '' })];
  const code = contact === null && proof !== null ? [sentence('case.code', { code: proof })] : [];
  return isConfidential ? [sentence('case.confidential'), ...code] : code;
}

/** That it is kept is said first: a message that was spoken, or words that were said before. */
type KeptHead = 'message.left-spoken' | 'message.said';

/** @returns what is said in the end of a call of the case that was left in it */
export function keptSpoken(head: KeptHead, kept: Case): readonly Sentence[] {
  return [...numberOfKept(head, kept), sentence('goodbye')];
}

/** @returns what is said of a case that was left in a call: its number, and the code where there is one, twice */
export function numberOfKept(
  head: KeptHead,
  { caseNo, personId, contact, proof, isConfidential }: Case,
): readonly Sentence[] {
  const isAnonymous = isConfidential && personId === null;
  const code = contact === null ? proof : null;
  const number = code === null ? sentence('case.told', { caseNo }) : sentence('case.told-code', { caseNo, code });
  const why = code === null ? [] : [sentence(isAnonymous ? 'case.code-only' : 'case.code-too')];
  const secret = isConfidential && !isAnonymous ? [sentence('case.confidential')] : [];
  return [...secret, sentence(head), number, ...why];
}

/** @returns the same of a case that is known by its number */
export async function keptIn(caseNo: string, head: KeptHead, { services }: TurnContext): Promise<readonly Sentence[]> {
  const file = await services.cases.file(caseNo);
  if (file) return keptSpoken(head, file.case);
  return [sentence(head), sentence('case.told', { caseNo }), sentence('goodbye')];
}
