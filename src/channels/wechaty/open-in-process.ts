import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type OpenPuppet, type Puppet, type PuppetEvent, PuppetGone } from './puppet.js';
import type { FromPuppet, ToPuppet } from './wire.js';

const entry = fileURLToPath(new URL('./puppet-process.js', import.meta.url));
const openWithinMs = 60_000;
const closeWithinMs = 7_000;

/** Secrets of the house, which a puppet has no business to know. */
const ours = /^(DATABASE_URL$|TWILIO_|WECHAT_)/;

/** Runs wechaty in a process of its own. */
export const openInProcess: OpenPuppet = async (settings, tell) => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const child = fork(entry, [], { env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const puppet = new ForkedPuppet(child, tell);
  await puppet.open({ kind: 'open', settings });
  return puppet;
};

class ForkedPuppet implements Puppet {
  private readonly sends = new Map<number, { done: () => void; fail: (error: Error) => void }>();
  private readonly exited: Promise<unknown>;
  private ref = 0;
  private isClosing = false;
  private opened: (() => void) | null = null;
  private refused: ((error: Error) => void) | null = null;

  constructor(
    private readonly child: ChildProcess,
    private readonly tell: (event: PuppetEvent) => void,
  ) {
    for (const stream of [child.stdout, child.stderr]) this.listen(stream);
    child.on('message', (told) => this.take(told as FromPuppet));
    this.exited = once(child, 'exit').then(([code, signal]) => this.end(`its process ended (${signal ?? code})`));
    child.on('error', (error) => this.end(error.message));
  }

  async open(asked: ToPuppet): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.opened = resolve;
        this.refused = reject;
        timer = setTimeout(() => reject(new Error(`it did not start within ${openWithinMs / 1000} s`)), openWithinMs);
        this.send(asked);
      });
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.opened = null;
      this.refused = null;
    }
  }

  say(contactId: string, words: string): Promise<void> {
    const ref = ++this.ref;
    return new Promise((done, fail) => {
      if (!this.child.connected) return fail(new PuppetGone('its process has ended'));
      this.sends.set(ref, { done, fail });
      this.send({ kind: 'say', ref, contactId, words });
    });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) return;
    const timer = setTimeout(() => this.child.kill('SIGKILL'), closeWithinMs);
    this.send({ kind: 'close' });
    await this.exited;
    clearTimeout(timer);
  }

  private send(asked: ToPuppet): void {
    // A channel that closes meanwhile is told of by the process's end.
    if (this.child.connected) this.child.send(asked, () => undefined);
  }

  private take(told: FromPuppet): void {
    if (told.kind === 'opened') this.opened?.();
    else if (told.kind === 'said') {
      const { done, fail } = this.sends.get(told.ref) ?? {};
      this.sends.delete(told.ref);
      if (!told.failed) done?.();
      else fail?.(told.failed.isGone ? new PuppetGone(told.failed.reason) : new Error(told.failed.reason));
    } else if (told.kind === 'gone') this.end(told.reason);
    else this.tell(told);
  }

  private end(reason: string): void {
    for (const { fail } of this.sends.values()) fail(new PuppetGone(reason));
    this.sends.clear();
    if (this.refused) this.refused(new Error(reason));
    else if (!this.isClosing) this.tell({ kind: 'gone', reason });
  }

  private listen(stream: Readable | null): void {
    if (!stream) return;
    createInterface({ input: stream }).on('line', (line) => this.tell({ kind: 'printed', line: line.slice(0, 1000) }));
  }
}
