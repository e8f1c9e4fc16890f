import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sealReleases } from '../../src/disclosure/sealing/seal-releases.js';
import type { CallRecord } from '../../src/domain/calls/call-record.js';
import type { Archive, TableChunk } from '../../src/domain/care/stores.js';
import type { Case } from '../../src/domain/cases/case.js';
import type { Effect } from '../../src/domain/conversation/effect.js';
import type { TurnOutcome } from '../../src/domain/conversation/stores.js';
import { versionHash } from '../../src/domain/disclosure/release.js';
import { RunningRoot } from '../../src/domain/disclosure/root.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';

export const dayMs = 86_400_000;
/** A Friday morning in Tianjin. */
export const now = Date.parse('2016-10-21T10:00:00+08:00');

/** The names of all migrations, in their order. */
export const migrations = readdirSync(new URL('../../src/database/sqlite/migrations', import.meta.url)).sort();

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-operations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An open, migrated SQLite database of the test's own, closed with it. */
export async function openedStore(file: string): Promise<Store> {
  const store = await openStore(`sqlite:${file}`);
  onTestFinished(() => store.close());
  await store.migrate();
  return store;
}

/** One turn of a conversation; with `withCase`, one that opens a case. */
export function turn(id: string, revision: number, at = now, withCase = false): TurnOutcome {
  const personId = '+8613800000000';
  const conversation = {
    ...{ id, channel: 'phone', personId, revision, contentVersion: 'v1', startedAt: at, updatedAt: at },
    ...{ place: { at: 'menu', menu: 'main' } as const, silences: 0, noMatches: 0, hungUp: false },
  };
  const answer = { contentType: 'text/xml', body: `<Response><Say>您好 ${revision}</Say></Response>` };
  return {
    deliveryId: `${id}:${revision}`,
    conversation,
    answer,
    effects: withCase ? [{ kind: 'open-case', case: caseOf(id, at) }] : [],
  };
}

export function caseOf(conversationId: string, openedAt = now): Case {
  return {
    caseNo: `20161021${conversationId.replace(/\D/g, '').padStart(4, '0')}`,
    ...{ line: 'general', channel: 'phone', personId: '+8613800000000', conversationId, openedAt },
    ...{ kind: 'consultation', contact: '+8613800000000', proof: '0000', isConfidential: false },
    message: { kind: 'text', text: '您好，"引号" 与 \u2028 换行' },
    sourceId: `recording:${conversationId}`,
  };
}

/** The record of a call in which a person was asked for, and rated. */
export function callOf(conversationId: string, beganAt = now): CallRecord {
  return {
    ...{ conversationId, kind: 'inbound', beganAt, endedAt: beganAt + 60_000, endedBy: 'colleague', line: 'food' },
    asked: { at: beganAt + 4_000, state: 'served', since: beganAt + 50_000 },
    rating: 'satisfied',
    steps: [{ after: 0, did: 'rings', place: 'menu:main', came: 'goes-on' }],
  };
}

const ofCase = { caseNo: '201610210002', conversationId: 'call:2', askedAt: now };
/** What goes with a case, and the record of its call. */
const besides: readonly Effect[] = [
  {
    kind: 'want-recording',
    recording: { ...ofCase, id: 'recording:RE1', url: 'https://api.twilio.com/RE1', seconds: 3 },
  },
  { kind: 'ask-callback', callback: { ...ofCase, line: 'food', number: '+8613800138000' } },
  { kind: 'keep-call', call: callOf('call:2') },
];

