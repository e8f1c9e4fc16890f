import { readBytesAt } from './file-bytes.js';
import { FileFault } from './file-fault.js';

const asTable = 'Save its table as .xlsx, or as CSV in UTF-8';
const unpack = 'Unpack it, and name the file inside';

/** How files of other kinds begin, in Latin-1. */
const beginnings: readonly (readonly [start: string, is: string, remedy: string])[] = [
  ['\x1f\x8b', 'is compressed (gzip)', unpack],
  ['BZh', 'is compressed (bzip2)', unpack],
  ['\xfd7zXZ\0', 'is compressed (xz)', unpack],
  ['\x28\xb5\x2f\xfd', 'is compressed (zstd)', unpack],
  ['7z\xbc\xaf\x27\x1c', 'is an archive (7z)', unpack],
  ['Rar!\x1a\x07', 'is an archive (rar)', unpack],
  ['PK\x05\x06', 'is an empty archive (zip)', 'Export it again'],
  ['PK\x07\x08', 'is an archive in several parts (zip)', unpack],
  ['%PDF-', 'is a PDF', 'Ask for the table it was made from, as .xlsx or CSV'],
  ['{\\rtf', 'is a formatted document (RTF)', asTable],
  ['\x89PNG', 'is a picture', asTable],
  ['\xff\xd8\xff', 'is a picture', asTable],
  ['GIF8', 'is a picture', asTable],
  ['SQLite format 3\0', 'is a database (SQLite)', 'Export its table as CSV in UTF-8'],
];

const fewestBytes = 8;
const directoryBytes = 16_384;

/** @returns the fault of a file that is not even text in an encoding we read; null when it may be */
export function foreignFile(start: Buffer): FileFault | null {
  const head = start.subarray(0, 16).toString('latin1');
  for (const [beginning, reason, remedy] of beginnings) {
    if (head.startsWith(beginning)) return new FileFault(0, reason, remedy);
  }
  if (!isUtf16(start)) return null;
  return new FileFault(0, 'is in UTF-16 ("Unicode text")', 'Save it as CSV in UTF-8, or as .xlsx');
}

/** UTF-16 has a mark in front, or NUL in every other byte wherever the text is ASCII. */
function isUtf16(start: Buffer): boolean {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = start.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [place, byte] of sample.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return sample.length >= fewestBytes && Math.min(even, odd) === 0 && Math.max(even, odd) > sample.length / 8;
}

/**
 * Says what is in an OLE container: Excel's old format, or a workbook that was encrypted with a password.
 * @param start how the file begins
 */
export async function oleFault(file: string, start: Buffer): Promise<FileFault> {
  const names = Buffer.concat([start, await directoryOf(file, start)]);
  const holds = (name: string) => names.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) {
    return new FileFault(0, 'is protected by a password', 'Save it again without one');
  }
  if (holds('Workbook') || holds('Book')) {
    return new FileFault(0, "is in Excel's old format (.xls)", 'Save it as .xlsx, or as CSV in UTF-8');
  }
  return new FileFault(0, 'is an old Office document, no table', 'Save its table as .xlsx, or as CSV in UTF-8');
}

/** The directory's first sectors; where they are stands in the header (MS-CFB 2.2). */
async function directoryOf(file: string, header: Buffer): Promise<Buffer> {
  if (header.length < 512) return Buffer.alloc(0);
  const sectorBytes = 1 << Math.min(header.readUInt16LE(30), 12);
  return readBytesAt(file, (header.readUInt32LE(48) + 1) * sectorBytes, directoryBytes);
}
