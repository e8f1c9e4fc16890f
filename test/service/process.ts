import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from '../../src/service/installation.js';

const { home: root } = installation();

/** How a service is started: a program and its words, run in the project's folder. */
export type Start = readonly [program: string, ...words: string[]];

export const node: Start = [process.execPath, 'src/yibo.js', 'serve'];
/** The same, compiled before all tests, without looking first whether it is current. */
const compiled: Start = [process.execPath, 'dist/cli.js', 'serve'];
export const npm: Start = ['npm', 'start'];

export const publicBaseUrl = 'https://hotline.example';
export const accounts = {
  twilio: { accountSid: `AC${'1'.repeat(32)}`, authToken: '2'.repeat(32) },
  wechat: { appId: 'wxtest', token: 'AAAAA', encodingAesKey: 'A'.repeat(43) },
} as const;

/** The service as a process of its own, which can be signalled and killed. It listens somewhere else each time. */
export class ServiceProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'yibo-process-'));
  readonly databaseFile = join(this.folder, 'yibo.db');
  origin = '';
  /** What it has written to standard output since its last start. */
  told = '';
  private child: ChildProcess | null = null;

  constructor(
    private readonly env: NodeJS.ProcessEnv = {},
    private readonly command: Start = compiled,
  ) {}

  /** Starts it and waits until it is ready. @param env what is otherwise this time @throws Error with all that it wrote when it ends before */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = this.spawn(env);
    const [, origin = ''] = await this.untilTold(child, /"origin":"([^"]+)".*"msg":"ready"/);
    this.origin = origin;
  }

  /** Starts it, and waits for nothing. */
  spawn(env: NodeJS.ProcessEnv = {}): ChildProcess {
    const [program, ...words] = this.command;
    this.told = '';
    const child = spawn(program, words, {
      cwd: root,
      env: { ...this.environment(), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    // It is read on, so that the process can always write.
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      this.told += part;
    });
    return child;
  }

  /** `kill -9`: nothing can be tidied up. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error('it was not started');
    return this.child.pid;
  }

  /** @returns the exit code; null when the signal ended the process by itself */
  async signal(signal: NodeJS.Signals, to: number = this.pid): Promise<number | null> {
    const ended = once(this.child as ChildProcess, 'exit');
    process.kill(to, signal);
    return ((await ended) as [number | null])[0];
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** For the stand-ins, who find it wherever it is. */
  get whereabouts() {
    const whereNow = () => this.origin;
    return {
      get deliverTo() {
        return whereNow();
      },
      publicBaseUrl,
    };
  }

  get twilio() {
    return Object.assign(this.whereabouts, accounts.twilio);
  }

  get wechat() {
    return Object.assign(this.whereabouts, accounts.wechat);
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_ENV: '',
      PORT: '0',
      PUBLIC_BASE_URL: publicBaseUrl,
      DATABASE_URL: `sqlite:${this.databaseFile}`,
      YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
      LOG_LEVEL: 'info',
      TWILIO_ACCOUNT_SID: accounts.twilio.accountSid,
      TWILIO_AUTH_TOKEN: accounts.twilio.authToken,
      WECHAT_APP_ID: accounts.wechat.appId,
      WECHAT_TOKEN: accounts.wechat.token,
      WECHAT_ENCODING_AES_KEY: accounts.wechat.encodingAesKey,
      ...this.env,
    };
  }

  private untilTold(child: ChildProcess, words: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      child.stdout?.on('data', () => {
        const found = words.exec(this.told);
        if (found) resolve(found);
      });
      child.once('close', () => reject(new Error(`it ended before it said ${words}: ${this.told}`)));
    });
  }
}
