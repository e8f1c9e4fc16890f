import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What proxies add; whoever sends one of them came through a proxy, or pretends to. */
const ofProxies =
  /^(?:(?:x-)?(?:original-)?forwarded(?:-.+)?|x-original-.+|via|x-(?:envoy|azure|arr)-.+|(?:.+-)?(?:real|client)-ip|cf-.+)$/;

/**
 * Whether a request was made on this very machine, by somebody who works on it. Nothing that a request says of itself can make it so: the connection must come
 * from a loopback address, through no proxy (its header is enough, and so is HTTP/1.0, which proxies speak and browsers do not), and ask for
 * this machine by a name that no other can have: a page elsewhere whose name is made to lead here is refused.
 * @example isFromThisMachine(request) // false for X-Forwarded-For: 127.0.0.1
 */
export function isFromThisMachine({ socket, headers, httpVersion }: IncomingMessage): boolean {
  const { remoteAddress = '' } = socket;
  if (!isLoopback(remoteAddress)) return false;
  if (httpVersion === '1.0' || Object.keys(headers).some((name) => ofProxies.test(name))) return false;
  const name = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isLoopback(name);
}

/** @example isLoopback('::ffff:127.0.0.1') // true: the same address, as a socket for both families says it */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
