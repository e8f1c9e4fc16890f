const lineBreak = 0x0a;
/** Ours are about a megabyte, or one row; whatever has none for longer was not written by us. */
const maxLineBytes = 256 * 1024 * 1024;

/**
 * Cuts bytes into lines, each with where it ended. What stands behind the last line break is a line too.
 * @param refuse makes the error for something without lines
 */
export async function* linesOf(
  pieces: AsyncIterable<{ readonly piece: Buffer; readonly share: number }>,
  refuse: (message: string) => Error,
): AsyncGenerator<{ readonly line: string; readonly share: number }> {
  let begun: Buffer[] = [];
  let length = 0;
  let readShare = 0;
  for await (const { piece, share } of pieces) {
    readShare = share;
    let from = 0;
    for (let end = piece.indexOf(lineBreak); end >= 0; end = piece.indexOf(lineBreak, from)) {
      begun.push(piece.subarray(from, end));
      yield { line: Buffer.concat(begun).toString('utf8'), share };
      begun = [];
      length = 0;
      from = end + 1;
    }
    if (from === piece.length) continue;
    begun.push(piece.subarray(from));
    length += piece.length - from;
    if (length > maxLineBytes) throw refuse('it has no lines');
  }
  if (length > 0) yield { line: Buffer.concat(begun).toString('utf8'), share: readShare };
}
