import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { TurnOutcome } from '../../src/domain/conversation/stores.js';
import { type ReleaseBody, type ReleasePlan, versionHash } from '../../src/domain/disclosure/release.js';
import type { StagedVersion } from '../../src/domain/disclosure/stores.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { until } from '../until.js';

/** A fresh database for every test, with two processes on it, as far as it can tell, and somebody at a console. */
export class PostgresFixture {
  server!: PostgresServer;
  url = '';
  store!: Store;
  other!: Store;
  console!: pg.Client;

  /**
   * Ends the connections of everybody but the console, or those of which the condition is true, and waits until they and
   * all that they held are gone: a server only sends them word.
   */
  async endConnections(which = 'true'): Promise<void> {
    const ended = await this.connections(which);
    await this.console.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [ended]);
    await until(async () => (await this.connections()).every((pid) => !ended.includes(pid)));
  }

  /** @returns the connections of everybody but the asker, or those of which the condition is true */
  async connections(which = 'true', asker = this.console): Promise<readonly number[]> {
    const sql = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${which}`;
    return (await asker.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid);
  }

  /** Waits until somebody waits for a lock. @param asker in no transaction: there it would always see the same */
  async untilSomebodyWaits(asker = this.console): Promise<void> {
    await until(async () => (await this.connections("wait_event_type = 'Lock'", asker)).length > 0);
  }
}

/** Call it in a `describe`: one server for all its tests. */
export function usePostgres(): PostgresFixture {
  const db = new PostgresFixture();
  beforeAll(async () => {
    db.server = await startPostgres({ settings: ['autovacuum=off'] });
  });
  beforeEach(async () => {
    db.url = await db.server.createDatabase();
    db.store = await openStore(db.url);
    db.other = await openStore(db.url);
    await db.store.migrate();
    db.console = new pg.Client(db.url);
    await db.console.connect();
  });
  afterEach(async () => {
    await db.console.end();
    await db.store.close();
    await db.other.close();
    await db.server.dropDatabase(db.url);
  });
  afterAll(() => db.server?.stop());
  return db;
}

export const plan: ReleasePlan = {
  dataset: 'wines',
  sample: false,
  columns: ['bottle_code'],
  reason: '例行公开',
  legalBasis: '《政府信息公开条例》',
  madeBy: '张三',
  madeAt: 1000,
  source: '检验系统',
  file: 'wines.csv',
  header: ['bottle_code'],
  fetchedAt: 900,
};

export function body(versions: number): ReleaseBody {
  return { sha256: '', versions, growth: versions, root: '' };
}

export function version(id: string, line = 2): StagedVersion {
  const parts = { id, line, change: 'published', values: JSON.stringify([id]), raw: null, previous: null } as const;
  const version = { ...parts, keys: [{ field: 'keypad', value: id.slice(-1) }] };
  return { ...version, hash: versionHash('wines', version) };
}

/** Drafts, approves and publishes. */
export async function publish(store: Store, ...versions: StagedVersion[]): Promise<void> {
  const no = await store.publications.draft(plan, body(versions.length), versions);
  await store.publications.approve(no, '李四', 1);
  await store.publications.publish(no, 5000);
}

export function outcome(id: string, revision: number, deliveryId: string): TurnOutcome {
  const place = { at: 'menu', menu: 'main' } as const;
  const common = { id, channel: 'phone', personId: '+86138', contentVersion: 'v1', startedAt: 1, updatedAt: revision };
  const conversation: Conversation = { ...common, revision, place, silences: 0, noMatches: 0, hungUp: false };
  return { deliveryId, conversation, answer: { contentType: 'text/xml', body: deliveryId }, effects: [] };
}