/** Something in every table: a published release, a draft, turns, cases and their counter, content, a retention run. */
export async function fill(store: Store): Promise<void> {
  const terms = {
    reason: '例行公开',
    legalBasis: '《政府信息公开条例》',
    madeBy: '张三',
    madeAt: 1000,
    fetchedAt: 900,
  };
  const columns = ['bottle_code', 'name'];
  const plan = { dataset: 'wines', sample: false, columns, ...terms, source: '系统', file: 'w.csv', header: columns };
  const body = { sha256: 'f'.repeat(64), versions: 1, ordinals: 2, growth: 1, root: 'a'.repeat(64) };
  const parts = { id: 'A1', line: 2, change: 'published' as const, values: '["A1","酒"]', raw: null, previous: null };
  const keyed = { ...parts, keys: [{ field: 'keypad', value: '21' }] };
  const version = { ...keyed, hash: versionHash('wines', keyed) };
  const root = new RunningRoot();
  root.add([version]);
  const published = await store.publications.draft(plan, { ...body, root: root.conclude() }, [version]);
  await store.publications.approve(published, '李四', 5000);
  await store.publications.publish(published, 5000);
  await sealReleases({ store, datasets: new Map(), salt: () => '5'.repeat(64) });
  await store.publications.draft({ ...plan, source: '草稿' }, body, [{ ...version, id: 'A2', raw: '["A2"]' }]);
  for (const [id, revision] of [
    ['call:1', 1],
    ['call:1', 2],
    ['call:2', 1],
  ] as const) {
    const outcome = turn(id, revision, now, id === 'call:2');
    await store.conversations.commit({
      ...outcome,
      effects: [...outcome.effects, ...(id === 'call:2' ? besides : [])],
    });
  }
  await store.cases.nextNumber('20161021');
  const accepted = { kind: 'accepted', at: now, by: '张三' } as const;
  await store.cases.change([{ caseNo: caseOf('call:2').caseNo, known: 0, events: [accepted], isOver: false }]);
  await store.contents.save('v1', '{"menus/main.yaml":"menu: main"}', now);
  await store.unanswered.note({ text: '盆栽要申报吗', band: 'unsure', nearest: 'traveller-plants' }, now);
  await store.duties.begin({ name: 'retention', holder: 'here/1', leaseMs: 1000, now, farAt: now + dayMs });
  await store.followers.advance('subscriptions', 0, 1, []);
  await store.outbox.owe({
    ...{ key: 'late:wx:1', channel: 'wechat', personId: 'o1', conversationId: 'wx:1', body: '{}' },
    ...{ owedAt: now, dueAt: now, notAfter: now + dayMs },
  });
  const draw = {
    ...{ no: 'TJ2026-CC-0001', system: 'storage-sites', serial: 1, seal: '{"v":"yibo-draw/1"}', hash: 'd'.repeat(64) },
    ...{ mode: 'public' as const, round: 1000, sealedAt: 1, revealBy: null, sealedBy: '张三', isSample: false },
  };
  const rows = [{ id: 'TJC0001', row: '{"id":"TJC0001"}' }];
  await store.draws.seal(draw, { register: rows, people: rows }, { code: 'c'.repeat(64), salt: 'e'.repeat(64) });
  await store.draws.addEntry(draw.no, { n: 1, by: '张三', at: 100, numbers: '[[3,1,4]]' });
  await store.draws.addStamp(draw.no, 'MAA=');
  await store.draws.comeOut(draw.no, { round: 1000, signature: 'b'.repeat(96) });
  await store.draws.addReceipt(draw.no, { n: 1, kind: 'late', hash: 'f'.repeat(64), receipt: '{"n":1}' });
  await store.guesses.secret();
  await store.listings.begin({ dataset: 'wines', spec: '[]', target: 1, versions: 1 });
  const [index] = await store.listings.indexes('wines');
  if (!index) throw new Error('nothing was begun');
  const entry = { ordering: 0, field: 'name', value: '酒', key: '酒', id: 'A1', words: ['酒'], line: 2 };
  const to = { state: 'serving', position: 1, at: { position: 1, line: 2 }, versions: 1, ordinals: 1 } as const;
  const nothing = { replaced: [], removed: [], unlisted: [] };
  await store.listings.apply({ index, release: 1, to, added: [entry], listed: [{ id: 'A1', line: 2 }], ...nothing });
  const offer = {
    ...{ id: 'call:CA1:0:gate-1', conversationId: 'call:CA1', line: 'food', colleague: 'gate-1', round: 0 },
    ...{ address: 'sip:1201@pbx.invalid', because: 'longest idle', offeredAt: now },
  };
  await store.seats.reserve([offer], now + 20_000, now);
  const waits = { conversationId: 'call:CA1', line: 'food', personId: '+8613800138000', enteredAt: now };
  await store.waiting.enter({ ...waits, state: 'waiting', changedAt: now, seenAt: now });
  await store.notices.set({ line: null, words: '今天系统升级。', since: now, until: now + dayMs });
  await store.recordings.keep(
    'recording:RE1',
    { type: 'audio/mpeg', bytes: Buffer.from('ID3 sound') },
    'a'.repeat(64),
    now,
  );
  await store.guesses.take([{ key: 'a-keyed-hash', atOnce: 5, everyMs: dayMs }], now);
  await store.stickerPlaces.keyOf('2016-10-21');
  await store.stickerPlaces.note('car', '221865233729', 'a-keyed-hash', now);
  const alarm = { on: 'car', code: '221865233729', raisedAt: now, places: 12, caseNo: '2016102100017' } as const;
  await store.stickerPlaces.raise(alarm, 0);
  await store.stamps.use('f'.repeat(40), 'wx:1', now);
  await store.retention.log({ ranAt: now, rule: 'answers', cutoff: now - dayMs, removed: 7 });
}

/** All rows of all tables, table by table. */
export async function everything(archive: Archive): Promise<Record<string, TableChunk['rows'][number][]>> {
  const found: Record<string, TableChunk['rows'][number][]> = {};
  for await (const { table, rows } of archive.dump()) found[table] = [...(found[table] ?? []), ...rows];
  return found;
}
