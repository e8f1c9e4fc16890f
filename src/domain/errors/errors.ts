import { drawErrors } from './draw-errors.js';
import type { ExplainedError } from './explained-error.js';
import { operationErrors } from './operation-errors.js';
import { publicationErrors } from './publication-errors.js';
import { rehearsalErrors } from './rehearsal-errors.js';
import { requestErrors } from './request-errors.js';

/** The one catalogue: every code with which an error reaches a program, a person or a log. `docs/errors.md` is made of it. */
export const errorCodes = /* @__PURE__ so that a bundle for browsers leaves out what it does not tell */ (() => ({
  ...requestErrors,
  ...publicationErrors,
  ...operationErrors,
  ...rehearsalErrors,
  ...drawErrors,
}))();

export type ErrorCode = keyof typeof errorCodes;

/** The codes with which a request is refused: each has a status. */
export type RequestErrorCode = keyof typeof requestErrors;

/** Whether a text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text);
}

/**
 * @returns what a code means, and what to do about it
 * @example explained('too-many').status // 429
 */
export function explained(code: RequestErrorCode): ExplainedError & { readonly status: number };
export function explained(code: ErrorCode): ExplainedError;
export function explained(code: ErrorCode): ExplainedError {
  return errorCodes[code];
}

/**
 * An error that reaches a program, a person or a log. The compiler takes no code that is not in the catalogue.
 * @example class MomentMoved extends CodedError { readonly code = 'moment-moved'; }
 */
export abstract class CodedError extends Error {
  abstract readonly code: ErrorCode;
}

/** @returns what was thrown, which may be anything, as an error */
export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
