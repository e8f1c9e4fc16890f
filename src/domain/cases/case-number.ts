/**
 * A quasigroup in which no two neighbours can change places unseen (H. M. Damm, 2004): the row is what was read so far, the column
 * the next digit.
 */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];
/** The day, a serial of that day with at least four digits, and a check digit. */
const shape = /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4,6}$/;
const oldLength = 12;

/**
 * The check digit of a row of digits by Damm's algorithm: it tells every single wrong digit and every two neighbours that changed places.
 * @param digits ASCII digits
 * @example checkDigit('572') // '4'
 */
export function checkDigit(digits: string): string {
  let row = 0;
  for (const digit of digits) row = Number(damm[row]?.[Number(digit)]);
  return String(row);
}

/**
 * The number of a case (工单号): the day, the serial in at least four digits, and a check digit (Damm).
 * @param day `20161003`
 * @param serial from 1
 * @example caseNumber('20161003', 1) // '2016100300010'
 */
export function caseNumber(day: string, serial: number): string {
  const digits = day + String(serial).padStart(4, '0');
  return digits + checkDigit(digits);
}

/**
 * Whether digits can be the number of a case: one with the right check digit, or an old one of 12 digits, which had none.
 * `mistyped`: as long as a number and of a day, but a digit is wrong, or two have changed places.
 */
export function caseNumberLooks(digits: string): 'right' | 'mistyped' | 'other' {
  if (!shape.test(digits)) return 'other';
  if (digits.length === oldLength) return 'right';
  return checkDigit(digits) === '0' ? 'right' : 'mistyped';
}
