import type { z } from 'zod';

/** What zod expects, in the words of somebody who writes files. */
const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list, each entry behind "- "',
  object: 'names and values, each "name: value" on a line of its own',
  record: 'names and values, each "name: value" on a line of its own',
};

/**
 * Says what is wrong with a value of a file: with the value, where it is short; that it is missing, where it is.
 * @param file the value of the whole file
 * @example title is missing. Add it: it must be text.
 */
export function issueInWords(issue: z.core.$ZodIssue, file: unknown): string {
  const value = valueAt(file, issue.path);
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'is no name that can stand here. Correct it.';
  const message = issue.message.startsWith('Invalid input') ? expected(issue) : issue.message;
  const isWhole = issue.path.length === 0;
  if (isWhole && typeof value === 'string') return wholeText(value, message);
  if (value === undefined || value === null) {
    const what = value === null ? 'is empty' : 'is missing';
    if (isWhole && !message.startsWith('must be')) return message;
    if (/^is (missing|empty)/.test(message) || message.startsWith('must begin')) return message;
    return `${what}. ${value === null ? 'Fill it in' : 'Add it'}${message.startsWith('must') ? `: it ${message}` : `. ${message.replace(/^[^.]*\. /, '')}`}`;
  }
  return `${shown(value)}${message}`;
}

function expected(issue: z.core.$ZodIssue): string {
  const kind = 'expected' in issue ? kinds[String(issue.expected)] : undefined;
  return kind === undefined ? 'is none of what can stand here. Correct it.' : `must be ${kind}.`;
}

/** A file that is one text was meant to have names: what keeps it from having them is told. */
function wholeText(text: string, message: string): string {
  if (/^"?[A-Za-z][\w-]*"?\s*：/.test(text)) return 'has a Chinese colon (：) behind a name. Write : and a blank.';
  if (/^[A-Za-z][\w-]*:\S/.test(text)) return 'lacks a blank behind the colon. Write name: value.';
  return message;
}

/** @returns what stands at a path of a file; undefined where nothing does */
export function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  let value = file;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[name];
  }
  return value;
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `"${value}" ` : '';
}
