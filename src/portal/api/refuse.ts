import type { Response } from 'express';

/** What a request is told instead of an answer: a code for programs, a sentence for people. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What else a program may want to know. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export function refuse(
  response: Response,
  { status, code, message, more }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .status(status)
    .set(headers)
    .json({ error: { code, message, ...more } });
}
