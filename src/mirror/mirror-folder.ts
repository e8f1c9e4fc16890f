import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { copyFile, link, lstat, mkdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Lists every file of a mirror with its SHA-256, as `sha256sum -c` reads it; by it a folder is known to be a mirror. */
export const manifestName = 'MANIFEST';

/** What became of a mirror's files. */
export interface MirrorCounts {
  readonly files: number;
  /** Those that are not as they were the last time. */
  readonly changed: number;
}

/**
 * The folder of a mirror that is being written beside the last one: a file whose bytes are as they were is that very file, so that copying a mirror on takes
 * only what has changed.
 */
export class MirrorFolder {
  private readonly before: ReadonlyMap<string, string>;
  private readonly sums = new Map<string, string>();
  private changed = 0;

  /**
   * @param part where it is written
   * @param last the mirror that it takes the place of; it need not be there
   */
  constructor(
    readonly part: string,
    private readonly last: string,
  ) {
    this.before = manifestOf(last);
  }

  has(path: string): boolean {
    return this.sums.has(path);
  }

  async write(path: string, content: string | Buffer): Promise<void> {
    const sum = createHash('sha256').update(content).digest('hex');
    if (await this.isAsBefore(path, sum)) return this.takeOver(path, sum);
    await mkdir(dirname(join(this.part, path)), { recursive: true });
    await writeFile(join(this.part, path), content);
    this.sums.set(path, sum);
    this.changed++;
  }

  /** Adds a file that was written into the folder already. */
  async add(path: string, sum?: string): Promise<void> {
    const own = sum ?? (await sumOf(join(this.part, path)));
    if (await this.isAsBefore(path, own)) {
      await unlink(join(this.part, path));
      await this.takeOver(path, own);
      return;
    }
    this.sums.set(path, own);
    this.changed++;
  }

  /** Takes a file over from the last mirror without knowing what it should hold. @returns false where there is none, or its bytes are not those that were listed */
  async keep(path: string): Promise<boolean> {
    const sum = this.before.get(path);
    if (sum === undefined || !(await this.isAsBefore(path, sum))) return false;
    await this.takeOver(path, sum);
    return true;
  }

  /** Writes the list of all files: the last thing that is done. */
  async conclude(): Promise<MirrorCounts> {
    const lines = [...this.sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}\n`);
    await writeFile(join(this.part, manifestName), lines.join(''));
    return { files: this.sums.size, changed: this.changed };
  }

  /** By its bytes: a list says nothing of what became of a file on the web server that it lay on. */
  private async isAsBefore(path: string, sum: string): Promise<boolean> {
    const from = join(this.last, path);
    if (this.before.get(path) !== sum || !(await lstat(from).catch(() => null))?.isFile()) return false;
    return (await sumOf(from)) === sum;
  }

  private async takeOver(path: string, sum: string): Promise<void> {
    const [from, to] = [join(this.last, path), join(this.part, path)];
    await mkdir(dirname(to), { recursive: true });
    // Not every disk can give a file two names.
    await link(from, to).catch(() => copyFile(from, to));
    this.sums.set(path, sum);
  }
}

function manifestOf(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, manifestName);
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(lines.filter((line) => line !== '').map((line) => [line.slice(66), line.slice(0, 64)]));
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
