import { type Document, isScalar, type ParsedNode, visit, type YAMLParseError } from 'yaml';

/** A mistake in how a YAML file is written, in words for whoever writes menus and not programs. */
export interface YamlMistake {
  /** Where it stands, counted in characters from 0. */
  readonly at: number;
  readonly message: string;
}

/** A name and what stands behind it on its line: `  - answer: 费用: 入境`. */
const entry = /^(\s*(?:- +)*)([A-Za-z][\w-]*): +(.*)$/;
const chineseColon = /^\s*(?:- +)*"?[A-Za-z][\w-]*"?\s*：/;
const otherColumn = 'begins in another column than the lines it belongs to. Indent it as they are.';
const tab = 'begins with a tab. Indent with blanks.';
const blankAfterColon = /^\s*(?:- +)*[A-Za-z][\w-]*:[^\s]/;

/**
 * Says what is wrong where the text is no YAML.
 * @returns the first mistake: those after it are mostly its echo
 * @example yamlMistake('answer: 费用: 入境', document) // { at: 8, message: 'has a colon within its text. Put the text in quotes: answer: "费用: 入境".' }
 */
export function yamlMistake(text: string, document: Document.Parsed<ParsedNode>): YamlMistake | null {
  const [error] = document.errors;
  if (error) return said(text, document, error);
  return lost(text, document);
}

function said(text: string, document: Document.Parsed<ParsedNode>, error: YAMLParseError): YamlMistake {
  const at = error.pos[0];
  const open = openQuote(document, at);
  if (open !== null)
    return { at: open, message: `has a quote (${text[open]}) that is not closed on its line. Close it.` };
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const row = rowAt(text, start);
  const before = start === 0 ? '' : rowAt(text, text.lastIndexOf('\n', start - 2) + 1);
  for (const [line, begin] of [[row, start] as const, [before, start - before.length - 1] as const]) {
    if (chineseColon.test(line))
      return {
        at: begin + line.indexOf('：'),
        message: 'has a Chinese colon (：) behind a name. Write : and a blank.',
      };
  }
  if (/^Flow/.test(error.message)) {
    const sign = /sequence/.test(error.message) ? '[' : '{';
    const opened = text.lastIndexOf(sign, at - 1);
    return {
      at: Math.max(0, opened),
      message: `has a ${sign} that is not closed. Close it, or put the text in quotes.`,
    };
  }
  const message = inWords(error, row, rowAfter(text, start), text.slice(at, error.pos[1]));
  return { at, message };
}

function inWords({ code, message: technical }: YAMLParseError, row: string, next: string, here: string): string {
  const [, , name = '', value = ''] = entry.exec(row) ?? [];
  const sign = here.slice(0, 1) || value.slice(0, 1);
  if (/^[!&*]/.test(value))
    return `has a text that begins with ${value[0]}. Put it in quotes: ${name}: ${quoted(value)}.`;
  if (/^ *\t/.test(row)) return tab;
  switch (code) {
    case 'TAB_AS_INDENT':
      return tab;
    case 'DUPLICATE_KEY':
      return `names "${/[^\s":-]+/.exec(row)?.[0] ?? name}" a second time. Keep one of the two.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (name === '') return otherColumn;
      return /: |:$/.test(value)
        ? `has a colon within its text. Put the text in quotes: ${name}: ${quoted(value)}.`
        : `has a value, and lines below that are indented under it${next === '' ? '' : ` ("${next.trim()}")`}. Indent them as this line, or remove the value.`;
    case 'BAD_SCALAR_START':
      return `has a text that begins with ${sign}. Put it in quotes: ${name === '' ? '' : `${name}: `}${quoted(value || here)}.`;
    case 'BAD_DQ_ESCAPE':
      return 'has a \\ in double quotes that means nothing. Write \\\\, or take single quotes.';
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return blankAfterColon.test(row)
        ? 'lacks a blank behind the colon. Write name: value.'
        : 'has no name and colon. Write name: value; a text of several lines begins with | behind its name, and is indented.';
    case 'BAD_INDENT':
      return otherColumn;
    case 'UNEXPECTED_TOKEN':
      return unexpected(technical, name, value);
    default:
      return `is not written as YAML has it: ${technical.replace(/\.$/, '')}. Mend this line.`;
  }
}

function unexpected(technical: string, name: string, value: string): string {
  const inQuotes = `Put the text in quotes: ${name === '' ? '' : `${name}: `}${quoted(value)}.`;
  if (/block-seq-ind/.test(technical))
    return `has a text that begins with "- ". ${inQuotes} A list stands on the lines below.`;
  if (/^["'].*["']\s*\S/.test(value)) return `goes on behind a closing quote. ${inQuotes}`;
  if (/^[|>]/.test(value)) return `has words behind ${value[0]}. Begin them on the next line, indented.`;
  if (/^[\]}]/.test(value)) return `has a text that begins with ${value[0]}. ${inQuotes}`;
  return 'does not go with the lines above: a list begins each entry with "- ", and names stand in one column. Write it as they are.';
}

/** Finds what is no error of YAML, and yet not what was meant: words that would silently be left out. */
function lost(text: string, document: Document.Parsed<ParsedNode>): YamlMistake | null {
  let found: YamlMistake | null = null;
  const anchors = new Set<string>();
  const used = new Set<string>();
  const note = (at: number, message: string): symbol => {
    found = { at, message };
    return visit.BREAK;
  };
  visit(document, {
    Alias(_, { source, range }) {
      used.add(source);
      if (!anchors.has(source)) return note(range?.[0] ?? 0, `has a text that begins with *. Put it in quotes.`);
    },
    Node(_, node) {
      if ('anchor' in node && node.anchor !== undefined) anchors.add(node.anchor);
      const [from = 0, to = 0] = node.range ?? [];
      if (node.tag?.startsWith('!') && !node.tag.startsWith('tag:'))
        return note(text.lastIndexOf('!', from), 'has a text that begins with !. Put it in quotes.');
      if (!isScalar(node) || (node.type ?? 'PLAIN') !== 'PLAIN') return;
      const rest = rowAt(text, to);
      const isCut = /^\s*#[^\s#]/.test(rest) && (typeof node.value === 'string' || node.value === null);
      if (isCut)
        return note(
          to + rest.indexOf('#'),
          'has a # within its text, and what follows would be left out. Put the text in quotes; a comment has a blank behind #.',
        );
    },
  });
  const [unused] = [...anchors].filter((anchor) => !used.has(anchor));
  if (!found && unused !== undefined)
    return { at: text.indexOf(`&${unused}`), message: 'has a text that begins with &. Put it in quotes.' };
  return found;
}

/** @returns where a quoted text of several lines begins that ends just before the mistake: its quote is the mistake */
function openQuote(document: Document.Parsed<ParsedNode>, at: number): number | null {
  let open: number | null = null;
  visit(document, {
    Scalar(_, { type, range, source = '' }) {
      const isLong =
        (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') && range && range[0] < at && range[1] + 1 >= at;
      if (isLong && (document.errors[0]?.message.startsWith('Missing closing') || source.includes('\n')))
        open = range[0];
    },
  });
  return open;
}

/** @returns a text in the quotes that it can stand in */
function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

function rowAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

function rowAfter(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return end < 0 ? '' : rowAt(text, end + 1);
}
