import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Admission, type Entry, type Head, originForm, pathOf, type WireAnswer } from './delivery.js';

type Log = Pick<Logger, 'error'>;

/**
 * Serves entries straight from node:http, and hands everything else on.
 * @param otherwise what answers any other address
 * @param log told of an entry that failed, or gave an answer that cannot be sent
 */
export function serveEntries(entries: readonly Entry[], otherwise: RequestListener, log: Log): RequestListener {
  return (request, response) => {
    const url = originForm(request.url ?? '');
    request.url = url;
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
    const url = originForm(request.originalUrl);
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
  const head: Head = { method, url, headers };
  const isTooLong = Number(headers['content-length'] ?? 0) > entry.bodyLimit;
  let isOver = false;
  const end = (answer: WireAnswer, closes: boolean): void => {
    if (isOver) return;
    isOver = true;
    send(response, answer, closes);
  };
  const failed = (error: unknown): void => {
    log.error({ err: error, method, path: pathOf(url) }, 'an entry failed, which has a boundary of its own');
    if (response.headersSent) return;
    isOver = true;
    send(response, entry.refuse('internal', head), true);
  };
  let admission: Admission;
  try {
    admission = entry.admit(head);
  } catch (error) {
    failed(error);
    return;
  }
  if ('refusal' in admission) {
    // Node throws away a body that nobody reads, so that the sender hears why; one without an end, or too long, is not even waited for.
    end(admission.refusal, isTooLong || headers['transfer-encoding'] !== undefined);
    return;
  }
  if (isTooLong) {
    end(entry.refuse('too-large', head), true);
    return;
  }
  const { answer } = admission;
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= entry.bodyLimit) chunks.push(chunk);
    else {
      chunks.length = 0;
      end(entry.refuse('too-large', head), true);
    }
  });
  request.on('error', () => end(entry.refuse('unreadable-body', head), true));
  request.on('end', () => {
    if (isOver) return;
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    // Nobody else would catch it, and it would end the process with every other caller's turn.
    Promise.resolve(body)
      .then(answer)
      .then((given) => end(given, false))
      .catch(failed);
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
