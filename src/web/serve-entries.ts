import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Delivery, Entry, WireAnswer } from './delivery.js';

/**
 * Serves entries straight from node:http, and hands everything else on.
 * @param otherwise what answers any other address
 */
export function serveEntries(entries: readonly Entry[], otherwise: RequestListener): RequestListener {
  return (request, response) => {
    const url = request.url ?? '';
    for (const entry of entries) {
      if (url.startsWith(entry.prefix)) {
        serve(entry, url, request, response);
        return;
      }
    }
    otherwise(request, response);
  };
}

/** @returns a handler that serves an entry inside an Express app */
export function mountEntry(entry: Entry): RequestHandler {
  return (request, response, next) => {
    if (request.originalUrl.startsWith(entry.prefix)) serve(entry, request.originalUrl, request, response);
    else next();
  };
}

function serve(entry: Entry, url: string, request: IncomingMessage, response: ServerResponse): void {
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
  request.on('end', () => {
    if (isOver) return;
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    entry.answer({ method, url, headers, body } satisfies Delivery).then((answer) => end(answer, false));
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
