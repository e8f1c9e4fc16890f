import { DeliveryRefused } from '../../web/delivery-refused.js';
import { readJson } from '../../web/json-as-written.js';
import { readXml } from './read-xml.js';
import { cdata } from './xml-text.js';

/** How the account is set up to write (数据格式); we answer the way we were asked. */
export type Format = 'xml' | 'json';

const topFields = [
  ...(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'MsgId'] as const),
  ...(['Content', 'Recognition', 'Event', 'EventKey'] as const),
  ...(['MediaId', 'Location_X', 'Location_Y', 'Label', 'Url'] as const),
] as const;
const scanFields = ['ScanType', 'ScanResult'] as const;
export type FieldName = (typeof topFields)[number] | (typeof scanFields)[number];

/** The fields we read, as they were written: `007` and `1E5` stay text. `ScanType` and `ScanResult` are of ScanCodeInfo. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

export interface Envelope {
  readonly format: Format;
  readonly fields: Fields;
}

/** A body we cannot read, though WeChat sent it. Its words are logged and shown, so they never repeat what was sent. */
export class Unreadable extends DeliveryRefused {
  constructor(what: string) {
    super('shape', { words: `Bad request: ${what}.`, hint: what });
  }
}

const names: ReadonlyMap<string, ReadonlySet<string> | null> = new Map<string, ReadonlySet<string> | null>([
  ...topFields.map((name) => [name, null] as const),
  ['ScanCodeInfo', new Set(scanFields)],
]);

/** @returns null for what is neither */
export function formatOf(text: string): Format | null {
  const start = text.trimStart().charAt(0);
  return start === '<' ? 'xml' : start === '{' ? 'json' : null;
}

/**
 * Reads a message, whichever of the two formats it is in.
 * @throws Unreadable for anything that WeChat would not have written
 */
export function readEnvelope(text: string): Envelope {
  const format = formatOf(text);
  if (format === null) throw new Unreadable('send XML or JSON');
  const read = format === 'xml' ? readXml(text, names) : readJson(text);
  if (read === null) throw new Unreadable(`the ${format === 'xml' ? 'XML' : 'JSON'} is malformed`);
  return { format, fields: fieldsOf(read) };
}

function fieldsOf(read: ReadonlyMap<string, unknown>): Fields {
  const fields: Partial<Record<FieldName, string>> = {};
  const take = (from: ReadonlyMap<string, unknown>, name: FieldName): void => {
    const value = from.get(name) ?? undefined;
    if (typeof value === 'string') fields[name] = value;
    else if (value !== undefined) throw new Unreadable(`${name} is not text`);
  };
  for (const name of topFields) take(read, name);
  const scan = read.get('ScanCodeInfo') ?? undefined;
  if (scan instanceof Map) for (const name of scanFields) take(scan, name);
  else if (scan !== undefined) throw new Unreadable('ScanCodeInfo is no structure');
  return fields;
}

/** What is sealed in a body. */
export interface Sealed {
  readonly format: Format;
  /** The text of `Encrypt`. */
  readonly encrypted: string;
  /** Whether the message stands beside it unsealed, as in the compatible mode. */
  readonly hasCopy: boolean;
}

const inXml = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/]+={0,2})(?:\]\]>)?<\/Encrypt>/y;
const inJson = /"Encrypt"\s*:\s*"((?:[A-Za-z0-9+/=]|\\\/)+)"/y;

/**
 * Finds what is sealed in a body of which nothing has been proved: it looks for the one field, which comes last, and parses nothing.
 * @returns null when there is none
 */
export function findSealed(text: string): Sealed | null {
  const format = formatOf(text);
  if (format === null) return null;
  const [field, mark, copy] = format === 'xml' ? [inXml, '<Encrypt>', '<MsgType>'] : [inJson, '"Encrypt"', '"MsgType"'];
  field.lastIndex = Math.max(0, text.lastIndexOf(mark));
  const encrypted = field.exec(text)?.[1]?.replaceAll('\\/', '/');
  return encrypted === undefined ? null : { format, encrypted, hasCopy: text.includes(copy) };
}

/** A value to be written: text, a number, or one level of structure. */
export type Value = string | number | { readonly [name: string]: string | number };

/** Writes a message in the format asked for; every text is safe in it, whatever it contains. */
export function writeEnvelope(format: Format, values: Readonly<Record<string, Value>>): string {
  return format === 'json' ? JSON.stringify(values) : `<xml>${xmlOf(values)}</xml>`;
}

function xmlOf(values: Readonly<Record<string, Value>>): string {
  let xml = '';
  for (const [name, value] of Object.entries(values)) {
    const inside = typeof value === 'string' ? cdata(value) : typeof value === 'number' ? value : xmlOf(value);
    xml += `<${name}>${inside}</${name}>`;
  }
  return xml;
}
