import type { Seeded } from './seeded.js';

const pieces = [
  ...[
    '',
    '0',
    '-1',
    '1',
    '007',
    '1E5',
    'NaN',
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    '%',
    '%00',
    '%zz',
    '%ff%fe',
    '%E0%A4%A',
    '%2e%2e%2f',
    '+',
    '&',
    '=',
    ';',
    '#',
    '?',
    '\\',
    '"',
    "'",
    '<',
    '>',
    '`',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '</xml>',
    '&lt;',
    '&#0;',
    '&a;',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '{"a":',
    '\\u0000',
    '\\ud800',
  ],
  ...[
    '../../etc/passwd',
    "'; DROP TABLE turn;--",
    '$(7*7)',
    '{{7*7}}',
    'javascript:x',
    'gzip',
    'identity',
    'bytes=0-',
    'bytes=9-1',
  ],
  ...[
    '120000116000001',
    '1101960H79',
    'JTEBU5JR6G5003291',
    '409334585274',
    '2016-10-21',
    '2016-13-45',
    '9999-12-31T23:59:60Z',
    'W/"x"',
    '*',
    '*/*;q=9',
  ],
  ...['报检', '😀', 'ﷺ', '\u202e', '\u200b', 'é'],
] as const;
const long = ['9', 'x', '[', '<a>', '%41', '长', 'a=1&'];

/** @param place where it will stand: headers and targets hold no line breaks and no NUL, or no request would be whole */
export function strangeText(chance: Seeded, place: 'header' | 'target' | 'body'): string {
  let text = '';
  for (let n = 1 + chance.below(4); n > 0; n--) text += chance.of(pieces);
  if (chance.next() < 0.05) text += chance.of(long).repeat(chance.below(place === 'body' ? 20_000 : 500));
  if (place === 'body') return text;
  const bytes = Buffer.from(text)
    .toString('latin1')
    .replace(/\p{Cc}/gu, '');
  return place === 'target' ? bytes.replaceAll(' ', '+') : bytes;
}

/** Any body: bytes, a form, XML, JSON, or what looks like one of them. */
export function anything(chance: Seeded): string | Buffer {
  const of = chance.below(80);
  if (of < 8) return '';
  if (of < 16) return chance.bytes(chance.below(2000));
  if (of < 18)
    return Buffer.alloc(chance.of([65_536, 65_537, 262_144, 262_145]), chance.of(['a', '&', '<', '[', '\0']));
  const text = () => strangeText(chance, 'body');
  if (of < 45)
    return Array.from({ length: 1 + chance.below(chance.next() < 0.05 ? 400 : 8) }, () => `${text()}=${text()}`).join(
      '&',
    );
  if (of < 70) return `<xml><MsgType>${text()}</MsgType><Content><![CDATA[${text()}]]></Content>${text()}</xml>`;
  return `{"MsgType":${JSON.stringify(text())},"Content":${text()}}`;
}
