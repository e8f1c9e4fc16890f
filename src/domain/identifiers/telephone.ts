/** A mobile number, one with an area code, or one within the city, however it is grouped. */
const written =
  /(?<!\d)(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?[2-9]\d{3}[ -]?\d{3,4}|[2-9]\d{3}[ -]?\d{4})(?!\d)/;
const digits = /\d(?:[ -]?\d)*/g;
/** Whoever writes fewer digits has written no number. */
const fewest = 5;

/** A telephone number that somebody gave, or how many digits there were of what is none; null: nothing like one. */
export type GivenTelephone = { readonly number: string } | { readonly given: number };

/**
 * @param words in one shape; digits are ASCII
 * @example telephoneIn('我的电话138 0013 8000') // { number: '13800138000' }
 * @example telephoneIn('1380013800') // { given: 10 }
 */
export function telephoneIn(words: string): GivenTelephone | null {
  const number = written.exec(words)?.[0].replace(/[ -]|^\+?86(?=[ -]?1)/g, '');
  if (number !== undefined) return { number };
  const given = Math.max(0, ...[...words.matchAll(digits)].map(([run]) => run.replace(/\D/g, '').length));
  return given < fewest ? null : { given };
}
