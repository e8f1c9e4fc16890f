import { Unavailable } from '../domain/care/unavailable.js';
import { Replayed } from '../domain/conversation/replayed.js';
import type { RequestErrorCode } from '../domain/errors/errors.js';
import { type Refusal, Refused, refusalWith } from './refusal.js';

/** Why a request cannot be answered, where nothing of ours has said it in its own words. */
export type Fault = Extract<
  RequestErrorCode,
  | 'bad-address'
  | 'unreadable-body'
  | 'too-large'
  | 'unsupported-media'
  | 'bad-condition'
  | 'no-such-address'
  | 'replayed'
  | 'unavailable'
  | 'internal'
>;

/** How a face words the faults that it can meet. */
export type FaultWords = Readonly<Record<Fault, string>>;

/**
 * Judges an error that reached a boundary.
 * @returns what the request is told; `internal` and `unavailable` are ours to log
 */
export function judge(error: unknown, words: FaultWords): Refusal {
  if (error instanceof Refused) return error.refusal;
  const { fault, ...own } = faultOf(error);
  const headers = fault === 'unavailable' ? { headers: { 'Retry-After': '10' } } : {};
  return { ...refusalWith(fault, words[fault], headers), ...own };
}

function faultOf(error: unknown): { fault: Fault; status?: number } {
  if (error instanceof Unavailable) return { fault: 'unavailable' };
  if (error instanceof Replayed) return { fault: 'replayed' };
  if (error instanceof URIError) return { fault: 'bad-address' };
  // Readers of bodies and senders of files say in `status` what a request got wrong.
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (typeof status !== 'number' || status < 400 || status >= 500) return { fault: 'internal' };
  if (status === 412 || status === 416) return { fault: 'bad-condition', status };
  if (status === 413) return { fault: 'too-large' };
  if (status === 415) return { fault: 'unsupported-media' };
  if (status === 404) return { fault: 'no-such-address' };
  return { fault: 'type' in (error as object) ? 'unreadable-body' : 'bad-address', status };
}

/** Whether somebody of ours has to look at it. */
export function isOurs({ status }: Refusal): boolean {
  return status >= 500;
}
