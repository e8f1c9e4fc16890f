import type { NamedRequest } from './raw-wire.js';
import type { Seeded } from './seeded.js';

const end = '\r\n\r\n';
const head = 'POST /phone/twilio/voice HTTP/1.1\r\nHost: x\r\n';
const post = (headers: string, body = '') => `${head}${headers}${end}${body}`;

/** Bytes that are no request, or not a whole one: lines, headers, lengths and chunks that are wrong. */
const ways: readonly ((chance: Seeded) => string | Buffer)[] = [
  (chance) => chance.bytes(1 + chance.below(400)),
  (chance) =>
    `${chance.of(['get', 'G ET', 'GET', '', '\0', 'PRI', 'CONNECT', 'GÉT', 'A'.repeat(300)])} ${chance.of(['/', '', '/a b', '*', 'x:1', '/\0', '/é'])} ${chance.of(['HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP/2.0', 'http/1.1', 'SIP/2.0', ''])}\r\nHost: x${end}`,
  (chance) => `GET /${'a'.repeat(chance.below(40_000))} HTTP/1.1\r\nHost: x${end}`,
  (chance) =>
    `GET /healthz HTTP/1.1\r\n${Array.from({ length: chance.below(3000) }, (_, n) => `X-${n}: y`).join('\r\n')}${end}`,
  (chance) => `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(chance.below(40_000))}${end}`,
  (chance) =>
    `GET /healthz HTTP/1.1\r\nHost: x\r\n${chance.of([' folded: x', 'no colon', ': nameless', 'X\0: y', 'X : y', 'X: \0', 'X: a\rb', 'Höst: x', 'Host: y', 'X:\n Y'])}${end}`,
  () => `GET /healthz HTTP/1.1${end}`,
  (chance) => `GET /healthz HTTP/1.1\nHost: ${chance.of(['', 'x y', '\0', '[::1', 'x:99999999', 'a,b'])}\n\n`,
  (chance) =>
    post(
      `Content-Length: ${chance.of(['-1', '1e3', '99999999999999999999', '0x10', ' ', '5, 5', '5\r\nContent-Length: 6', '+5', '5 '])}`,
      'hello',
    ),
  (chance) =>
    post(
      `Content-Length: 5\r\nTransfer-Encoding: ${chance.of(['chunked', 'gzip, chunked', 'xchunked', ' chunked', 'identity'])}`,
      '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    ),
  (chance) =>
    post(
      'Transfer-Encoding: chunked',
      chance.of([
        '-1\r\nx\r\n',
        'zz\r\nx\r\n',
        'ffffffffffffffff\r\nx',
        '5\r\nabc\r\n0\r\n\r\n',
        '1\r\nxy\r\n',
        `1;${'e'.repeat(20_000)}\r\nx\r\n`,
        '0\r\nX: y',
        `0\r\n${'X: y\r\n'.repeat(3000)}\r\n`,
        '\r\n',
      ]),
    ),
  (chance) =>
    post(
      `Transfer-Encoding: ${chance.of(['chunked, chunked', 'chunked\r\nTransfer-Encoding: chunked', 'CHUNKED', 'deflate'])}`,
      '1\r\nx\r\n0\r\n\r\n',
    ),
  (chance) =>
    post(
      `Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: ${'A'.repeat(27)}=\r\nContent-Length: ${10 + chance.below(60_000)}`,
      'CallSid',
    ),
  (chance) => post(`Content-Length: ${chance.of([70_000, 300_000, 4_000_000_000])}`, 'x'.repeat(chance.below(80_000))),
  (chance) =>
    `POST /wechat/official?signature=${chance.hex(40)}&timestamp=1477015200&nonce=1 HTTP/1.1\r\nHost: x\r\nContent-Length: ${chance.below(300_000)}${end}<xml>`,
  (chance) =>
    `GET /api/v1/datasets HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${chance.of(['websocket', 'h2c', 'TLS/1.0', ''])}\r\nSec-WebSocket-Key: x${end}`,
  (chance) =>
    post(`Expect: ${chance.of(['100-continue', '200-ok', '', '100-continue, x'])}\r\nContent-Length: 5`, 'hello'),
  (chance) =>
    `HEAD ${chance.of(['/', '/healthz', '/metrics', '/api/v1/datasets', '/wechat/official', '/phone/twilio/voice'])} HTTP/1.1\r\nHost: x${end}`,
  (chance) => `GET /healthz HTTP/1.1\r\nHost: x${end}`.repeat(1 + chance.below(20)),
  (chance) => `GET /api/v1/datasets HTTP/1.1\r\nHost: x${end}`.slice(0, 1 + chance.below(40)),
];

export function malformedFraming(chance: Seeded): NamedRequest {
  return { kind: 'bytes that are no request', bytes: chance.of(ways)(chance), isWhole: false };
}
