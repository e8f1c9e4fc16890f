import type { Dangers } from '../domain/content/danger.js';
import type { English } from '../domain/content/english.js';
import { refuseStrangeDangers } from './check-dangers.js';
import { refuseStrangeValues } from './check-phrases.js';
import type { EnglishFile } from './english-shape.js';
import type { Read } from './read-documents.js';

const valuesOf: Readonly<Record<keyof English['says'], readonly string[]>> = {
  other: [],
  after: [],
  open: [],
  closed: ['reopens'],
  connecting: [],
  record: [],
  kept: ['caseNo'],
};
/** What one line of `heard` may be made of. */
const line = /^[a-z0-9'*-]+(?:\|[a-z0-9'*-]+)*(?: [a-z0-9'*-]+(?:\|[a-z0-9'*-]+)*)*$/;

/** Each answer is named once, can be heard, and is reviewed before it is due; sentences use their own values. */
export function checkEnglish({ document, file }: Read<EnglishFile>): void {
  const names = new Set<string>();
  file.answers.forEach(({ answer, heard, words, reviewed, reviewBy }, index) => {
    const path = ['answers', index];
    if (names.has(answer)) document.refuse([...path, 'answer'], `"${answer}" is there already. Choose another name.`);
    names.add(answer);
    for (const one of heard) {
      if (!line.test(one))
        document.refuseLine([...path, 'heard'], one, `"${one}" cannot be heard. Write small words: dog|cat bring*.`);
    }
    refuseStrangeValues(document, [...path, 'words'], { voice: words, text: words }, ['standing']);
    if (reviewBy <= reviewed)
      document.refuse([...path, 'reviewBy'], `"${reviewBy}" is not after ${reviewed}. Set the next review.`);
  });
  for (const [key, words] of Object.entries(file.says))
    refuseStrangeValues(document, ['says', key], words, valuesOf[key as keyof English['says']]);
  refuseStrangeDangers(document, file);
}

export function englishOf({ answers, says, words }: EnglishFile): English {
  return {
    answers: answers.map(({ answer, isPerson = false, ...rest }) => ({ id: answer, isPerson, ...rest })),
    commonWords: new Set(words.toLowerCase().split(/\s+/)),
    says,
  };
}

/** The dangers that are spoken of in English come after the others. */
export function withEnglish(dangers: Dangers, file: EnglishFile | undefined): Dangers {
  if (!file?.dangers) return dangers;
  const kinds = file.dangers.map(({ danger, help = [], ...rest }) => ({ id: danger, help, isWhole: true, ...rest }));
  return { kinds: [...dangers.kinds, ...kinds], harmless: [...dangers.harmless, ...(file.harmless ?? [])] };
}
