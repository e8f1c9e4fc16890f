import { ContentDocument } from '../authored/document.js';
import type { Problem } from '../authored/problem.js';
import type { CaseKind } from '../domain/cases/case.js';
import type { Content } from '../domain/content/content.js';
import { factAt } from '../domain/content/facts.js';
import type { ContentFiles } from './files.js';
import { withinWords } from './time-limit-words.js';
import { word } from './wording.js';

/** What is told of how long an answer takes, and the clock that it has to meet. */
const promises: readonly { readonly name: string; readonly kind: CaseKind }[] = [
  { name: 'message', kind: 'voicemail' },
  { name: 'complaint', kind: 'complaint' },
];

/**
 * How soon an answer is promised (data/facts/bureau.yaml) and the clocks of cases (data/staff/cases.yaml) stand in two files.
 * @param now in ms since 1970
 * @returns a problem where they say different times
 */
export function promiseDoubts(content: Content, files: ContentFiles, now: number): readonly Problem[] {
  const found = Object.entries(files).find(
    ([path, text]) => path.startsWith('data/facts/') && /^facts: bureau$/m.test(text),
  );
  if (!found) return [];
  const document = new ContentDocument(...found);
  const { reply } = content.cases.clocks;
  for (const { name, kind } of promises) {
    const fact = content.facts.get(`bureau.${name}`);
    const told = fact && factAt(fact, now).words.voice;
    const clock = word(content, 'voice', withinWords(reply[kind] ?? reply.usual));
    if (told === undefined || told === clock) continue;
    document.refuse(
      ['known', name],
      `"${told}" is told, and the clock of ${kind} is ${clock} (data/staff/cases.yaml, reply). Change one of them.`,
    );
  }
  return document.problems;
}
