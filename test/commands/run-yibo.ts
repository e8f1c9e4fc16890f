import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The command as it was compiled before all tests. `src/yibo.js` first looks whether it is current: `built.test.ts` tries that. */
export const yibo = join(root, 'dist/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of a test file's own, in which its commands run. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'yibo-commands-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs `yibo` on the database `desk.db`, unless the environment names another one; never is a stack shown. */
  run(words: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
    return this.ran(process.execPath, [yibo, ...words], env);
  }

  /** Runs `yibo` where no file may become larger than so many KiB. */
  runWithin(fileKiB: number, words: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
    // POSIX counts in blocks of 512 bytes; bash, in its own mode, in KiB.
    return this.ran('bash', ['-c', `ulimit -f ${fileKiB}; exec "$0" "$@"`, process.execPath, yibo, ...words], env);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ran(program: string, words: readonly string[], more: NodeJS.ProcessEnv): Ran {
    const database = { DATABASE_URL: `sqlite:${this.path('desk.db')}`, NODE_ENV: '', YIBO_OPERATOR: '张三' };
    const env = { ...process.env, ...database, ...more };
    const { status, stdout, stderr } = spawnSync(program, words, { env, encoding: 'utf8', cwd: this.folder });
    expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    return { code: status, out: stdout, err: stderr };
  }
}
