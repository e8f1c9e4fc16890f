import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { FileFault, shownDetail } from '../file-fault.js';
import { type Archive, largestHeldPartBytes } from './archive.js';
import { type Attributes, PartNames } from './part-names.js';

export type { Attributes } from './part-names.js';

/** Told what stands in a part, in its own language; elements without their prefix. */
export interface XmlHandler {
  /** @param namespaceOf what a prefix of an attribute stands for here */
  open?(name: string, attributes: Attributes, namespaceOf: (prefix: string) => string): void;
  close?(name: string): void;
  text?(text: string): void;
}

const deepest = 100;
/** An element, a text or a comment longer than this is not held; a cell has at most 32,767 characters. */
const longestToken = 4_194_304;

/**
 * Reads one part of a workbook as XML, without holding it. Documents with a DOCTYPE are refused, so nothing in them
 * expands. Every program chooses its own prefixes, and adds elements in languages of its own, which are passed over.
 * @returns once per piece, when what is in it has been told
 * @throws FileFault when it is damaged or no XML
 */
export async function* readXml(
  archive: Archive,
  part: string,
  handler: XmlHandler,
  mostBytes: number,
  onProgress?: (share: number) => void,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = createParser(part, handler);
  for await (const piece of archive.read(part, mostBytes, onProgress)) {
    parser.write(decode(decoder, part, piece));
    yield;
  }
  parser.write(decode(decoder, part));
  parser.end();
}

/** Reads one part to its end. */
export async function readWholeXml(
  archive: Archive,
  part: string,
  handler: XmlHandler,
  mostBytes = largestHeldPartBytes,
): Promise<void> {
  for await (const _ of readXml(archive, part, handler, mostBytes));
}

function createParser(part: string, handler: XmlHandler): { write(text: string): void; end(): void } {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const names = new PartNames();
  const namespaceOf = (prefix: string) => names.namespaceOf(prefix);
  let depth = 0;
  let sinceLast = 0;
  parser.on('error', (error) => {
    throw damagedXml(part, error.message);
  });
  parser.on('doctype', () => {
    throw damagedXml(part, 'it has a DOCTYPE');
  });
  parser.on('opentag', (tag) => {
    sinceLast = 0;
    if (++depth > deepest) throw damagedXml(part, 'it is nested too deeply');
    const name = names.open(tag.name, tag.attributes);
    if (name !== null) handler.open?.(name, tag.attributes, namespaceOf);
  });
  parser.on('closetag', (tag) => {
    sinceLast = 0;
    depth--;
    const name = names.close(tag.name);
    if (name !== null) handler.close?.(name);
  });
  const takeText = (text: string) => {
    sinceLast = 0;
    if (!names.isForeign) handler.text?.(text);
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  return {
    write(text) {
      sinceLast += text.length;
      parser.write(text);
      if (sinceLast > longestToken) throw longToken(part);
    },
    end: () => void parser.close(),
  };
}

function decode(decoder: TextDecoder, part: string, piece?: Buffer): string {
  try {
    return decoder.decode(piece, { stream: piece !== undefined });
  } catch {
    throw damagedXml(part, 'it is not in UTF-8');
  }
}

/** Nearly always a cell. */
function longToken(part: string): FileFault {
  const reason = `has a single text of more than 4 MB (${shownDetail(part)})`;
  return new FileFault(0, reason, 'Shorten it, and save it again as .xlsx');
}

function damagedXml(part: string, detail: string): FileFault {
  return new FileFault(
    0,
    `is damaged: ${shownDetail(`${part} is no XML that can be read (${detail})`)}`,
    'Save it again as .xlsx',
  );
}
