import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newServer, patience } from '../../src/service/listening.js';

/** The limits of the service, a hundred times shorter. */
const short = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 10 };
const server = newServer(short);
const answered: string[] = [];
server.on('request', (request, response) => {
  request.resume().on('end', () => {
    answered.push(request.url ?? '');
    response.end('whole');
  });
});
beforeEach(async () => {
  answered.length = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('the service waits ten seconds for headers and twenty for a request, and looks every second', () => {
  const { headersTimeout, requestTimeout } = newServer();
  expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 10_000, requestTimeout: 20_000 });
  expect(patience.connectionsCheckingInterval).toBeLessThanOrEqual(1_000);
});

const head = 'POST /a HTTP/1.1\r\nHost: x\r\n';

/** Sends a piece again and again, for as long as the other side has not had enough of it. @returns what it said then */
async function dripped(begin: string, piece: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined).write(begin);
  const dripping = setInterval(() => socket.write(piece), 5);
  let heard = '';
  try {
    socket.on('data', (part) => {
      heard += part;
    });
    await once(socket, 'close');
  } finally {
    clearInterval(dripping);
  }
  return heard;
}

test.each([
  ['headers', head, 'X-A: b\r\n'],
  ['a body', `${head}Content-Length: 100000\r\n\r\n`, 'x'],
  ['a body in chunks', `${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
  ['a request line', 'GET /', 'a'],
])('%s that come drop by drop end with 408', async (_what, begin, piece) => {
  expect(await dripped(begin, piece)).toMatch(/^HTTP\/1\.1 408 /);
  expect(answered).toEqual([]);
});
