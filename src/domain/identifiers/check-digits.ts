/**
 * What stands in place 9 of a VIN when its check digit fits (ISO 3779, 49 CFR 565). It is advisory: genuine European
 * VINs fail it.
 * @param vin 17 of [0-9A-HJ-NPR-Z]
 * @returns a digit or X
 */
export function vinCheckDigit(vin: string): string {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
  const sum = weights.reduce((total, weight, place) => total + weight * (values.indexOf(vin.charAt(place)) % 10), 0);
  return '0123456789X'.charAt(sum % 11);
}

/**
 * The last digit of a container number (ISO 6346): letters count from 10 up, leaving out the multiples of 11; each place
 * counts twice the one before; a remainder of 10 counts as 0.
 * @param container 4 letters and at least 6 digits, such as `CSQU3054383`
 */
export function containerCheckDigit(container: string): string {
  // A leading digit keeps the letters at their values: 11, 22 and 33 stand for none.
  const values = '0123456789A.BCDEFGHIJK.LMNOPQRSTU.VWXYZ';
  let sum = 0;
  for (let place = 0; place < 10; place++) sum += values.indexOf(container.charAt(place)) * 2 ** place;
  return String((sum % 11) % 10);
}

/**
 * The last character of a 统一社会信用代码 (GB 32100-2015): powers of 3 modulo 31.
 * @param uscc at least 17 of [0-9A-HJ-NPQRTUWXY]
 */
export function usccCheckCharacter(uscc: string): string {
  const values = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let sum = 0;
  let weight = 1;
  for (let place = 0; place < 17; place++) {
    sum += values.indexOf(uscc.charAt(place)) * weight;
    weight = (weight * 3) % 31;
  }
  return values.charAt((31 - (sum % 31)) % 31);
}
