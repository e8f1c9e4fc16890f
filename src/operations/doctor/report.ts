import type { Words } from './catalogue/explained.js';
import type { Mark } from './finding.js';
import type { Checked, WeighedProblem } from './look-over.js';

/** In which words the report is: Chinese, English, or one below the other. */
export type Language = keyof Words | 'both';

const signs: Readonly<Record<Mark, string>> = { good: '✓', warning: '!', failure: '✗', skipped: '-' };
const nameWidth = 12;
const indent = ' '.repeat(nameWidth + 3);
const detailsShown = 5;

/**
 * @returns a line for each problem and language, with single places below; one line when nothing is wrong
 * @example
 * ! disk         /srv 剩 512.0 MB，不到 1 GB。腾出空间，或换大的盘。 [disk-low]
 *                512.0 MB are free at /srv, less than 1 GB. Make room, or put the database on a larger disk.
 */
export function reportLine({ check, mark, summary, problems }: Checked, language: Language): string {
  if (problems.length === 0) return `${begin(mark, check)}${summed(summary, language)}`.trimEnd();
  return problems.map((one) => begin(one.mark, check) + problemLines(one, language)).join('\n');
}

function begin(mark: Mark, check: string): string {
  return `${signs[mark]} ${check.padEnd(nameWidth)} `;
}

function summed({ zh, en }: Words, language: Language): string {
  if (language !== 'both') return language === 'zh' ? zh : en;
  return zh === en ? zh : `${zh} / ${en}`;
}

function problemLines({ code, where, what, remedy, details }: WeighedProblem, language: Language): string {
  const place = where === null ? '' : `${where}: `;
  const zh = `${what.zh}。${remedy.zh}。`;
  const en = `${what.en}. ${remedy.en}.`;
  const [first, ...others] = { zh: [zh], en: [en], both: [zh, en] }[language];
  const more = details.length - detailsShown;
  const shown = details.slice(0, detailsShown).map((detail) => `· ${detail.replaceAll('\n', `\n${indent}  `)}`);
  if (more > 0) shown.push(`· … +${more} (--json)`);
  return [`${place}${first} [${code}]`, ...others, ...shown].join(`\n${indent}`);
}

/** @returns `All is well.`, or how much is not, and where */
export function closingLine(checked: readonly Checked[], language: Language): string {
  const failed = namesOf(checked, 'failure');
  const doubtful = namesOf(checked, 'warning');
  if (failed.length + doubtful.length === 0) return summed({ zh: '一切正常。', en: 'All is well.' }, language);
  const told = ([mark, names, zh, en]: readonly [string, readonly string[], string, string]): Words[] => {
    const list = [...new Set(names)].join(', ');
    const count = names.length;
    return count === 0
      ? []
      : [{ zh: `${count} 处${zh}（${mark}）：${list}`, en: `${count} to ${en} (${mark}): ${list}` }];
  };
  const parts = [told(['✗', failed, '要改', 'mend']), told(['!', doubtful, '要看', 'look at'])].flat();
  const words = {
    zh: `${parts.map(({ zh }) => zh).join('；')}。`,
    en: `${parts.map(({ en }) => en).join('; ')}.`,
  };
  return language === 'both' ? `${words.zh}\n${words.en}` : words[language];
}

export function isWell(checked: readonly Checked[]): boolean {
  return namesOf(checked, 'failure').length === 0;
}

/** For machines: the same, as JSON, in both languages. */
export function reportJson(checked: readonly Checked[]): string {
  return JSON.stringify({ ok: isWell(checked), checks: checked }, null, 2);
}

/** @returns the check of each problem of that weight */
function namesOf(checked: readonly Checked[], mark: 'failure' | 'warning'): string[] {
  return checked.flatMap(({ check, problems }) => problems.filter((one) => one.mark === mark).map(() => check));
}
