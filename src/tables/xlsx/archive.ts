import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { FileFault, readingFault, shownDetail } from '../file-fault.js';
import { HandleReader } from './handle-reader.js';

/** A workbook has some dozens of parts; a million of them would be an attack. */
const mostParts = 10_000;
/** Unpacked; a sheet of a million rows has some hundred megabytes. */
export const largestPartBytes = 2 ** 31;
/** Of the parts that are held in memory in some form. */
export const largestHeldPartBytes = 2 ** 26;
const pieceBytes = 65_536;

/** The parts of a zip archive; names are told apart without regard to case, as in OPC (ECMA-376 part 2). */
export class Archive {
  private constructor(
    private readonly handle: FileHandle,
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws FileFault when it cannot be read or is damaged */
  static async open(file: string): Promise<Archive> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(file);
      const { size } = await handle.stat();
      const zip = await fromRandomAccessReaderPromise(new HandleReader(handle, size), size, { autoClose: false });
      const parts = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        const name = entry.fileName.toLowerCase();
        if (!parts.has(name)) parts.set(name, entry);
        if (parts.size > mostParts) throw new FileFault(0, 'is an archive of very many files', 'Export it again');
      }
      return new Archive(handle, zip, parts);
    } catch (error) {
      await handle?.close();
      throw archiveFault(error);
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  has(part: string): boolean {
    return this.parts.has(part.toLowerCase());
  }

  /**
   * Unpacks one part, a piece at a time.
   * @param mostBytes how large it may be, unpacked
   * @param onProgress told how much of the packed part has been read, as a share of 1
   * @throws FileFault when it is missing, damaged, encrypted or too large
   */
  async *read(part: string, mostBytes: number, onProgress?: (share: number) => void): AsyncGenerator<Buffer> {
    const entry = this.parts.get(part.toLowerCase());
    if (!entry) throw damagedArchive(`${part} is missing`);
    if (entry.isEncrypted()) throw new FileFault(0, 'is protected by a password', 'Save it again without one');
    if (!entry.canDecodeFileData()) throw damagedArchive(`${part} is packed in an unusual way`);
    if (entry.uncompressedSize > mostBytes) {
      throw new FileFault(
        0,
        `unpacks to more than ${mostBytes / 2 ** 20} MB (${shownDetail(part)})`,
        'Save it as CSV in UTF-8',
      );
    }
    try {
      const packed = this.packed(entry);
      const inflate = entry.compressionMethod === 0 ? null : createInflateRaw({ chunkSize: pieceBytes });
      // Errors reach the loop below, and leaving it early closes both ends.
      const unpacked = inflate ? pipeline(packed, inflate, () => {}) : packed;
      let size = 0;
      let checksum = 0;
      for await (const piece of unpacked as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > entry.uncompressedSize) throw damagedArchive(`${part} is longer than announced`);
        checksum = crc32(piece, checksum);
        onProgress?.((inflate?.bytesWritten ?? size) / Math.max(1, entry.compressedSize));
        yield piece;
      }
      if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw damagedArchive(`${part} does not add up`);
    } catch (error) {
      throw archiveFault(error);
    }
  }

  /** The bytes of a part as they are in the file. */
  private async *packed(entry: Entry): AsyncGenerator<Buffer> {
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const end = fileDataStart + entry.compressedSize;
    for (let at = fileDataStart; at < end; ) {
      const length = Math.min(pieceBytes, end - at);
      const { buffer, bytesRead } = await this.handle.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}

function damagedArchive(detail: string): FileFault {
  return new FileFault(
    0,
    `is damaged or incomplete (${shownDetail(detail)})`,
    'Copy it again, or save it again as .xlsx',
  );
}

function archiveFault(error: unknown): unknown {
  const fault = readingFault(error);
  // What the archive gives rise to are plain errors; these are faults of ours.
  const isOurs = error instanceof TypeError || error instanceof ReferenceError;
  if (fault instanceof FileFault || !(error instanceof Error) || isOurs) return fault;
  return damagedArchive(error.message);
}
