/**
 * Indents XML (or JSON) for reading.
 * @param {string} text
 */
export function pretty(text) {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }
  if (!text.startsWith('<')) return text;
  // A tag, a CDATA section or the text between two tags.
  const pieces = text.match(/<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g) ?? [];
  /** @type {string[]} */
  const lines = [];
  let depth = 0;
  let isAfterText = false;
  for (const piece of pieces) {
    if (piece.trim() === '') continue;
    const isContent = piece.startsWith('<![CDATA[') || !piece.startsWith('<');
    const isClosing = piece.startsWith('</');
    if (isClosing) depth -= 1;
    const wasOpened =
      lines
        .at(-1)
        ?.trim()
        .startsWith(`<${piece.slice(2, -1)}`) ?? false;
    if (isContent || (isClosing && (isAfterText || wasOpened))) lines.push(`${lines.pop() ?? ''}${piece}`);
    else lines.push('  '.repeat(Math.max(depth, 0)) + piece);
    const isOpening = !isContent && !isClosing && !/^<[?!]|\/>$/.test(piece);
    if (isOpening) depth += 1;
    isAfterText = isContent;
  }
  return lines.join('\n');
}
