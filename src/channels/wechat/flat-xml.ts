const root = '<xml>';
const rootEnd = /\s*<\/xml>\s*$/y;
const opening = /\s*<([A-Za-z]{1,32})>(<!\[CDATA\[)?/y;

/**
 * Reads the XML that WeChat writes for nearly every message: one level of elements, each of plain text or one CDATA
 * section. Anything else is left to the parser, which takes ten times as long; most of a turn's own time was spent there.
 * @returns null for whatever it does not know for certain, well-formed or not
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> | null {
  // The parser turns each of these into a line feed.
  if (!text.startsWith(root) || text.includes('\r')) return null;
  const elements = new Map<string, string>();
  let at = root.length;
  for (;;) {
    opening.lastIndex = at;
    const opened = opening.exec(text);
    if (!opened) {
      rootEnd.lastIndex = at;
      return rootEnd.test(text) ? elements : null;
    }
    const [{ length }, name = '', section] = opened;
    const start = at + length;
    const end = text.indexOf(section ? ']]>' : '<', start);
    const closing = `${section ? ']]>' : ''}</${name}>`;
    if (end < 0 || !text.startsWith(closing, end) || elements.has(name)) return null;
    const value = text.slice(start, end);
    if (!section && /[&>]/.test(value)) return null;
    elements.set(name, value);
    at = end + closing.length;
  }
}
