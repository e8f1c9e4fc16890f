/** One part of what a format shows: a place for a digit, or a text. */
type Place = { readonly digit: '0' | '#' } | { readonly text: string };

/** How a number is shown (ECMA-376, 18.8.31), as far as a table needs it. */
export type NumberShape =
  /** As it is, with a text before and behind. */
  | { readonly kind: 'general'; readonly before: string; readonly after: string }
  /** With so many digits. */
  | DigitShape
  /** In powers of ten: what is shown is not all there is, so the number itself is read. */
  | { readonly kind: 'exact' }
  /** In a way that is not followed here: fractions, conditions, Chinese numerals. */
  | { readonly kind: 'unknown' };

export interface DigitShape {
  readonly kind: 'digits';
  /** The whole part, from left to right, with what stands before and in it. */
  readonly whole: readonly Place[];
  readonly decimals: readonly ('0' | '#')[];
  readonly after: string;
  readonly isGrouped: boolean;
  /** By which power of ten the number is multiplied: 2 for percent, -3 for thousands. */
  readonly power: number;
}

const general = /^(?:general|g\/通用格式|standard|@)/i;
const unknown = { kind: 'unknown' } as const;

/**
 * @param section of a format's code, such as `#,##0.00"千克"`
 * @example numberShape('000000000000') // twelve places, all of them filled
 */
export function numberShape(section: string): NumberShape {
  const builder = new ShapeBuilder();
  for (let rest = section; rest !== ''; ) {
    const length = builder.take(rest);
    if (length === 0) return unknown;
    if (length < 0) return { kind: 'exact' };
    rest = rest.slice(length);
  }
  return builder.shape();
}

class ShapeBuilder {
  private readonly whole: Place[] = [];
  private readonly decimals: ('0' | '#')[] = [];
  private after = '';
  private isGeneral = false;
  private hasPoint = false;
  private commas = 0;
  private isGrouped = false;
  private percents = 0;

  /** @returns how many characters were taken; 0 when they are not followed, -1 for powers of ten */
  take(rest: string): number {
    const first = rest.charAt(0);
    const whole = general.exec(rest)?.[0];
    if (whole !== undefined) {
      this.isGeneral = true;
      return whole.length;
    }
    if (/[0#?]/.test(first)) return this.digit(first === '0' ? '0' : '#');
    switch (first) {
      case '.':
        this.hasPoint = true;
        return 1;
      case ',':
        this.commas++;
        return 1;
      case '%':
        this.percents++;
        return this.text('%', 1);
      case '"': {
        const end = rest.indexOf('"', 1);
        return end < 0 ? 0 : this.text(rest.slice(1, end), end + 1);
      }
      case '\\':
        return this.text(rest.charAt(1), 2);
      // A blank as wide as a character, and a character that fills the cell: neither is part of the value.
      case '_':
      case '*':
        return 2;
      case '[':
        return this.bracket(rest);
      case 'E':
      case 'e':
        return /^e[+-]/i.test(rest) ? -1 : 0;
      case '/':
        return 0;
      default:
        return /[a-z]/i.test(first) ? 0 : this.text(first, 1);
    }
  }

  shape(): NumberShape {
    const { whole, decimals, after, isGrouped, percents } = this;
    const places = [...whole, ...decimals].filter((one) => typeof one === 'string' || 'digit' in one).length;
    if (this.isGeneral) {
      return places > 0 || percents > 0 ? unknown : { kind: 'general', before: textOf(whole), after };
    }
    if (places === 0) return unknown;
    return { kind: 'digits', whole, decimals, after, isGrouped, power: 2 * percents - 3 * this.commas };
  }

  private digit(digit: '0' | '#'): number {
    // A comma between digits groups them; behind the last one it divides by a thousand.
    if (this.commas > 0) this.isGrouped = true;
    this.commas = 0;
    if (this.after !== '' && !this.hasPoint) {
      this.whole.push({ text: this.after });
      this.after = '';
    }
    if (this.hasPoint) this.decimals.push(digit);
    else this.whole.push({ digit });
    return 1;
  }

  private text(text: string, length: number): number {
    if (this.isGeneral || this.hasPoint || this.whole.some((place) => 'digit' in place)) this.after += text;
    else this.whole.push({ text });
    return length;
  }

  /** `[Red]` colours, `[$CHF-807]` is a currency in a language, `[$-804]` a language alone. */
  private bracket(rest: string): number {
    const end = rest.indexOf(']');
    if (end < 0) return 0;
    const inside = rest.slice(1, end);
    if (inside.startsWith('$')) return this.text(inside.slice(1).split('-')[0] ?? '', end + 1);
    return /^(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+|[黑蓝青绿洋红白黄]+色?|颜色 ?[0-9]+)$/i.test(
      inside,
    )
      ? end + 1
      : 0;
  }
}

function textOf(places: readonly Place[]): string {
  return places.map((place) => ('text' in place ? place.text : '')).join('');
}
