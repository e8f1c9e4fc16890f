import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import type { Logger } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { Entry } from '../../src/web/delivery.js';
import { mountEntry, serveEntries } from '../../src/web/serve-entries.js';

const plain = (status: number, body: string) => ({ status, contentType: 'text/plain; charset=utf-8', body });

/** Says back what it was given. */
const echo: Entry = {
  prefix: '/echo/',
  bodyLimit: 10,
  admit: ({ method, url, headers }) =>
    headers['x-mark'] === 'nobody'
      ? { refusal: plain(403, 'nobody') }
      : { answer: async (body) => plain(200, `${method} ${url} ${headers['x-mark'] ?? ''} ${body}`) },
  refuse: (fault) => plain(fault === 'too-large' ? 413 : 400, fault),
};
/** Breaks what every entry promises, in each way it could. */
const failing: Entry = {
  ...echo,
  prefix: '/failing/',
  admit({ url }) {
    if (url.endsWith('at-once')) throw new Error('at once');
    return {
      answer() {
        if (url.endsWith('throws')) throw new Error('thrown');
        if (url.endsWith('rejects')) return Promise.reject(new Error('rejected'));
        return Promise.resolve({ ...plain(200, ''), headers: { 'X-Odd': 'a\r\nb' } });
      },
    };
  },
  refuse: (fault) => plain(500, fault),
};
const logged: string[] = [];
const log = { error: ({ err }: { err: Error }) => void logged.push(err.message) } as unknown as Logger;
const elsewhere: RequestListener = (_request, response) => response.writeHead(404).end('elsewhere');

let server: Server;
async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

const app = express();
app.use(mountEntry(echo, log));
app.use(mountEntry(failing, log));
app.use(elsewhere);

describe.each([
  ['straight from node:http', serveEntries([echo, failing], elsewhere, log)],
  ['mounted in an Express app', app],
])('an entry, %s', (_where, listener) => {
  test('is given what came off the wire, and what it answers goes back as it is', async () => {
    const origin = await serving(listener);
    const answer = await fetch(`${origin}/echo/a%20b?x=1&x=2`, {
      method: 'POST',
      body: '汉字',
      headers: { 'x-mark': 'm' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('33');
    expect(await answer.text()).toBe('POST /echo/a%20b?x=1&x=2 m 汉字');
  });

  test('refuses a body that is longer than it takes, in pieces too, and waits for nothing more', async () => {
    const origin = await serving(listener);
    const answer = await fetch(`${origin}/echo/`, { method: 'POST', body: 'x'.repeat(11) });
    expect(answer.status).toBe(413);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      'POST /echo/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nxxxxxxxx\r\n8\r\nxxxxxxxx\r\n',
    );
    const [heard] = (await once(socket, 'data')) as [Buffer];
    expect(heard.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  test('that fails all the same ends nothing: it is logged, and the request is told that it was', async () => {
    const origin = await serving(listener);
    for (const way of ['at-once', 'throws', 'rejects', 'says-the-unsayable']) {
      const answer = await fetch(`${origin}/failing/${way}`, { method: 'POST', body: 'x' });
      expect([answer.status, await answer.text()]).toEqual([500, 'internal']);
    }
    expect(logged.splice(0)).toEqual(['at once', 'thrown', 'rejected', expect.stringContaining('Invalid character')]);
    expect((await fetch(`${origin}/echo/`)).status).toBe(200);
  });

  test('refuses by what comes before the body, and does not wait for it', async () => {
    const origin = await serving(listener);
    const port = (server.address() as AddressInfo).port;
    for (const length of ['Content-Length: 8', 'Content-Length: 4000000000', 'Transfer-Encoding: chunked']) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`POST /echo/ HTTP/1.1\r\nHost: x\r\nX-Mark: nobody\r\n${length}\r\n\r\n`);
      const [heard] = (await once(socket, 'data')) as [Buffer];
      expect(heard.toString()).toMatch(/^HTTP\/1\.1 403 /);
      // Whoever sends a body that fits can go on with the connection.
      expect(heard.toString()).toContain(length.endsWith(' 8') ? 'keep-alive' : 'Connection: close');
      socket.destroy();
    }
    const whole = await fetch(`${origin}/echo/`, {
      method: 'POST',
      body: 'x'.repeat(8),
      headers: { 'x-mark': 'nobody' },
    });
    expect([whole.status, await whole.text()]).toEqual([403, 'nobody']);
  });

  test('is found by a whole address too, whatever host it names', async () => {
    await serving(listener);
    const port = (server.address() as AddressInfo).port;
    for (const target of ['http://hotline.example:8443/echo/a?b=1', 'HTTPS://other.example/echo/a?b=1']) {
      const socket = connect(port, '127.0.0.1');
      socket.end(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi`);
      let heard = '';
      for await (const piece of socket) heard += piece;
      expect(heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*POST \/echo\/a\?b=1 {2}hi$/);
    }
  });

  test('is not asked about other addresses', async () => {
    const origin = await serving(listener);
    expect(await (await fetch(`${origin}/echoes`)).text()).toBe('elsewhere');
  });
});
