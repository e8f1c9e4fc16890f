import { TranscriptRefused } from './transcript.js';

/** What a message has to do with those before it. */
export const threadKinds = ['follow-up', 'change', 'negation', 'correction', 'ordinal'] as const;
export type ThreadKind = (typeof threadKinds)[number];

/** A chat whose last message only means something by what was said before, or must not be taken for it. */
export interface Thread {
  readonly title: string;
  readonly kind: ThreadKind;
  readonly file: string;
  readonly line: number;
  /** When it is said, if that matters. */
  readonly clock: string | null;
  /** What is written one after another; only the answer to the last is judged. `{code}` is the number that was told last. */
  readonly messages: readonly string[];
  /**
   * What the answer may be about, any of them: see {@link Outcome.about}. `{2}` is what was offered second before, `{last}` last. Empty:
   * whatever it likes.
   */
  readonly about: readonly string[];
  /** Of each of these, one way of saying it must be in the answer. */
  readonly says: readonly (readonly string[])[];
  /** None of these may be. */
  readonly not: readonly string[];
}

/**
 * Reads a file of threads.
 * @throws TranscriptRefused with every problem, as `file:line  what. remedy`
 * @example
 * # 问了黄热疫苗，再问多少钱    kind: follow-up
 * user:  去肯尼亚要打黄热疫苗吗
 * user:  那要多少钱呢
 * about: exam-fee, vaccination
 * says:  收费 | 元
 * not:   12305
 */
export function parseThreads(text: string, file: string): readonly Thread[] {
  const problems: string[] = [];
  const threads: Draft[] = [];
  text.split(/\r?\n/).forEach((written, index) => {
    const line = index + 1;
    const problem = takeLine(written.trim(), { file, line }, threads);
    if (problem) problems.push(`${file}:${line}  ${problem}`);
  });
  for (const { line, messages, about, says, not } of threads) {
    if (messages.length === 0) problems.push(`${file}:${line}  says nothing. Add "user:" and what is written.`);
    if (about.length + says.length + not.length === 0)
      problems.push(`${file}:${line}  expects nothing, so it can never fail. Add "about:", "says:" or "not:".`);
  }
  if (threads.length === 0) problems.push(`${file}:1  has no thread. Begin with "# what happens    kind: follow-up".`);
  if (problems.length > 0) throw new TranscriptRefused(problems);
  return threads;
}

type Draft = { -readonly [Key in keyof Thread]: Thread[Key] };

/** @returns what is wrong with the line, or null */
function takeLine(written: string, at: { file: string; line: number }, threads: Draft[]): string | null {
  if (written === '') return null;
  if (written.startsWith('#')) {
    const [, title = '', named = ''] = /^#\s+(.*?)\s{2,}kind:\s*(\S+)$/.exec(written) ?? [];
    const kind = threadKinds.find((one) => one === named);
    threads.push({ ...at, title, kind: kind ?? 'follow-up', clock: null, messages: [], about: [], says: [], not: [] });
    return kind ? null : `is no heading. Write "# what happens    kind: ", and one of ${threadKinds.join(', ')}.`;
  }
  const current = threads.at(-1);
  if (!current) return 'stands before the first heading. Begin with "# what happens    kind: follow-up".';
  const [, what = '', words = ''] = /^([a-z]+):\s*(.+)$/.exec(written) ?? [];
  switch (what) {
    case 'user':
      current.messages = [...current.messages, words];
      return null;
    case 'about':
      current.about = [...current.about, ...listed(words, ',')];
      return null;
    case 'says':
      current.says = [...current.says, listed(words, '|')];
      return null;
    case 'not':
      current.not = [...current.not, ...listed(words, '|')];
      return null;
    case 'clock':
      current.clock = words;
      return Number.isNaN(Date.parse(words)) ? `"${words}" is no time. Write 2016-10-21T10:00:00+08:00.` : null;
    default:
      return 'is no line of a thread. Begin it with user:, about:, says:, not: or clock:.';
  }
}

function listed(words: string, between: string): string[] {
  return words.split(between).map((one) => one.trim());
}
