/** In place 10 of a VIN, from 1980 and again from 2010: neither I, O, Q, U, Z nor 0. */
const codes = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const firstYear = 1980;

const values = new Map([
  ...[...'0123456789'].map((digit) => [digit, Number(digit)] as const),
  ...[...'ABCDEFGH'].map((letter, place) => [letter, place + 1] as const),
  ...[...'JKLMN'].map((letter, place) => [letter, place + 1] as const),
  ...([
    ['P', 7],
    ['R', 9],
  ] as const),
  ...[...'STUVWXYZ'].map((letter, place) => [letter, place + 2] as const),
]);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * The model year (年款) that a VIN says in its tenth place.
 * @param vin 17 characters
 * @param latest the year in which the vehicle was there already: a code comes again after 30 years
 * @returns null where the VIN does not say for sure: makers for other markets than the American put anything there, and their check digit (place 9) does
 * not fit either
 * @example modelYear('JTEBU5JR6G5003291', 2016) // 2016
 * @example modelYear('WVWZZZ3CZEE140287', 2014) // null
 */
export function modelYear(vin: string, latest: number): number | null {
  const place = codes.indexOf(vin[9] ?? '?');
  if (vin.length !== 17 || place < 0 || !hasCheckDigit(vin)) return null;
  // A model year begins before its calendar year.
  const years = [0, 1, 2].map((cycle) => firstYear + 30 * cycle + place).filter((year) => year <= latest + 1);
  return years.at(-1) ?? null;
}

function hasCheckDigit(vin: string): boolean {
  const sum = [...vin].reduce((total, sign, place) => total + (values.get(sign) ?? 0) * (weights[place] ?? 0), 0);
  return vin[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}
