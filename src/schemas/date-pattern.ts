/** How people write days, as a schema names it: `YYYY年M月D日`. */
export interface DatePattern {
  /** As the schema has it. */
  readonly text: string;
  /** @returns the day as `2016-08-04`; null when the text is not written so, or there is no such day */
  read(text: string): string | null;
}

type Part = 'YYYY' | 'MM' | 'M' | 'DD' | 'D';

const part = /YYYY|MM|M|DD|D/g;
const digits: Readonly<Record<Part, string>> = {
  YYYY: '([0-9]{4})',
  MM: '([0-9]{2})',
  M: '([0-9]{1,2})',
  DD: '([0-9]{2})',
  D: '([0-9]{1,2})',
};

/**
 * Compiles a rule for days: `YYYY` the year, `M` and `D` month and day with one digit or two, `MM` and `DD` with two; everything
 * else stands for itself.
 * @returns the pattern, or what is wrong with it
 * @example
 * datePattern('YYYY年M月D日').read('2016年8月4日') // '2016-08-04'
 * datePattern('D/M/YYYY').read('4/8/2016') // '2016-08-04': only because this rule says that the day comes first
 */
export function datePattern(text: string): DatePattern | string {
  const parts = (text.match(part) ?? []) as Part[];
  const kinds = parts.map((one) => one.charAt(0));
  if (['Y', 'M', 'D'].some((kind) => kinds.filter((one) => one === kind).length !== 1) || parts.length !== 3) {
    return 'needs one YYYY, one M or MM, and one D or DD';
  }
  if (/[YMD]/.test(text.replace(part, ''))) return 'has letters Y, M or D that are none of YYYY, M, MM, D and DD';
  if (/[0-9]/.test(text)) return 'has digits in it, which would be taken for those of a date';
  if (/(?:M|D)(?:YYYY|MM?|DD?)/.test(text.replace(/MM|DD/g, '#'))) {
    return 'has M or D right before another part, so that nobody could tell where it ends. Write MM and DD, or a sign between';
  }
  const shape = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(part, (one) => digits[one as Part]);
  const whole = new RegExp(`^${shape}$`);
  const [year, month, day] = ['Y', 'M', 'D'].map((kind) => kinds.indexOf(kind) + 1) as [number, number, number];
  return {
    text,
    read(given) {
      const found = whole.exec(given);
      return found && isoDay(found[year] ?? '', found[month] ?? '', found[day] ?? '');
    },
  };
}

function isoDay(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number(year) > 0 && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** Lists of patterns that agree: most schemas have the same one, and trying it takes milliseconds. */
const agreeing = new Set<string>();

/**
 * @returns a text that two of the patterns read as different days, as `3/4/2016` is by `D/M/YYYY` and `M/D/YYYY`; null when no
 * two contradict each other
 */
export function contradiction(patterns: readonly DatePattern[]): { text: string; patterns: [string, string] } | null {
  const list = patterns.map(({ text }) => text).join('\n');
  if (agreeing.has(list)) return null;
  for (const [place, one] of patterns.entries()) {
    for (const other of patterns.slice(place + 1)) {
      for (const text of examplesOf(one)) {
        const [first, second] = [one.read(text), other.read(text)];
        if (second !== null && first !== second) return { text, patterns: [one.text, other.text] };
      }
    }
  }
  agreeing.add(list);
  return null;
}

/** Days of all lengths; what two patterns can disagree about is among them. */
function examplesOf({ text }: DatePattern): readonly string[] {
  const pairs = [1, 3, 4, 10, 11, 12].flatMap((month) => [1, 2, 4, 11, 12, 21].map((day) => [month, day] as const));
  return pairs.flatMap(([month, day]) =>
    [2016, 1112].map((year) => {
      const two = (n: number) => String(n).padStart(2, '0');
      const written = { YYYY: String(year), MM: two(month), M: String(month), DD: two(day), D: String(day) };
      return text.replace(part, (one) => written[one as Part]);
    }),
  );
}
