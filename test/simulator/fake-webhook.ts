import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly form: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

export interface FakeWebhook {
  readonly origin: string;
  /** Everything that arrived since it was last told what to answer, oldest first. */
  readonly received: Received[];
  /** What it answers from now on. */
  answerWith(answer: (received: Received) => Answer): void;
  close(): Promise<void>;
}

/** A webhook that knows nothing of our service: the stand-ins are tested against it alone. */
export async function startFakeWebhook(): Promise<FakeWebhook> {
  const received: Received[] = [];
  let answer: (received: Received) => Answer = () => ({ body: '' });
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
    };
    received.push(one);
    const { status = 200, type = 'text/xml', body: told } = answer(one);
    response.writeHead(status, { 'Content-Type': type }).end(told);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith(next) {
      answer = next;
      received.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
