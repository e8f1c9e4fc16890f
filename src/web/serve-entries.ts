import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Delivery, type Entry, pathOf, type WireAnswer } from './delivery.js';

type Log = Pick<Logger, 'error'>;

/**
 * Serves entries straight from node:http, and hands everything else on.
 * @param otherwise what answers any other address
 * @param log told of an entry that failed, or gave an answer that cannot be sent
 */
export function serveEntries(entries: readonly Entry[], otherwise: RequestListener, log: Log): RequestListener {
  return (request, response) => {
    const url = request.url ?? '';
    for (const entry of entries) {
      if (url.startsWith(entry.prefix)) {
        serve({ entry, url, request, response, log });
        return;
      }
    }
    otherwise(request, response);
  };
}

/** @returns a handler that serves an entry inside an Express app */
export function mountEntry(entry: Entry, log: Log): RequestHandler {
  return (request, response, next) => {
    const url = request.originalUrl;
    if (url.startsWith(entry.prefix)) serve({ entry, url, request, response, log });
    else next();
  };
}

interface Served {
  readonly entry: Entry;
  readonly url: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly log: Log;
}

function serve({ entry, url, request, response, log }: Served): void {
  const { method = '', headers } = request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  const end = (answer: WireAnswer, closes: boolean): void => {
    if (isOver) return;
    isOver = true;
    send(response, answer, closes);
  };
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= entry.bodyLimit) chunks.push(chunk);
    else end(entry.refuse('too-large'), true);
  });
  request.on('error', () => end(entry.refuse('unreadable-body'), true));
  const answer = async (): Promise<void> => {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    end(await entry.answer({ method, url, headers, body } satisfies Delivery), false);
  };
  request.on('end', () => {
    if (isOver) return;
    // Nobody else would catch it, and it would end the process with every other caller's turn.
    answer().catch((error: unknown) => {
      log.error({ err: error, method, path: pathOf(url) }, 'an entry failed, which has a boundary of its own');
      if (!response.headersSent) send(response, entry.refuse('internal'), true);
    });
  });
}

/** Sends an answer exactly as it is: a retry is given the same bytes. */
function send(response: ServerResponse, answer: WireAnswer, closes: boolean): void {
  const headers = {
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    // What is left of the body is not waited for.
    ...(closes && { Connection: 'close' }),
    ...answer.headers,
  };
  // A text goes out together with its headers, in one packet; bytes would be a second one.
  response.writeHead(answer.status, headers).end(answer.body);
}
