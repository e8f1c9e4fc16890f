import { FileFault } from '../file-fault.js';
import { type Archive, largestPartBytes } from './archive.js';
import { TextElement } from './text-element.js';
import { readWholeXml, type XmlHandler } from './xml.js';

/** Of text in UTF-8; a sheet full of distinct texts has less. */
const mostBytes = 67_108_864;
/** What keeping one more text costs besides its bytes. */
const bytesPerText = 8;

/** The texts that cells refer to by number. One buffer takes a third of what as many strings would. */
export class SharedTexts {
  private bytes = Buffer.allocUnsafe(65_536);
  private ends = new Uint32Array(4096);
  private count = 0;

  /** @throws FileFault when there is more text than can be held */
  static async read(archive: Archive, part: string | null): Promise<SharedTexts> {
    const texts = new SharedTexts();
    if (part === null || !archive.has(part)) return texts;
    const item = new TextElement();
    const handler: XmlHandler = {
      open: (name) => (name === 'si' ? item.begin() : item.open(name)),
      text: (text) => item.take(text),
      close: (name) => (name === 'si' ? texts.add(item.end()) : item.close(name)),
    };
    await readWholeXml(archive, part, handler, largestPartBytes);
    return texts;
  }

  /** @returns undefined when there is no such text */
  get(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    return this.bytes.toString('utf8', this.ends[index - 1] ?? 0, this.ends[index]);
  }

  private add(text: string): void {
    const start = this.ends[this.count - 1] ?? 0;
    const end = start + Buffer.byteLength(text);
    if (end + bytesPerText * this.count > mostBytes) {
      throw new FileFault(0, 'has more text than can be held', 'Save it as CSV in UTF-8');
    }
    if (end > this.bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(end, 2 * this.bytes.length));
      this.bytes.copy(wider, 0, 0, start);
      this.bytes = wider;
    }
    if (this.count === this.ends.length) {
      const wider = new Uint32Array(2 * this.count);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.bytes.write(text, start);
    this.ends[this.count++] = end;
  }
}
