import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { optionalModule } from './optional-module.js';

/** What we use of `qr`. */
interface Qr {
  default(text: string, output: 'ascii' | 'svg'): string;
}

export interface LoginCodeParts {
  readonly folder: string;
  readonly log: Logger;
  /** Where the code is drawn with characters: the terminal, beside the log's lines of JSON. */
  readonly draw?: (text: string) => void;
}

/**
 * Shows the code that logs a puppet's account in: drawn in the terminal, and as an image in a file that only our own user may read.
 * Whoever scans it puts their account in the place of ours, so no address of the service shows it.
 */
export class LoginCode {
  private shown: string | null = null;

  constructor(private readonly parts: LoginCodeParts) {}

  private get file(): string {
    return join(this.parts.folder, 'wechaty-login.svg');
  }

  /** @param code what is in it; puppets tell the same one many times */
  async show(code: string): Promise<void> {
    if (code === this.shown) return;
    this.shown = code;
    const { log, folder, draw = (text: string) => process.stderr.write(text) } = this.parts;
    try {
      const { default: encode } = await optionalModule<Qr>('qr');
      mkdirSync(folder, { recursive: true });
      writeFileSync(this.file, encode(code, 'svg'), { mode: 0o600 });
      log.warn({ image: this.file }, 'the puppet is not logged in: scan the code drawn below, or the image');
      draw(`\n${encode(code, 'ascii')}\n`);
    } catch (error) {
      log.error(
        { err: error, code },
        'the puppet is not logged in, and its code cannot be drawn: make one of this text',
      );
    }
  }

  /** Removes the image: nobody needs it any more. */
  remove(): void {
    if (this.shown === null) return;
    this.shown = null;
    rmSync(this.file, { force: true });
  }
}
