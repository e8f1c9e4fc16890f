import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { type FaultWords, isOurs, judge } from './fault.js';
import { type Refusal, Refused } from './refusal.js';

/** How one face tells what it refuses. */
export interface Face {
  readonly log: Logger;
  /** What it is called in the log, such as `open API`. */
  readonly name: string;
  readonly words: FaultWords;
  /** Writes a refusal: as a line, as data, as a page. Status and headers are set already. */
  render(response: Response, refusal: Refusal, beside: Readonly<Record<string, unknown>>): void;
}

/**
 * The boundary of a face: what a request got wrong is said to whoever sent it; anything else is logged and shown to nobody.
 * Every HTTP face of the service ends in one of these, so that no error meets a visitor bare.
 */
export function boundary(face: Face): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = judge(error, face.words);
    if (isOurs(refusal)) {
      face.log.error(
        { err: error, method: request.method, path: request.path },
        `a request to the ${face.name} failed`,
      );
    }
    refuse(response, refusal, face, error instanceof Refused ? error.beside : {});
  };
}

/** Tells a refusal by the rules of a face. */
export function refuse(
  response: Response,
  refusal: Refusal,
  face: Pick<Face, 'render'>,
  beside: Readonly<Record<string, unknown>> = {},
): void {
  // What had been set for the answer is not for a refusal.
  response.status(refusal.status).set({ 'Cache-Control': 'no-store', ...refusal.headers });
  face.render(response, refusal, beside);
}
