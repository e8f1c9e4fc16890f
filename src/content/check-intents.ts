import { checkTarget, type Known } from './known.js';
import type { Read } from './read-documents.js';
import type { IntentFile } from './shapes.js';

/** Intents lead somewhere, are named once, and no saying leads to two places. */
export function checkIntents(intents: readonly Read<IntentFile>[], known: Known): void {
  const names = new Map<string, string>();
  const sayings = new Map<string, string>();
  for (const { document, file } of intents) {
    checkTarget(document, [], file, known);
    const other = names.get(file.intent);
    if (other !== undefined)
      document.refuse(['intent'], `"${file.intent}" is already in ${other}. Choose another name.`);
    names.set(file.intent, document.file);
    file.sayings.forEach((saying, index) => {
      const elsewhere = sayings.get(saying);
      if (elsewhere !== undefined) {
        document.refuse(['sayings', index], `"${saying}" is already a saying of ${elsewhere}. Keep it in one of them.`);
      }
      sayings.set(saying, file.intent);
    });
  }
}
