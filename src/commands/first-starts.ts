import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts a service in a folder, lets it make its database with the samples, and ends it. */
export type StartOnce = (folder: string) => Promise<void>;

/**
 * Folders as a first start leaves them: the database with the samples, and the keys. Making one takes longer than most
 * rehearsals, so it is made once for each time at which it happens, and copied.
 * @example await starts.copyInto(folder, '2016-10-21T10:00:00+08:00', startOnce)
 */
export class FirstStarts {
  private root: string | null = null;
  private readonly made = new Map<string, Promise<string>>();

  /** @param at the time on the service's clock; whatever is made at another one is another folder */
  async copyInto(folder: string, at: string, startOnce: StartOnce): Promise<void> {
    const known = this.made.get(at) ?? this.make(startOnce);
    this.made.set(at, known);
    known.catch(() => this.made.delete(at));
    cpSync(await known, folder, { recursive: true });
  }

  private async make(startOnce: StartOnce): Promise<string> {
    const folder = mkdtempSync(join(this.rootFolder(), 'start-'));
    await startOnce(folder);
    return folder;
  }

  /** Takes all of them away; whoever wants one then has it made again. */
  remove(): void {
    this.made.clear();
    if (this.root !== null) rmSync(this.root, { recursive: true, force: true });
    this.root = null;
  }

  private rootFolder(): string {
    this.root ??= mkdtempSync(join(tmpdir(), 'yibo-first-starts-'));
    return this.root;
  }
}
