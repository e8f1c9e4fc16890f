import { malformedFraming } from './malformed-framing.js';
import { type NamedRequest, type RawAnswer, sendRaw, wholeRequest } from './raw-wire.js';
import { Seeded } from './seeded.js';
import { signedStrangely } from './signed-strangely.js';
import { anything, strangeText } from './strange-text.js';

/** What came of malformed requests. */
export interface MalformedTally {
  /** How many there were of each kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** How many were answered with each status; `none`: the connection was closed without a word. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Answers of 5xx, with what was asked. */
  readonly failures: readonly string[];
}

const routes = [
  ...['/', '/healthz', '/readyz', '/metrics', '/simulator/', '/simulator/api/call', '/nothing', '/favicon.ico'],
  ...[
    '/progress',
    '/find',
    '/v',
    '/v/221865233729',
    '/w/409334585274',
    '/datasets/certificates/records/03414Q10000R2S',
  ],
  ...['/sitemap.xml', '/robots.txt', '/assets/style.000000000000.css'],
  ...[
    'voice',
    'turn?step=1',
    'dialled?step=2',
    'recorded?step=3',
    'recording',
    'status',
    'whisper?line=food',
    'accepted',
    'fallback',
    '',
    'x',
  ].map((name) => `/phone/twilio/${name}`),
  ...['/wechat/official', '/wechat/official/', '/wechat/official?echostr=1', '/wechat/'],
  ...[
    '',
    '/openapi.json',
    '/datasets',
    '/datasets/vehicles',
    '/datasets/vehicles/records',
    '/datasets/vehicles/records/1',
    '/datasets/wines/snapshot',
    '/releases',
    '/releases/1',
    '/feed',
    '/lookups',
    '/lookups/progress',
    '/lookups/vehicle',
    '/lookups/wine',
    '/changes',
  ].map((name) => `/api/v1${name}`),
];
const methods = ['GET', 'GET', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH'];
const parameters = [
  'asOf',
  'after',
  'cursor',
  'limit',
  'declarationNo',
  'registrationNo',
  'code',
  'vin',
  'format',
  'step',
  'silence',
  'line',
  'signature',
  'timestamp',
  'nonce',
  'echostr',
  'encrypt_type',
  'msg_signature',
  '__proto__',
  'constructor',
  '',
];
const types = [
  'application/x-www-form-urlencoded',
  'text/xml',
  'application/json',
  'multipart/form-data',
  'text/plain',
  'x',
  ';',
  'application/json; charset=utf-99',
  'text/xml; charset="',
  '',
];

type Way = (chance: Seeded) => NamedRequest;

/** Whole requests to every address, with whatever headers and bodies. */
const strange: Way = (chance) => {
  const method = chance.of(methods);
  const headers: Record<string, string> = {};
  for (let n = chance.below(6); n > 0; n--) headers[chance.of(headerNames)] = strangeText(chance, 'header');
  if (chance.next() < 0.6) headers['Content-Type'] = chance.of(types);
  const body = method === 'GET' ? '' : anything(chance);
  return {
    kind: 'a strange request',
    bytes: wholeRequest(method, strangeTarget(chance), headers, body),
    isWhole: true,
  };
};
const headerNames = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Content-Encoding',
  'Cookie',
  'Forwarded',
  'From',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'Origin',
  'Range',
  'Referer',
  'User-Agent',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-HTTP-Method-Override',
  'X-Twilio-Signature',
  'I-Twilio-Idempotency-Token',
  'X-Odd',
];

function strangeTarget(chance: Seeded): string {
  let target = chance.of(routes);
  if (chance.next() < 0.3)
    target += `${chance.of(['/', '//', '/../', '/%2e%2e/', '%00', ';', '\\'])}${strangeText(chance, 'target')}`;
  if (chance.next() < 0.6) {
    const asked = Array.from(
      { length: 1 + chance.below(4) },
      () => `${chance.of(parameters)}=${strangeText(chance, 'target')}`,
    );
    target += (target.includes('?') ? '&' : '?') + asked.join(chance.of(['&', '&&', ';', '&']));
  }
  const form = chance.next();
  if (form < 0.05) return `http://bench.invalid:8443${target}`;
  if (form < 0.07) return chance.of(['*', 'http://', 'https://[', 'bench.invalid:443', `//${target}`, `?${target}`]);
  return target;
}

/** One of all kinds. */
export function malformed(chance: Seeded): NamedRequest {
  const of = chance.next();
  if (of < 0.12) return malformedFraming(chance);
  return of < 0.24 ? signedStrangely(chance) : strange(chance);
}

/** Sends malformed requests. @param each is told after each thousandth part */
export async function sendMalformed(
  origin: string,
  { count, seed, connections = 8 }: { count: number; seed: number; connections?: number },
): Promise<MalformedTally> {
  const chance = new Seeded(seed);
  const kinds = new Map<string, number>();
  const statuses = new Map<string, number>();
  const failures: string[] = [];
  const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + 1);
  let left = count;
  const hear = ({ kind, bytes }: NamedRequest, { status, body }: RawAnswer): void => {
    add(kinds, kind);
    add(statuses, status === null ? 'none' : String(status));
    if (status !== null && (status >= 500 || Number.isNaN(status)))
      failures.push(`${status} ${body.slice(0, 200)} to ${JSON.stringify(bytes.toString('latin1').slice(0, 600))}`);
  };
  await sendRaw(origin, connections, () => (left-- > 0 ? malformed(chance) : null), hear);
  return { kinds, statuses, failures };
}
