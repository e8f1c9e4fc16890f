import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { type RunningService, startService } from '../../../src/main.js';
import { AskedExchange } from '../../../src/rehearsal/asked-exchange.js';
import { copyContent } from '../../content-copy.js';
import { publicBaseUrl, token } from '../../service/running.js';
import { until } from '../../until.js';

/** The telephones of each line that is called, as {@link DaysHotline} has them. */
export const telephonesOf = {
  '0': ['1000', '1001'],
  '2': ['1201', '1202', '1203'],
  '5': ['1501'],
  '9': ['1901', '1902'],
} as const;

/** So long a turn waits for a database that somebody holds: scaled down, the clockwork is the same. */
const patienceMs = 300;

/** A hotline on which days happen: it can be restarted, and its database held by somebody. Its lines ring in several orders. */
export class DaysHotline {
  private readonly folder = mkdtempSync(join(tmpdir(), 'yibo-days-'));
  private holder: sqlite3.Database | null = null;
  private running: RunningService | null = null;

  /** @param asked where it asks for calls */
  private constructor(readonly asked: AskedExchange) {}

  static async open(): Promise<DaysHotline> {
    const hotline = new DaysHotline(await AskedExchange.open());
    const change = copyContent(hotline.folder);
    const lines = 'data/staff/lines.yaml';
    change(lines, '{ name: 口岸通关, staff: [', '{ name: 口岸通关, strategy: longest-idle, staff: [');
    change(
      lines,
      '"sip:1202@pbx.invalid" }',
      '"sip:1202@pbx.invalid" }, { name: 通关三, phone: "sip:1203@pbx.invalid" }',
    );
    change(lines, '{ name: 投诉举报, ', '{ name: 投诉举报, strategy: round-robin, ');
    change('data/staff/hotline.yaml', 'reach: []', 'reach: ["+8613800"]');
    await hotline.start('0', '2016-10-21T10:00:00+08:00');
    return hotline;
  }

  get service(): RunningService {
    if (!this.running) throw new Error('the hotline does not run');
    return this.running;
  }

  /** The service ends and starts again, where it was. @param now what its clock says */
  async restart(now: string): Promise<void> {
    const { port } = new URL(this.service.origin);
    await this.service.close();
    await this.start(port, now);
  }

  /** Somebody holds the database, and nothing can be stored; or lets it go, and the service has noticed. */
  async hold(isHeld: boolean): Promise<void> {
    if (isHeld === (this.holder !== null)) return;
    if (isHeld) {
      const holder = new sqlite3.Database(this.file);
      holder.configure('busyTimeout', 5_000);
      this.holder = holder;
      await run(holder, 'BEGIN IMMEDIATE');
    } else {
      const holder = this.holder;
      this.holder = null;
      if (!holder) return;
      await run(holder, 'ROLLBACK');
      await new Promise((closed) => holder.close(closed));
      await until(async () => (await fetch(`${this.service.origin}/readyz`)).ok);
    }
  }

  async close(): Promise<void> {
    await this.running?.close();
    this.asked.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.folder, 'days.db');
  }

  private async start(port: string, now: string): Promise<void> {
    const env = {
      ...{ PORT: port, HOST: '127.0.0.1', LOG_LEVEL: 'silent', NODE_ENV: '', YIBO_CLOCK: now },
      ...{ DATABASE_URL: `sqlite:${this.file}`, YIBO_ASIDE: this.folder, YIBO_SIMULATOR: 'on' },
      ...{ PUBLIC_BASE_URL: publicBaseUrl, TWILIO_AUTH_TOKEN: token, TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` },
      ...{ TWILIO_API_BASE: this.asked.origin, TWILIO_CALLER_ID: '+862265661890' },
    };
    this.running = await startService(env, { root: this.folder, patienceMs, realTime: () => 0 });
  }
}

function run(database: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((done, fail) => database.exec(sql, (error) => (error ? fail(error) : done())));
}
