import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import type { Rest } from './rest.js';

/** The provider's own addresses, on this machine: what `TWILIO_API_BASE` names in a test. */
export interface RestServer {
  /** Instead of `https://api.twilio.com`. */
  readonly origin: string;
  close(): void;
}

/** @example const { origin } = await serveRest(new Rest(exchange)); // TWILIO_API_BASE=origin */
export async function serveRest(rest: Pick<Rest, 'answer'>): Promise<RestServer> {
  const server = createServer(async (request, response) => {
    const { status, json } = await rest.answer({
      method: request.method ?? '',
      path: (request.url ?? '').replace(/\?.*$/, ''),
      authorization: request.headers.authorization ?? '',
      form: parse(await bodyOf(request)),
    });
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
