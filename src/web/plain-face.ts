import type { Response } from 'express';
import type { WireAnswer } from './delivery.js';
import type { Fault, FaultWords } from './fault.js';
import { type Refusal, Refused, refusalWith } from './refusal.js';

/** What programs are told in a line of English: providers' webhooks, probes, addresses that nobody serves. */
export const plainWords: FaultWords = {
  'bad-address': 'Bad request: the address cannot be read.',
  'unreadable-body': 'Bad request: the body cannot be read.',
  'no-such-address': 'Not found.',
  replayed: 'This delivery was answered before. It is not answered again.',
  'bad-condition': 'The condition or the range in the headers cannot be met.',
  'too-large': 'Payload too large.',
  'unsupported-media': 'Unsupported media type, encoding or character set.',
  internal: 'Something went wrong here. It has been noted.',
  unavailable: 'Not available just now: try again in a moment.',
};

/** @returns an error that this face tells, in the words it has for the fault unless there are better ones */
export function refusedPlainly(fault: Fault, message: string = plainWords[fault]): Refused {
  return new Refused(refusalWith(fault, message));
}

/** Writes a refusal as a line that no browser takes for a page. */
export function renderPlain(response: Response, { message }: Refusal): void {
  response.type('text/plain').set('X-Content-Type-Options', 'nosniff').send(`${message}\n`);
}

/** @returns the same for an entry, which writes no response itself */
export function plainAnswer({ status, message, headers }: Refusal): WireAnswer {
  return {
    status,
    contentType: 'text/plain; charset=utf-8',
    body: `${message}\n`,
    headers: { 'X-Content-Type-Options': 'nosniff', ...headers },
  };
}
