import { BlockList, isIP } from 'node:net';

const internal = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['0.0.0.0', 8],
] as const)
  internal.addSubnet(network, bits);
internal.addAddress('::1', 'ipv6');
internal.addSubnet('fc00::', 7, 'ipv6');
internal.addSubnet('fe80::', 10, 'ipv6');

/** Names and networks that are kept free for documents (RFC 2606, RFC 6761, RFC 5737, RFC 3849). */
const reservedName = /(^|\.)(example|invalid|test|localhost)$|(^|\.)example\.(com|net|org|cn|com\.cn)$/;
const reserved = new BlockList();
for (const network of ['192.0.2.0', '198.51.100.0', '203.0.113.0']) reserved.addSubnet(network, 24);
reserved.addSubnet('2001:db8::', 32, 'ipv6');

/**
 * Whether a host is this machine, or of a network that nobody on the internet reaches.
 * @example isInternal('192.168.3.4') // true; isInternal('pbx.local') // true; isInternal('12360.cn') // false
 */
export function isInternal(host: string): boolean {
  const name = bare(host);
  if (isIP(name) !== 0) return isIn(internal, name);
  return /(^|\.)(localhost|local|internal|lan|intranet|home\.arpa)$/.test(name);
}

/**
 * Whether a host is one that documents use, and that nobody has.
 * @example isReserved('pbx.invalid') // true; isReserved('example.com') // true
 */
export function isReserved(host: string): boolean {
  const name = bare(host);
  return isIP(name) !== 0 ? isIn(reserved, name) : reservedName.test(name);
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
