import type { ContentDocument, Path } from '../authored/document.js';
import type { Fact, FactValue } from '../domain/content/facts.js';
import { refuseStrangeValues } from './check-phrases.js';
import type { Read } from './read-documents.js';
import type { FactsFile } from './shapes.js';

type KnownFact = FactsFile['known'][string];

/** Facts are named once, each later value begins after the one before, and all are reviewed before they are due. */
export function checkFacts(files: readonly Read<FactsFile>[]): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  const owners = new Map<string, string>();
  for (const { document, file } of files) {
    const owner = owners.get(file.facts);
    if (owner !== undefined) document.refuse(['facts'], `"${file.facts}" is already in ${owner}. Choose another name.`);
    owners.set(file.facts, document.file);
    if (file.reviewBy <= file.reviewed) refuseReview(document, [], file.reviewed, file.reviewBy);
    for (const [name, known] of Object.entries(file.known)) {
      const values = valuesOf(known, file);
      values.forEach(({ words, english, reviewed, reviewBy, from }, index) => {
        const path = ['known', name, ...(index === 0 ? [] : ['changes', index - 1])];
        refuseStrangeValues(document, [...path, 'value'], words, []);
        if (english !== null)
          refuseStrangeValues(document, [...path, 'english'], { voice: english, text: english }, []);
        const isOwn = reviewed !== file.reviewed || reviewBy !== file.reviewBy;
        if (isOwn && reviewBy <= reviewed) refuseReview(document, path, reviewed, reviewBy);
        const before = values[index - 1]?.from ?? '';
        if (from === null || from > before) return;
        const message = `"${from}" is not after ${before}, when the value before begins. Put them in order.`;
        document.refuse([...path, 'from'], message);
      });
      const id = `${file.facts}.${name}`;
      facts.set(id, { id, place: file.place, what: known.what, values });
    }
  }
  return facts;
}

function refuseReview(document: ContentDocument, path: Path, reviewed: string, reviewBy: string): void {
  document.refuse([...path, 'reviewBy'], `"${reviewBy}" is not after ${reviewed}. Set the next review.`);
}

/** What it was first, and what it became. */
function valuesOf({ what: _, changes = [], ...first }: KnownFact, file: FactsFile): readonly FactValue[] {
  return [{ ...first, from: null }, ...changes].map(({ from, value, english, source, reviewed, reviewBy }) => ({
    from,
    words: value,
    english: english ?? null,
    source,
    reviewed: reviewed ?? file.reviewed,
    reviewBy: reviewBy ?? file.reviewBy,
  }));
}
