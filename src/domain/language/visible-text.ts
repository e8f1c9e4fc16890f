/** What shows nothing and is no blank by itself: controls, formats, halves of characters, fillers, the empty Braille cell. */
const hidden = /[\p{Cf}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/**
 * @returns a text as a reader sees it: invisible characters dropped, blanks collapsed, everything else as it was written;
 * empty when nothing of it can be seen
 */
export function visibleText(text: string): string {
  return text
    .replace(hidden, (found) => (/\s/.test(found) ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim();
}
