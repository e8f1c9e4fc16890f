import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFromThisMachine, isLoopback } from '../../src/web/this-machine.js';

/** A request as node gives it. */
const request = (remoteAddress: string, headers: Record<string, string> = {}, httpVersion = '1.1') =>
  ({
    socket: { remoteAddress },
    headers: { host: 'localhost:8080', ...headers },
    httpVersion,
  }) as unknown as IncomingMessage;

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect(isFromThisMachine(request(address))).toBe(true);
});

test.each(['localhost', 'localhost:8080', '127.0.0.1', '127.0.0.1:80', '[::1]:8080'])(
  'this machine may be called %s',
  (host) => {
    expect(isFromThisMachine(request('127.0.0.1', { host }))).toBe(true);
  },
);

describe('is not this machine', () => {
  test('any other address, whatever the request says of itself', () => {
    const claim = fc.dictionary(
      fc.constantFrom('x-forwarded-for', 'x-real-ip', 'forwarded', 'host'),
      fc.constant('127.0.0.1'),
    );
    fc.assert(
      fc.property(fc.ipV4(), claim, (address, headers) => {
        fc.pre(!address.startsWith('127.'));
        return (
          !isFromThisMachine(request(address, headers)) && !isFromThisMachine(request(`::ffff:${address}`, headers))
        );
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => isLoopback(address) === /^[0:]+1$/.test(address) || address.includes('.')),
    );
  });

  test.each([
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'forwarded',
    'via',
    'x-real-ip',
    'x-original-forwarded-for',
    'x-original-host',
    'x-cluster-client-ip',
    'wl-proxy-client-ip',
    'ali-cdn-real-ip',
    'x-envoy-external-address',
    'x-arr-log-id',
    'cf-connecting-ip',
  ])('what came through a proxy of this machine, which adds %s', (header) => {
    expect(isFromThisMachine(request('127.0.0.1', { [header]: '127.0.0.1' }))).toBe(false);
  });

  test('what came through a proxy that adds nothing, and speaks HTTP/1.0', () => {
    expect(isFromThisMachine(request('127.0.0.1', {}, '1.0'))).toBe(false);
  });

  test.each([
    'hotline.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '',
  ])('a page elsewhere whose name leads here: %s', (host) => {
    expect(isFromThisMachine(request('127.0.0.1', { host }))).toBe(false);
  });
});

describe('over the wire', () => {
  const server = createServer((request, response) => response.end(String(isFromThisMachine(request))));
  beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
  afterAll(() => void server.close());

  const answer = (lines: readonly string[]): Promise<string> =>
    new Promise((done, fail) => {
      let heard = '';
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () =>
        socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`),
      );
      socket.on('data', (bytes) => (heard += bytes)).on('end', () => done(/(true|false)/.exec(heard)?.[0] ?? heard));
      socket.on('error', fail);
    });

  test.each([
    [['GET / HTTP/1.1', 'Host: localhost'], 'true'],
    [['GET / HTTP/1.1', 'Host: localhost', 'X-FORWARDED-FOR: 127.0.0.1'], 'false'],
    [['GET / HTTP/1.0', 'Host: localhost'], 'false'],
    [['GET / HTTP/1.1', 'Host: localhost', 'Host: evil.example'], 'true'],
  ])('%j is from here: %s', async (lines, said) => {
    expect(await answer(lines)).toBe(said);
  });
});
