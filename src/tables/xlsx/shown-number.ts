import type { DigitShape } from './number-shape.js';

/** A number as a sheet shows it. */
export interface ShownNumber {
  /** All of it: `13.50%`, `￥1,234.50`. */
  readonly text: string;
  /** Its digits alone, for a column of numbers: `1234.50`; with the sign of percent, which changes what they mean. */
  readonly plain: string;
  /** Whether digits that the cell holds are not shown. */
  readonly isRounded: boolean;
}

/**
 * Shows a number the way a spreadsheet does, rounding halves away from zero in decimal digits.
 * @param number in digits, without an exponent
 * @example showNumber('9334585274', numberShape('000000000000')) // text 009334585274
 */
export function showNumber(number: string, shape: DigitShape, isNegativeSection: boolean): ShownNumber {
  const isNegative = number.startsWith('-');
  const [whole = '', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const shifted = shiftedBy(whole, fraction, shape.power);
  const { digits, isRounded } = rounded(shifted.whole, shifted.fraction, shape.decimals.length);
  const places = shape.decimals.length;
  const before = digits.slice(0, digits.length - places).replace(/^0+/, '');
  const behind = trimmed(places === 0 ? '' : digits.slice(-places), shape.decimals.lastIndexOf('0') + 1);
  const isZero = /^0*$/.test(digits);
  const sign = isNegative && !isZero ? '-' : '';
  const decimals = behind === '' ? '' : `.${behind}`;
  const text = `${isNegativeSection ? '' : sign}${placed(before, shape)}${decimals}${shape.after}`;
  const percent = shape.power > 0 ? '%' : '';
  return { text, plain: `${sign}${before === '' ? '0' : before}${decimals}${percent}`, isRounded };
}

/** Moves the point to the right, or for a negative power to the left. */
function shiftedBy(whole: string, fraction: string, power: number): { whole: string; fraction: string } {
  if (power >= 0) {
    const padded = fraction.padEnd(power, '0');
    return { whole: whole + padded.slice(0, power), fraction: padded.slice(power) };
  }
  const padded = whole.padStart(-power, '0');
  return { whole: padded.slice(0, padded.length + power), fraction: padded.slice(power) + fraction };
}

/** @returns the digits up to so many decimals, without a point */
function rounded(whole: string, fraction: string, decimals: number): { digits: string; isRounded: boolean } {
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  const cut = fraction.slice(decimals);
  const up = cut.charAt(0) >= '5' ? 1n : 0n;
  const digits = (BigInt(`0${whole}${kept}`) + up).toString().padStart(decimals, '0');
  return { digits, isRounded: /[1-9]/.test(cut) };
}

/** Takes off zeros at the end, but for so many digits. */
function trimmed(fraction: string, least: number): string {
  let end = fraction.length;
  while (end > least && fraction.charAt(end - 1) === '0') end--;
  return fraction.slice(0, end);
}

/** Puts the digits of the whole part into their places, from right to left; what is left over goes before the first. */
function placed(digits: string, { whole, isGrouped }: DigitShape): string {
  const places = whole.filter((place) => 'digit' in place).length;
  const least =
    places - whole.filter((place) => 'digit' in place).findIndex((place) => 'digit' in place && place.digit === '0');
  const hasZero = whole.some((place) => 'digit' in place && place.digit === '0');
  const padded = hasZero ? digits.padStart(least, '0') : digits;
  if (isGrouped) {
    const text = whole.map((place) => ('text' in place ? place.text : '')).join('');
    return text + padded.replace(/\B(?=(?:[0-9]{3})+$)/g, ',');
  }
  let left = padded;
  let shown = '';
  let placesLeft = places;
  for (const place of whole.toReversed()) {
    if ('text' in place) {
      // A text between places is shown while there are digits before it, or it stands before them all.
      if (left !== '' || placesLeft === 0 || shown !== '') shown = place.text + shown;
      continue;
    }
    placesLeft--;
    const count = placesLeft === 0 ? left.length : 1;
    shown = left.slice(left.length - Math.min(count, left.length)) + shown;
    left = left.slice(0, left.length - Math.min(count, left.length));
  }
  return shown;
}
