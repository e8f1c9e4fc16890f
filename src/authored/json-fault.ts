import jsonc from 'jsonc-parser';

const words: Readonly<Record<string, string>> = {
  CommaExpected: 'lacks a comma before this. Add it.',
  ColonExpected: 'lacks a colon after the name. Write "name": value.',
  CloseBraceExpected: 'ends before a { is closed. Add the }.',
  CloseBracketExpected: 'ends before a [ is closed. Add the ].',
  EndOfFileExpected: 'goes on behind its end. Remove what stands here.',
  InvalidCommentToken: 'holds a comment, which JSON has not. Put it in "description", or remove it.',
  UnexpectedEndOfComment: 'holds a comment, which JSON has not. Put it in "description", or remove it.',
  UnexpectedEndOfString: 'has a text that is not closed on its line. Add the closing ".',
  UnexpectedEndOfNumber: 'has a number that is not written to its end. Correct it.',
  InvalidUnicode: 'has a \\u without four hexadecimal digits. Correct it.',
  InvalidEscapeCharacter: 'has a \\ that means nothing in JSON. Write \\\\ for one.',
  InvalidCharacter: 'has a sign that a text of JSON cannot hold, such as a tab. Write \\t, or remove it.',
};
const otherwise =
  'is not JSON here: names and texts stand in " (not in “ ” or \'), numbers, true, false and null alone.';

/**
 * Finds the first place where a text is not JSON as everybody reads it: what people are given is read by their programs.
 * @returns null where it is JSON
 * @example jsonFault('{"a": 1,}') // { line: 1, column: 9, message: 'has a comma before this, and nothing after it. …' }
 */
export function jsonFault(text: string): { line: number; column: number; message: string } | null {
  const errors: jsonc.ParseError[] = [];
  jsonc.parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return null;
  const before = text.slice(0, first.offset);
  const isAfterComma = /,\s*$/.test(before) && /^[}\]]/.test(text.slice(first.offset));
  const line = before.split('\n').length;
  const column = first.offset - before.lastIndexOf('\n');
  const message = isAfterComma
    ? 'has a comma before this, and nothing after it. Remove the comma.'
    : (words[jsonc.printParseErrorCode(first.error)] ?? otherwise);
  return { line, column, message };
}
