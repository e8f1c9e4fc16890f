import { nearest } from '../../authored/nearest.js';
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
export function didYouMean(given: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(given, names);
  return near !== null ? `您是不是要找 ${near}？` : `可用的有：${names.join('、')}。`;
}
