/** The order of texts by their bytes in UTF-8, which is that of their code points: the same in every language and on every machine. */
export function inBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
