import type { Content } from '../domain/content/content.js';
import { type Outcome, toldIntent } from './outcome.js';
import { says } from './says.js';
import type { Thread } from './threads.js';

/** `wrong`: answered about another matter without saying which; `missed`: anything else that does not serve. */
export type Verdict = 'served' | 'missed' | 'wrong';

/**
 * Judges the answer to the last message of a thread. Asked back with the right matter among at most three serves, but for the words that
 * the answer itself would have.
 * @param before what the message before came to, which `{2}` means something of
 */
export function judgeThread(thread: Thread, before: Outcome | null, outcome: Outcome, content: Content): Verdict {
  const { words, kind } = outcome;
  const about = thread.about.map((one) => offeredAs(one, before));
  const isAbout = about.length === 0 || about.some((one) => outcome.about.includes(one));
  const isAskedBack =
    (kind === 'asked-back' || kind === 'refused') && about.length > 0 && outcome.about.length <= mostOffered;
  const isSaid = isAskedBack || thread.says.every((ways) => says(words, ways));
  if (isAbout && isSaid && !says(words, thread.not)) return 'served';
  return !isAbout && isWrong(outcome, content) ? 'wrong' : 'missed';
}

const mostOffered = 3;

/** @returns what `{2}` and `{last}` stand for, or what is written */
function offeredAs(about: string, before: Outcome | null): string {
  const [, place = ''] = /^\{(\d|last)\}$/.exec(about) ?? [];
  if (place === '') return about;
  const offered = before?.kind === 'asked-back' ? before.about : [];
  return (place === 'last' ? offered.at(-1) : offered[Number(place) - 1]) ?? about;
}

/** Who is refused what is ours, or connected with people unasked, was answered wrongly whatever was said. */
function isWrong(outcome: Outcome, content: Content): boolean {
  if (outcome.kind === 'refused' || outcome.kind === 'person') return true;
  const intent = toldIntent(outcome, content);
  return intent !== null && !outcome.words.includes(intent.title);
}
