import { userInfo } from 'node:os';
import { visibleText } from '../domain/language/visible-text.js';
import { UsageError } from './explain.js';

/** In characters. What is longer was pasted by mistake, and would stand in the public record for ever. */
const longest = { name: 200, text: 2_000 };

/**
 * Reads the name of a person that somebody gave.
 * @param option what it was given as, such as `--by`
 * @returns what can be seen of it
 * @throws UsageError when that is nothing, or too long
 */
export function personNamed(option: string, text: string): string {
  return seen(option, text, longest.name, 'Write the name of a person.');
}

/**
 * Reads a reason, a legal basis or a source that somebody gave.
 * @returns what can be seen of it
 * @throws UsageError when that is nothing, or too long
 */
export function textNamed(option: string, text: string): string {
  return seen(option, text, longest.text, 'Write it in words: it stands in the public record.');
}

/**
 * Who works here: releases are made and approved in their name.
 * @param option which says it for one command
 * @throws UsageError when nobody can be named
 */
export function operator(option: '--by' | '--approved-by'): string {
  const { YIBO_OPERATOR } = process.env;
  if (YIBO_OPERATOR) return personNamed('YIBO_OPERATOR', YIBO_OPERATOR);
  const name = visibleText(loginName());
  if (name !== '') return name;
  throw new UsageError(
    `this user has no name on this machine. Say who it is with ${option} NAME, or set YIBO_OPERATOR.`,
  );
}

function seen(option: string, text: string, most: number, remedy: string): string {
  const visible = visibleText(text);
  const fault = text === '' ? 'is empty' : 'holds nothing that can be seen';
  if (visible === '') throw new UsageError(`${option} ${fault}. ${remedy}`);
  const length = [...visible].length;
  if (length > most) throw new UsageError(`${option} has ${length} characters, and may have ${most}. Shorten it.`);
  return visible;
}

/** A container may run under a number that no user has. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
