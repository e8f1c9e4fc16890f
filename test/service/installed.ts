import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../commands/run-yibo.js';
import { readDeploy, stagesOf } from '../house/dockerfile.js';
import { accounts, publicBaseUrl } from './process.js';

/** Root gives its rights away, as the image and the unit do; whoever runs the tests as somebody else stays so. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

/** Gives a folder to whom the service runs as. */
export function giveToService(folder: string): void {
  if (nobody) chownSync(folder, nobody.uid, nobody.gid);
}

const last = stagesOf(readDeploy(root, 'Dockerfile')).at(-1);
const wordsOf = (name: string): string[] =>
  JSON.parse(/\[.*\]$/.exec(last?.instructions.find((one) => one.name === name)?.words ?? '')?.[0] ?? '[]');

/** An installation in a folder, run as the Dockerfile says, with nothing in its environment but its settings. */
export class Installed {
  origin = '';
  private child: ChildProcess | null = null;
  private readonly env: NodeJS.ProcessEnv;

  /** @param volume what lasts from one version to the next: `var/` */
  constructor(
    readonly folder: string,
    volume: string,
    settings: NodeJS.ProcessEnv,
  ) {
    rmSync(join(folder, 'var'), { recursive: true, force: true });
    symlinkSync(volume, join(folder, 'var'));
    this.env = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_BASE_URL: publicBaseUrl,
      TWILIO_ACCOUNT_SID: accounts.twilio.accountSid,
      TWILIO_AUTH_TOKEN: accounts.twilio.authToken,
      YIBO_OPERATOR: '张三',
      ...settings,
    };
  }

  /** Runs `yibo` to its end. */
  run(words: readonly string[], more: NodeJS.ProcessEnv = {}): { code: number | null; out: string; err: string } {
    return this.ran(process.execPath, ['src/yibo.js', ...words], more);
  }

  /** @returns whether the image's own check finds the service well */
  isHealthy(port: string): boolean {
    const [, ...words] = wordsOf('HEALTHCHECK');
    return this.ran(process.execPath, words, { PORT: port }).code === 0;
  }

  async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
    const [, ...words] = wordsOf('CMD');
    const how = { cwd: this.folder, env: { ...this.env, ...more }, ...nobody };
    const child = spawn(process.execPath, words, { ...how, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    let told = '';
    this.origin = await new Promise<string>((done, fail) => {
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        told += part;
        const [, origin] = /"origin":"([^"]+)".*"msg":"ready"/.exec(told) ?? [];
        if (origin !== undefined) done(origin);
      });
      child.once('close', () => fail(new Error(`it ended before it was ready: ${told}`)));
    });
  }

  /** @returns the exit code after SIGTERM */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    return ((await ended) as [number | null])[0];
  }

  /** Every file but those of `var/`, with size and time: what nobody may write to while it runs. */
  files(): Record<string, string> {
    const found = readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [path, `${statSync(path).size} ${statSync(path).mtimeMs}`]));
  }

  private ran(program: string, words: readonly string[], more: NodeJS.ProcessEnv) {
    const how = { cwd: this.folder, env: { ...this.env, ...more }, ...nobody };
    const { status, stdout, stderr } = spawnSync(program, words, { ...how, encoding: 'utf8' });
    expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    return { code: status, out: stdout, err: stderr };
  }
}
