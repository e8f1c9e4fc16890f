import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Bytes as they go over the wire, and how they end. */
export interface RawRequest {
  readonly bytes: string | Buffer;
  /** Whether they are one whole request, after which the connection serves the next. Else we end our side, and read what comes. */
  readonly isWhole: boolean;
}

/** One of several kinds, by which they are counted. */
export interface NamedRequest extends RawRequest {
  readonly kind: string;
}

export interface RawAnswer {
  /** Null: the connection was closed without a word. */
  readonly status: number | null;
  readonly body: string;
}

/** A server that says nothing for so long has lost a request. */
const silentMs = 30_000;

/**
 * Sends requests over connections of their own, which are kept as long as the server keeps them; each connection sends its next request
 * when it has the answer to the last.
 * @param next gives requests, whole or not; null ends
 * @param hear is told every answer
 */
export async function sendRaw<Request extends RawRequest>(
  origin: string,
  connections: number,
  next: () => Request | null,
  hear: (request: Request, answer: RawAnswer) => void,
): Promise<void> {
  const { hostname, port } = new URL(origin);
  await Promise.all(
    Array.from({ length: connections }, async () => {
      let line: Line | null = null;
      for (let request = next(); request !== null; request = next()) {
        if (!line?.isOpen) line = await Line.open(hostname, Number(port));
        hear(request, await line.ask(request));
      }
      line?.close();
    }),
  );
}

/** One connection. */
class Line {
  isOpen = true;
  private heard = '';
  private look: (() => void) | null = null;

  private constructor(private readonly socket: Socket) {
    // Whoever is refused in the middle of a body may find the connection reset.
    socket.on('error', () => undefined);
    socket.setEncoding('latin1').on('data', (part: string) => {
      this.heard += part;
      this.look?.();
    });
    socket.on('close', () => {
      this.isOpen = false;
      this.look?.();
    });
  }

  static async open(host: string, port: number): Promise<Line> {
    const socket = connect(port, host);
    socket.setNoDelay(true);
    await once(socket, 'connect');
    return new Line(socket);
  }

  ask({ bytes, isWhole }: RawRequest): Promise<RawAnswer> {
    this.heard = '';
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => {
        this.socket.destroy();
        reject(new Error(`no answer within ${silentMs / 1000} s to ${JSON.stringify(String(bytes).slice(0, 300))}`));
      }, silentMs);
      this.look = () => {
        const answer = isWhole || !this.isOpen ? answerIn(this.heard, !this.isOpen) : null;
        if (answer === null) return;
        clearTimeout(silence);
        this.look = null;
        if (answer.closes) this.close();
        resolve(answer);
      };
      if (isWhole) this.socket.write(bytes);
      else this.socket.end(bytes);
      this.look();
    });
  }

  close(): void {
    this.isOpen = false;
    this.socket.destroy();
  }
}

/** @returns the first answer that is no mere 1xx; null while it has not all come */
function answerIn(heard: string, isClosed: boolean): (RawAnswer & { readonly closes: boolean }) | null {
  const nothing = { status: null, body: '', closes: true };
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return isClosed ? nothing : null;
  const head = heard.slice(0, end);
  const rest = heard.slice(end + 4);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  if (status < 200) return answerIn(rest, isClosed);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  const isChunked = /^transfer-encoding: *chunked/im.test(head);
  const isEmpty = status === 204 || status === 304;
  const bodyEnds = isEmpty ? 0 : isChunked ? endOfChunks(rest) : length === undefined ? -1 : Number(length);
  if (!isClosed && (bodyEnds < 0 || rest.length < bodyEnds)) return null;
  return { status, body: rest.slice(0, Math.max(0, bodyEnds)), closes: isClosed || /^connection: *close/im.test(head) };
}

function endOfChunks(rest: string): number {
  const end = rest.startsWith('0\r\n\r\n') ? 0 : rest.indexOf('\r\n0\r\n\r\n');
  return end < 0 ? -1 : end + (end === 0 ? 5 : 7);
}

/** Writes a whole request. */
export function wholeRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body.length > 0 || method === 'POST' ? `Content-Length: ${Buffer.byteLength(body)}\r\n` : '';
  const head = `${method} ${target} HTTP/1.1\r\nHost: bench.invalid\r\n${lines.join('')}${length}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}
