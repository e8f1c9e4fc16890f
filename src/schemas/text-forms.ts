/** What shows nothing: formats such as the zero-width blank, and fillers. A variation selector shows what is before it otherwise. */
const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Full-width letters and digits, each of which has a plain one. */
const wide = /[０-９Ａ-Ｚａ-ｚ]/g;

/**
 * @returns a text in the form in which records are named: composed (NFC), with plain letters and digits for full-width ones,
 * without what cannot be seen, and with single blanks. Signs stay as they were written: `（` is how Chinese is set.
 * @example nameForm('Ａ１\u200b 东疆（北）') // 'A1 东疆（北）'
 */
export function nameForm(text: string): string {
  return text
    .normalize('NFC')
    .replace(wide, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(hidden, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * @returns what two names have in common that nobody can tell apart: compatible forms (NFKC), no blanks, nothing that is not
 * seen. Capitals count: `a1` and `A1` are told apart by sight.
 * @example lookAlikeKey('东疆（北）库') === lookAlikeKey('东疆(北) 库')
 */
export function lookAlikeKey(text: string): string {
  return text.normalize('NFKC').replace(hidden, '').replace(/\s/gu, '').normalize('NFKC');
}
