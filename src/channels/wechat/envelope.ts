import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Refused, refusalWith } from '../../web/refusal.js';
import { readFlatXml } from './flat-xml.js';
import { readJson } from './json-envelope.js';
import { cdata, unescapeXml } from './xml-text.js';

/** How the account is set up to write (数据格式); we answer the way we were asked. */
export type Format = 'xml' | 'json';

const topFields = [
  'ToUserName',
  'FromUserName',
  'CreateTime',
  'MsgType',
  'MsgId',
  'Content',
  'Recognition',
  'Event',
  'EventKey',
  'Encrypt',
] as const;
const scanFields = ['ScanType', 'ScanResult'] as const;
export type FieldName = (typeof topFields)[number] | (typeof scanFields)[number];

/** The fields we read, as they were written: `007` and `1E5` stay text. `ScanType` and `ScanResult` are of ScanCodeInfo. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

export interface Envelope {
  readonly format: Format;
  readonly fields: Fields;
}

/** A body we cannot read. Its message is shown to the sender, so it never repeats what was sent. */
export class Unreadable extends Refused {
  constructor(message: string) {
    super(refusalWith('unreadable', message));
  }
}

const topNames: ReadonlySet<string> = new Set(topFields);
const scanNames: ReadonlySet<string> = new Set(scanFields);
const cdataStart = '<![CDATA[';
const cdataEnd = ']]>';
const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  jPath: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
});

/** An element as the parser gives it: one name, and what is inside in order. */
type XmlNode = { readonly [name: string]: readonly XmlNode[] | string };

/**
 * Reads a body, whichever of the two formats it is in.
 * @throws Unreadable for anything that WeChat would not have written
 */
export function readEnvelope(text: string): Envelope {
  const start = text.trimStart().charAt(0);
  if (start !== '<' && start !== '{') throw new Unreadable('Bad request: send XML or JSON.');
  try {
    if (start === '<') return { format: 'xml', fields: readXml(text) };
    return { format: 'json', fields: fieldsOf(readJson(text)) };
  } catch (error) {
    // The parsers' own messages quote the body.
    throw error instanceof Unreadable ? error : new Unreadable('Bad request: the body is malformed.');
  }
}

function readXml(text: string): Fields {
  const flat = readFlatXml(text);
  return fieldsOf(flat && !flat.has('ScanCodeInfo') ? flat : parseXml(text));
}

/** Exported for tests only: it must agree with `readFlatXml`. */
export function parseXml(text: string): ReadonlyMap<string, unknown> {
  if (hasDeclarations(text) || XMLValidator.validate(text.trimStart()) !== true) {
    throw new Unreadable('Bad request: the XML is malformed.');
  }
  const roots = elementsOf(parser.parse(text) as readonly XmlNode[]);
  const [root] = roots;
  if (!root || roots.length > 1 || root.name !== 'xml') throw new Unreadable('Bad request: the root is not xml.');
  const read = new Map<string, unknown>();
  collect(elementsOf(root.inside), topNames, read);
  return read;
}

interface Element {
  readonly name: string;
  readonly inside: readonly XmlNode[];
}

function elementsOf(nodes: readonly XmlNode[]): readonly Element[] {
  const elements: Element[] = [];
  for (const node of nodes) {
    for (const name in node) {
      const inside = node[name];
      if (Array.isArray(inside) && name !== '#cdata') elements.push({ name, inside });
    }
  }
  return elements;
}

function collect(elements: readonly Element[], names: ReadonlySet<string>, into: Map<string, unknown>): void {
  for (const { name, inside } of elements) {
    const isScan = name === 'ScanCodeInfo' && names === topNames;
    if (!isScan && !names.has(name)) continue;
    if (into.has(name)) throw new Unreadable(`Bad request: ${name} is there twice.`);
    if (!isScan) {
      into.set(name, textOf(inside));
      continue;
    }
    const scan = new Map<string, unknown>();
    collect(elementsOf(inside), scanNames, scan);
    into.set(name, scan);
  }
}

/** @returns null for an element that has others inside or an entity nobody declared */
function textOf(nodes: readonly XmlNode[]): string | null {
  let text = '';
  for (const node of nodes) {
    const plain = node['#text'];
    const section = node['#cdata'];
    if (typeof plain === 'string') {
      const unescaped = unescapeXml(plain);
      if (unescaped === null) return null;
      text += unescaped;
    } else if (Array.isArray(section)) {
      for (const part of section) text += typeof part['#text'] === 'string' ? part['#text'] : '';
    } else return null;
  }
  return text;
}

/**
 * WeChat writes neither document types nor comments: all that may begin with `<!` is CDATA. The text is gone through once, since
 * nobody has proved yet who sent it.
 */
function hasDeclarations(text: string): boolean {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const end = text.startsWith(cdataStart, at) ? text.indexOf(cdataEnd, at) : -1;
    if (end < 0) return true;
    at = end + cdataEnd.length;
  }
  return false;
}

function fieldsOf(read: ReadonlyMap<string, unknown>): Fields {
  const fields: Partial<Record<FieldName, string>> = {};
  const take = (from: ReadonlyMap<string, unknown>, name: FieldName): void => {
    const value = from.get(name);
    if (typeof value === 'string') fields[name] = value;
    else if (value !== undefined) throw new Unreadable(`Bad request: ${name} is not text.`);
  };
  for (const name of topFields) take(read, name);
  const scan = read.get('ScanCodeInfo');
  if (scan instanceof Map) for (const name of scanFields) take(scan, name);
  else if (scan !== undefined) throw new Unreadable('Bad request: ScanCodeInfo is no structure.');
  return fields;
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
