import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Storing } from '../../src/domain/care/storing.js';
import { Unavailable } from '../../src/domain/care/unavailable.js';
import type { Case } from '../../src/domain/cases/case.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { outcome } from './postgres-fixtures.js';

describe('whether turns are kept', () => {
  let nowMs = 0;
  let storing: Storing;
  beforeEach(() => {
    nowMs = 0;
    storing = new Storing(() => nowMs);
  });
  const gone = async () => {
    throw new Unavailable('gone');
  };

  test('after a failure nobody waits for the next: whoever comes within three seconds is told at once', async () => {
    await expect(storing.try('write', gone)).rejects.toThrow('gone');
    let tried = 0;
    const work = async () => {
      tried += 1;
    };
    nowMs = 2_999;
    await expect(storing.try('write', work)).rejects.toThrow('gone');
    expect(tried).toBe(0);
    nowMs = 3_000;
    await storing.try('write', work);
    expect([tried, storing.trouble]).toEqual([1, null]);
  });

  test('what could be read does not say that something can be stored; what could be written does', async () => {
    await expect(storing.try('write', gone)).rejects.toThrow('gone');
    nowMs = 5_000;
    await storing.try('read', async () => 1);
    expect(storing.trouble).toMatchObject({ sinceMs: 0 });
    await storing.prove(async () => undefined);
    expect([storing.trouble, storing.sinceKeptMs]).toEqual([null, 0]);
  });

  test('what is wrong with one statement is no trouble with storing', async () => {
    await expect(storing.try('write', async () => Promise.reject(new Error('a constraint')))).rejects.toThrow();
    expect(storing.trouble).toBeNull();
  });

  test('whoever asks while it is tried joins the attempt', async () => {
    let tried = 0;
    const work = async () => {
      tried += 1;
    };
    await Promise.all([storing.prove(work), storing.prove(work)]);
    expect(tried).toBe(1);
  });
});

describe('a SQLite file', () => {
  let folder: string;
  let file: string;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yibo-storing-'));
    file = join(folder, 'yibo.db');
    store = await openStore(`sqlite:${file}`, { patienceMs: 50 });
    await store.migrate();
    await store.conversations.commit(outcome('call:1', 1, 'a'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const kept = async (): Promise<'kept' | 'refused'> =>
    store.conversations.commit(outcome('call:2', 1, 'b')).then(
      () => 'kept',
      (error: unknown) => {
        expect(error).toBeInstanceOf(Unavailable);
        return 'refused';
      },
    );

  test('that was locked keeps what is acknowledged afterwards: another process sees it at once', async () => {
    const holder = new sqlite3.Database(file);
    const run = (sql: string) => new Promise<void>((done, fail) => holder.exec(sql, (e) => (e ? fail(e) : done())));
    await run('BEGIN IMMEDIATE');
    expect(await kept()).toBe('refused');
    await run('ROLLBACK');
    await new Promise((done) => holder.close(done));
    await store.prove();
    const message = { kind: 'text', text: '…' } as const;
    const whose = {
      line: 'food',
      channel: 'phone',
      personId: null,
      contact: null,
      proof: null,
      conversationId: 'call:3',
    };
    const how = { kind: 'consultation', isConfidential: false } as const;
    const left: Case = { caseNo: '201610210001', ...whose, ...how, openedAt: 1, message, sourceId: 'one' };
    expect(await store.cases.open(left)).toBe('opened');
    const other = await openStore(`sqlite:${file}`);
    expect((await other.cases.bySource('one'))?.caseNo).toBe('201610210001');
    await other.close();
  });

  test('that is locked is waited for once by all who wait for their turn, and not by each in turn', async () => {
    const holder = new sqlite3.Database(file);
    const run = (sql: string) => new Promise<void>((done, fail) => holder.exec(sql, (e) => (e ? fail(e) : done())));
    await run('BEGIN IMMEDIATE');
    const waiting = Array.from({ length: 20 }, (_, n) => store.stamps.use(`s${n}`, 'd', 1));
    const ended = await Promise.allSettled([...waiting, store.conversations.commit(outcome('call:9', 1, 'z'))]);
    const reasons = ended.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : null));
    expect(reasons[0]).toBeInstanceOf(Unavailable);
    // Whoever had tried for themselves would have an error of their own.
    expect(new Set(reasons).size).toBe(1);
    await run('ROLLBACK');
    await new Promise((done) => holder.close(done));
  });

  test.each([
    ['removed', () => rmSync(file)],
    ['moved away', () => renameSync(file, `${file}.away`)],
    [
      'replaced by another',
      () => {
        writeFileSync(`${file}.other`, '');
        renameSync(`${file}.other`, file);
      },
    ],
    ['left without its log', () => rmSync(`${file}-wal`)],
    ['in a folder that is moved away', () => renameSync(folder, `${folder}-away`)],
  ])('that is %s acknowledges nothing', async (_, befall) => {
    befall();
    expect(await kept()).toBe('refused');
    await expect(store.look()).rejects.toThrow(/no longer the file that was opened.*Put it back/);
    await expect(store.prove()).rejects.toThrow(Unavailable);
    expect(store.storing.trouble).not.toBeNull();
    rmSync(`${folder}-away`, { recursive: true, force: true });
  });

  test('that is put back goes on', async () => {
    renameSync(file, `${file}.away`);
    expect(await kept()).toBe('refused');
    renameSync(`${file}.away`, file);
    await store.prove();
    expect(store.storing.trouble).toBeNull();
    expect(await store.conversations.commit(outcome('call:3', 1, 'c'))).toBe('committed');
  });
});
