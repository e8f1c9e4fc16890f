import type { RequestHandler, Response } from 'express';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { Unreadable } from './envelope.js';
import { Forbidden } from './open-delivery.js';

const knownTypes: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'application/json', 'text/plain']);

/** Lets bodies through that WeChat could have sent; one without a type is judged by what is in it. */
export const onlyKnownTypes: RequestHandler = (request, response, next) => {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim() === '' || knownTypes.has(type.trim().toLowerCase())) next();
  else sendPlain(response, 415, 'Unsupported media type: send text/xml or application/json.\n');
};

/** Sends an answer exactly as it is: a retry is given the same bytes. */
export function send(response: Response, { contentType, body }: Answer): void {
  response.setHeader('Content-Type', contentType);
  response.end(body);
}

/** Sends a few words that no browser takes for a page. */
export function sendPlain(response: Response, status: number, words: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(words);
}

interface Refusal {
  readonly status: number;
  readonly words: string;
}

const bodyRefusals: Readonly<Record<number, string>> = {
  413: 'Payload too large: send at most 64 kB.',
  415: 'Unsupported media type: send the body uncompressed.',
};

/** @returns how a delivery is refused, or null when the fault is ours */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Forbidden) return { status: 403, words: error.message };
  if (error instanceof Unreadable) return { status: 400, words: error.message };
  if (error instanceof Replayed) return { status: 409, words: error.message };
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return { status, words: bodyRefusals[status] ?? 'Bad request: the body cannot be read.' };
}
