import { suggestion } from '../authored/problem.js';
import type { Dangers } from '../domain/content/danger.js';
import type { Fact } from '../domain/content/facts.js';
import { isTooShort, refuseStrangePatterns } from './check-dangers.js';
import { refuseStrangeValues } from './check-phrases.js';
import { checkTarget, type Known } from './known.js';
import type { Read } from './read-documents.js';
import type { IntentFile } from './shapes.js';

/** What an answer may have in braces: a sentence on whether somebody is on duty now. */
const answerValues = ['standing'];

/**
 * Intents lead somewhere, are named once, no saying means two things, each answer is reviewed before it is due, and quotes facts that are
 * there.
 * @param facts null: not all are known, and none is called unknown
 */
export function checkIntents(
  intents: readonly Read<IntentFile>[],
  known: Known,
  { kinds }: Dangers,
  facts: ReadonlyMap<string, Fact> | null,
): void {
  const dangers = new Set(kinds.map(({ id }) => id));
  const names = new Map<string, string>();
  const sayings = new Map<string, string>();
  for (const { document, file } of intents) {
    checkTarget(document, [], file, known);
    refuseStrangePatterns(document, ['said'], file.said ?? []);
    refuseStrangePatterns(document, ['unless'], file.unless ?? []);
    refuseIdlePatterns({ document, file });
    if (file.danger !== undefined && !dangers.has(file.danger)) {
      document.refuse(['danger'], `"${file.danger}" is no danger of data/danger.${suggestion(file.danger, dangers)}`);
    }
    const other = names.get(file.intent);
    if (other !== undefined)
      document.refuse(['intent'], `"${file.intent}" is already in ${other}. Choose another name.`);
    names.set(file.intent, document.file);
    for (const { place, text } of textsOf(file)) {
      const elsewhere = sayings.get(text);
      if (elsewhere !== undefined) {
        document.refuseLine(place, text, `"${text}" is already a saying of ${elsewhere}. Keep it in one of them.`);
      }
      sayings.set(text, file.intent);
    }
    file.answers?.forEach(({ answer, reviewed, reviewBy }, index) => {
      refuseStrangeValues(document, ['answers', index, 'answer'], answer, answerValues, facts);
      if (reviewBy > reviewed) return;
      document.refuse(['answers', index, 'reviewBy'], `"${reviewBy}" is not after ${reviewed}. Set the next review.`);
    });
  }
}

/** Patterns that mean the intent wherever one writes, and exceptions from nothing. */
function refuseIdlePatterns({ document, file: { said, unless } }: Read<IntentFile>): void {
  for (const pattern of said ?? []) {
    if (!isTooShort(pattern)) continue;
    const message = `"${pattern}" is too short: whatever holds it would mean this. Write two characters or more, or exact:.`;
    document.refuseLine(['said'], pattern, message);
  }
  if (unless && !said)
    document.refuse(['unless'], 'holds nothing back, since there is no said:. Remove it, or write said:.');
}

function textsOf(file: IntentFile): { place: (string | number)[]; text: string }[] {
  return [
    ...(file.sayings ?? []).map((text) => ({ place: ['sayings'], text })),
    ...(file.exact ?? []).map((text, index) => ({ place: ['exact', index], text })),
    ...(file.answers ?? []).flatMap(({ asked }, index) =>
      asked.map((text) => ({ place: ['answers', index, 'asked'], text })),
    ),
  ];
}
