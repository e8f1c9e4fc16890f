import { unescapeXml } from './xml-text.js';

/** What people write or scan. WeChat puts it into CDATA as it is, so that it may hold what looks like the end of its element. */
const fromPeople: ReadonlySet<string> = new Set([
  ...['Content', 'Recognition', 'ScanCodeInfo', 'ScanResult'],
  ...['Title', 'Description', 'Url', 'Label', 'Poiname', 'SendLocationInfo'],
]);
const opening = /\s*<([A-Za-z][A-Za-z0-9_]{0,63})(\/?)>/y;
/** Each blank can be matched in one way only: two runs of blanks side by side would be tried at every border between them. */
const start = /^\s*(?:<\?xml[^<>]*\?>\s*)?<xml>/;
const end = /<\/xml>\s*$/;
const sectionStart = '<![CDATA[';
const sectionEnd = ']]>';
const splitEnd = ']]]]><![CDATA[>';

/** Elements by name: the text of each, or the elements inside. */
export type Elements = ReadonlyMap<string, string | ReadonlyMap<string, string>>;

/**
 * Reads XML as WeChat writes it: elements in a row, each with text or one CDATA section. What people wrote ends at the last place where
 * it can, so that nothing in it becomes a field; whom it is from and what it is were read before.
 * @param names which are read, and which elements of theirs; others are passed over
 * @returns null for what WeChat does not write
 * @example readXml('<xml><Content><![CDATA[a]]></Content><b>]]></Content></xml>', …) // Content is 'a]]></Content><b>'
 */
export function readXml(text: string, names: ReadonlyMap<string, ReadonlySet<string> | null>): Elements | null {
  const from = start.exec(text)?.[0].length;
  const to = end.exec(text.slice(-64))?.[0].length;
  if (from === undefined || to === undefined) return null;
  const read = new Map<string, string | ReadonlyMap<string, string>>();
  const isWhole = eachElement(text, from, text.length - to, (name, valueFrom, valueTo) => {
    const inside = names.get(name);
    if (inside === undefined) return true;
    const value = inside === null ? textOf(text, valueFrom, valueTo) : textsOf(text, valueFrom, valueTo, inside);
    if (value === null || read.has(name)) return false;
    read.set(name, value);
    return true;
  });
  return isWhole ? read : null;
}

/** Reads the elements inside another. */
function textsOf(text: string, from: number, to: number, names: ReadonlySet<string>): Map<string, string> | null {
  const read = new Map<string, string>();
  const isWhole = eachElement(text, from, to, (name, valueFrom, valueTo) => {
    if (!names.has(name)) return true;
    const value = textOf(text, valueFrom, valueTo);
    if (value === null || read.has(name)) return false;
    read.set(name, value);
    return true;
  });
  return isWhole ? read : null;
}

/** @returns whether there was nothing but elements, and `take` took them all */
function eachElement(
  text: string,
  from: number,
  to: number,
  take: (name: string, from: number, to: number) => boolean,
): boolean {
  let at = from;
  for (;;) {
    opening.lastIndex = at;
    const opened = opening.exec(text);
    const valueFrom = at + (opened?.[0].length ?? 0);
    if (!opened || valueFrom > to) return text.slice(at, to).trim() === '';
    const [, name = '', isEmpty] = opened;
    const closing = `</${name}>`;
    let valueTo = valueFrom;
    if (!isEmpty) {
      const isSection = text.startsWith(sectionStart, valueFrom);
      const mark = isSection ? sectionEnd + closing : closing;
      valueTo = fromPeople.has(name) ? text.lastIndexOf(mark, to - mark.length) : text.indexOf(mark, valueFrom);
      if (isSection) valueTo += sectionEnd.length;
      if (valueTo < valueFrom || valueTo + closing.length > to) return false;
    }
    if (!take(name, valueFrom, valueTo)) return false;
    at = isEmpty ? valueTo : valueTo + closing.length;
  }
}

/** @returns null for an element with others inside, or with an entity that nobody declared */
function textOf(text: string, from: number, to: number): string | null {
  const value = text.slice(from, to);
  // Whoever writes XML by its rules, as we do, splits the end of a section over two; WeChat does not.
  if (value.startsWith(sectionStart))
    return value.slice(sectionStart.length, -sectionEnd.length).replaceAll(splitEnd, sectionEnd);
  return value.includes('<') ? null : unescapeXml(value);
}
