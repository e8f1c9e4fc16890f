import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenFile, writeAll } from '../../files/write-all.js';

/** A line that says again what an earlier line said. */
export interface Duplicate {
  readonly line: number;
  readonly firstLine: number;
}

const wordsPerEntry = 3;
const entriesPerBlock = 65_536;
/** How many entries one sweep compares; their table is half empty. */
const entriesPerSweep = 1_048_576;
const slots = 2 * entriesPerSweep;

/**
 * Finds equal texts among any number of them in memory that does not grow: 64 bits of each text and its line go to a
 * temporary file, which is then swept once for every million texts. Two different texts among ten million are
 * taken for equal with a probability of 3 in a million.
 */
export class DuplicateFinder {
  private readonly block = new Uint32Array(wordsPerEntry * entriesPerBlock);
  private used = 0;
  private blocks = 0;
  private spill: (OpenFile & { readonly folder: string }) | null = null;

  /** @param line where the text stands, from 1 */
  add(text: string, line: number): void {
    if (this.used === this.block.length) this.spillBlock();
    let low = 0xdeadbeef;
    let high = 0x41c6ce57;
    for (let place = 0; place < text.length; place++) {
      const code = text.charCodeAt(place);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    this.block[this.used++] = low;
    this.block[this.used++] = high;
    this.block[this.used++] = line;
  }

  /** @returns every line whose text an earlier line had, with the first line that had it */
  *find(): Generator<Duplicate> {
    const entries = this.blocks * entriesPerBlock + this.used / wordsPerEntry;
    const sweeps = Math.max(1, Math.ceil(entries / (entriesPerSweep * 0.8)));
    const table = new Uint32Array(wordsPerEntry * Math.min(slots, Math.max(16, 4 * entries)));
    for (let sweep = 0; sweep < sweeps; sweep++) {
      table.fill(0);
      for (const block of this.eachBlock()) yield* sweepBlock(block, table, sweep, sweeps);
    }
  }

  /** Removes the temporary file. */
  close(): void {
    if (!this.spill) return;
    closeSync(this.spill.descriptor);
    rmSync(this.spill.folder, { recursive: true, force: true });
    this.spill = null;
  }

  private spillBlock(): void {
    if (!this.spill) {
      const folder = mkdtempSync(join(tmpdir(), 'yibo-import-'));
      const path = join(folder, 'seen');
      this.spill = { folder, path, descriptor: openSync(path, 'w+') };
    }
    writeAll(this.spill, new Uint8Array(this.block.buffer));
    this.blocks++;
    this.used = 0;
  }

  private *eachBlock(): Generator<Uint32Array> {
    const block = new Uint32Array(this.blocks > 0 ? this.block.length : 0);
    for (let index = 0; index < this.blocks && this.spill; index++) {
      const read = readSync(this.spill.descriptor, block, 0, block.byteLength, index * block.byteLength);
      if (read !== block.byteLength) throw new Error(`${this.spill.path} was changed by another process.`);
      yield block;
    }
    yield this.block.subarray(0, this.used);
  }
}

/** Enters one block's share of this sweep into the table: open addressing, line 0 marks an empty slot. */
function* sweepBlock(block: Uint32Array, table: Uint32Array, sweep: number, sweeps: number): Generator<Duplicate> {
  const size = table.length / wordsPerEntry;
  for (let at = 0; at < block.length; at += wordsPerEntry) {
    const low = block[at] ?? 0;
    if (low % sweeps !== sweep) continue;
    const high = block[at + 1] ?? 0;
    const line = block[at + 2] ?? 0;
    let slot = wordsPerEntry * (high % size);
    while (table[slot + 2] !== 0 && (table[slot] !== low || table[slot + 1] !== high)) {
      slot = (slot + wordsPerEntry) % table.length;
    }
    const firstLine = table[slot + 2] ?? 0;
    if (firstLine !== 0) yield { line, firstLine };
    else {
      table[slot] = low;
      table[slot + 1] = high;
      table[slot + 2] = line;
    }
  }
}
