import { extname } from 'node:path';
import { FileFault } from './file-fault.js';
import { foreignFile, oleFault } from './foreign-file.js';
import type { TableFormat } from './table-contents.js';

const zipEntry = Buffer.from('PK\x03\x04', 'latin1');
const oleFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The byte order mark in UTF-8 and in GB18030. */
const marks = [Buffer.from('efbbbf', 'hex'), Buffer.from('84319533', 'hex')];
const jsonExtensions = new Set(['.jsonl', '.ndjson', '.json']);

/**
 * Tells the format by how the file begins; its extension only decides where text could be either.
 * @param start how the file begins
 * @throws FileFault when it is none of the three, saying what it is instead where that can be told
 */
export async function tableFormat(file: string, start: Buffer): Promise<TableFormat> {
  if (beginsWith(start, zipEntry)) return 'xlsx';
  if (beginsWith(start, oleFile)) throw await oleFault(file, start);
  const foreign = foreignFile(start);
  if (foreign) throw foreign;
  const text = withoutBom(start).toString('latin1').trimStart();
  if (/^\[\s*(?:$|[{["\]\d-])/.test(text)) {
    throw new FileFault(0, 'is one JSON list', 'Write each of its objects on a line of its own (JSON Lines)');
  }
  if (/^\{[ \t]*[\r\n]/.test(text)) {
    throw new FileFault(0, 'is JSON that runs over several lines', 'Write each object on one line (JSON Lines)');
  }
  if (text.startsWith('<')) {
    const reason = 'is a web page or XML, whatever its name says';
    throw new FileFault(0, reason, 'Open it in the spreadsheet program and save it as .xlsx, or as CSV in UTF-8');
  }
  return text.startsWith('{') || jsonExtensions.has(extname(file).toLowerCase()) ? 'jsonl' : 'csv';
}

export function withoutBom(bytes: Buffer): Buffer {
  return bytes.subarray(marks.find((mark) => beginsWith(bytes, mark))?.length ?? 0);
}

function beginsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}
