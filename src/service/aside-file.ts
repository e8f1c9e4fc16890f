import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { type Aside, NoRoomAside, type SetAside } from '../domain/care/aside.js';
import { growingPause } from '../duties/pause.js';
import { ReservedFile } from '../files/reserved-file.js';

/** Room for some three thousand messages. */
const size = 1 << 20;
/** What can be done without leaves room for what cannot. */
const mostForHangUps = size / 2;

type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Makes a row of what was set aside. Done twice, it comes to the same. */
export type CarryOver = (one: SetAside) => Promise<void>;

/**
 * What could not be stored, in a file beside the database until it can be. The port names the file: no other process of this machine has it, and
 * whoever is started on it next carries over what a killed one left.
 */
export class AsideFile implements Aside {
  private underWay: Promise<void> | null = null;
  private failures = 0;
  private notBeforeMs = 0;

  private constructor(
    private readonly path: string,
    private readonly file: ReservedFile | null,
    private readonly log: Log,
  ) {}

  /** Opens the file of this port; where there can be none, the log says so, and nothing can be set aside. */
  static open(folder: string, port: number, log: Log): AsideFile {
    const path = join(resolve(folder), `yibo-aside-${port}.jsonl`);
    try {
      mkdirSync(dirname(path), { recursive: true });
      const file = ReservedFile.open(path, size);
      warnOfOthers(path, log);
      return new AsideFile(path, file, log);
    } catch (error) {
      log.error({ err: error, path }, 'nothing can be set aside here while the database is gone: see YIBO_ASIDE');
      return new AsideFile(path, null, log);
    }
  }

  /** How much is set aside, in bytes. */
  get used(): number {
    return this.file?.used ?? 0;
  }

  keep(one: SetAside): void {
    const isRoom = one.kind !== 'hang-up' || this.used < mostForHangUps;
    if (isRoom && this.write(JSON.stringify(one))) return;
    throw new NoRoomAside(`${this.path} takes no more: what could not be stored could not be set aside either`);
  }

  /** Makes rows of all that is set aside, once at a time; what fails stays, and is tried again after a growing pause. */
  carryOver(by: CarryOver): Promise<void> {
    if (this.used === 0 || performance.now() < this.notBeforeMs) return Promise.resolve();
    this.underWay ??= this.carryAll(by).finally(() => {
      this.underWay = null;
    });
    return this.underWay;
  }

  /** A file with nothing in it is taken away. */
  close(): void {
    const isEmpty = this.used === 0;
    this.file?.close();
    if (this.file && isEmpty) rmSync(this.path, { force: true });
  }

  private write(line: string): boolean {
    try {
      return this.file?.add(line) ?? false;
    } catch (error) {
      this.log.error({ err: error, path: this.path }, 'what could not be stored could not be set aside');
      return false;
    }
  }

  private async carryAll(by: CarryOver): Promise<void> {
    let done = 0;
    try {
      // What comes meanwhile is carried over, too: the file is cleared only when nothing in it is left to do.
      for (let lines = this.linesFrom(0); lines.length > 0; lines = this.linesFrom(done)) {
        for (const line of lines) {
          const one = this.read(line);
          if (one !== null) await by(one);
          done += 1;
        }
      }
      this.file?.clear();
      this.failures = 0;
      this.log.info({ carriedOver: done }, 'what had been set aside is stored');
    } catch (error) {
      this.failures += 1;
      const againInMs = growingPause(this.failures);
      this.notBeforeMs = performance.now() + againInMs;
      this.log.error({ err: error, carriedOver: done, againInMs }, 'what was set aside could not be stored yet');
    }
  }

  /** @returns null for a line that the disk has damaged: it must not hold up the others for ever */
  private read(line: string): SetAside | null {
    try {
      return JSON.parse(line) as SetAside;
    } catch (error) {
      this.log.error({ err: error, path: this.path }, 'a line of what was set aside is damaged, and lost');
      return null;
    }
  }

  private linesFrom(start: number): readonly string[] {
    return this.file?.lines().slice(start) ?? [];
  }
}

/** A process on another port may have left something, and nobody else would ever look. */
function warnOfOthers(path: string, log: Log): void {
  const folder = dirname(path);
  const others = readdirSync(folder).filter((name) => /^yibo-aside-\d+\.jsonl$/.test(name) && name !== basename(path));
  const [other] = others;
  if (other === undefined) return;
  const hint = 'another port sets things aside here: if no service runs on it any more, start one on it once';
  log.warn({ path: join(folder, other) }, hint);
}
