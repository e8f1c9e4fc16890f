import { closest, distance } from 'fastest-levenshtein';
import type { Refusal } from './refuse.js';

/** Thrown by a route that cannot answer; the boundary of the API says it. */
export class ApiRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    /** What the answer holds beside the error. */
    readonly beside: Readonly<Record<string, unknown>> = {},
  ) {
    super(refusal.code);
  }
}

export function refused(status: number, code: string, message: string, remedy?: string): ApiRefused {
  return new ApiRefused({ status, code, message, ...(remedy !== undefined && { more: { remedy } }) });
}

/** @returns `您是不是要找 wines？`, or what there is when nothing is near */
export function nearest(given: string, known: Iterable<string>): string {
  const names = [...known];
  const near = closest(given, names);
  if (names.length > 0 && distance(given, near) <= Math.max(2, given.length / 3)) return `您是不是要找 ${near}？`;
  return `可用的有：${names.join('、')}。`;
}
