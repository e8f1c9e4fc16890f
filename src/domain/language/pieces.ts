/**
 * Cuts a text into pieces that are not too long, at the end of a sentence, else at a comma, else anywhere but within a character.
 * @param most how many UTF-16 units a piece may have, from 2
 * @example pieces('一二。三四五。六', 4) // ['一二。', '三四五。', '六']
 */
export function pieces(text: string, most: number): readonly string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = endWithin(rest.slice(0, most));
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? found : [...found, rest];
}

function endWithin(head: string): number {
  const sentence = Math.max(...['。', '！', '？', '；', '\n'].map((sign) => head.lastIndexOf(sign))) + 1;
  if (sentence > 0) return sentence;
  const comma = Math.max(head.lastIndexOf('，'), head.lastIndexOf('、'), head.lastIndexOf(' ')) + 1;
  if (comma > 0) return comma;
  return /[\uD800-\uDBFF]$/.test(head) ? head.length - 1 : head.length;
}
