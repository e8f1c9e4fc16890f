import { describe, expect, test } from 'vitest';
import type { TableChunk } from '../../src/domain/care/stores.js';
import {
  type Change,
  PublicationRefused,
  type ReleaseBody,
  type ReleasePlan,
  releaseHash,
  versionHash,
} from '../../src/domain/disclosure/release.js';
import type { StagedVersion } from '../../src/domain/disclosure/stores.js';
import type { Store } from '../../src/domain/store.js';
import { eachWithNewStore } from './new-store.js';
import type { Database } from './store-contract.js';

const plan: ReleasePlan = {
  dataset: 'wines',
  sample: false,
  columns: ['bottle_code', 'name'],
  reason: '例行公开',
  legalBasis: '《政府信息公开条例》',
  madeBy: '张三',
  madeAt: 1000,
  source: '检验系统',
  file: 'wines.csv',
  header: ['bottle_code', 'name'],
  fetchedAt: 900,
};

function body(versions: number, growth = versions): ReleaseBody {
  return { sha256: 'f'.repeat(64), versions, growth, root: 'a'.repeat(64) };
}

function version(id: string, change: Partial<StagedVersion> = {}): StagedVersion {
  const parts = {
    id,
    line: 2,
    change: 'published' as Change,
    values: JSON.stringify([id, `酒${id}`]),
    raw: null,
    previous: null,
    keys: [{ field: 'keypad', value: '2' }],
    ...change,
  };
  return { ...parts, hash: versionHash('wines', parts) };
}

/** Drafts, approves and publishes a small release. */
export async function published(store: Store, versions: readonly StagedVersion[], at = 5000, more = plan) {
  const growth = versions.filter(({ change }) => change === 'published').length;
  const no = await store.publications.draft(more, body(versions.length, growth), versions);
  await store.publications.approve(no, '李四', at);
  return store.publications.publish(no, at);
}

function inOrder(...versions: StagedVersion[]): StagedVersion[] {
  return versions.map((one, place) => {
    const { hash: _, ...parts } = { ...one, line: place + 2 };
    return { ...parts, hash: versionHash('wines', parts) };
  });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof PublicationRefused ? error.code : `not refused: ${String(error)}`;
}

/** What publication must do on every database. */
export function describePublication(name: string, create: () => Promise<Database>): void {
  describe(`publication on ${name}`, () => {
    let database: Database;
    let store: Store;
    eachWithNewStore(create, (opened, on) => {
      store = opened;
      database = on;
    });

    test('a release comes back as it went in, sealed with its hash', async () => {
      const release = await published(store, [version('A2')]);
      expect(release).toMatchObject({ ...plan, ...body(1), state: 'published', position: 1, publishedAt: 5000 });
      expect(release).toMatchObject({ approvedBy: '李四', approvedAt: 5000, previous: '' });
      const { hash, no, state: _, ...parts } = release;
      expect(hash).toBe(releaseHash(parts));
      expect(await store.publications.get(no)).toEqual(release);
    });

    test('nothing of a draft or an approved release can be seen', async () => {
      const no = await store.publications.draft(plan, body(1), [version('A2')]);
      const look = async () => [
        await store.records.get('wines', 'A2'),
        (await store.records.findByKey('wines', 'keypad', '2', 9)).length,
        await store.records.count('wines'),
        (await store.records.scan({ dataset: 'wines', limit: 9, which: 'all' })).length,
        (await store.publications.history('wines', 'A2')).length,
        (await store.publications.inForce('wines', ['A2'])).size,
      ];
      expect(await look()).toEqual([null, 0, 0, 0, 0, 0]);
      await store.publications.approve(no, '李四', 2000);
      expect(await look()).toEqual([null, 0, 0, 0, 0, 0]);
      await store.publications.publish(no, 3000);
      expect((await look()).slice(1)).toEqual([1, 1, 1, 1, 1]);
      expect(await store.records.get('wines', 'A2')).toMatchObject({
        fields: { bottle_code: 'A2', name: '酒A2' },
        change: 'published',
        position: 1,
        publishedAt: 3000,
        reason: '例行公开',
        sample: false,
      });
    });

    test('whoever made a release cannot approve it', async () => {
      const no = await store.publications.draft(plan, body(1), [version('A2')]);
      expect(await refusal(store.publications.approve(no, '张三', 1))).toBe('same-person');
      expect(await refusal(store.publications.approve(no, ' 张\u200b三 ', 1))).toBe('same-person');
      expect(await refusal(store.publications.approve(no, '\u200b', 1))).toBe('unnamed');
      expect((await store.publications.get(no))?.state).toBe('draft');
    });

    test('a census counts the chain and what hangs beside it', async () => {
      expect(await store.publications.census()).toEqual({ releases: 0, missing: null });
      const { no } = await published(store, inOrder(version('A2'), version('B2')));
      await store.publications.draft(plan, body(1), [version('C2')]);
      expect(await store.publications.census()).toEqual({ releases: 1, missing: null });
      expect(await store.publications.sizeOf(no)).toBe(2);
      expect(await store.publications.sizeOf(no + 9)).toBe(0);
    });

    test('a loaded release is approved and published in one step, or left as it was', async () => {
      const unlock = await store.publications.lock();
      const no = await store.publications.begin(plan);
      await store.publications.stage(no, [version('A2')]);
      const own = store.publications.publish(no, 9, { by: '张三', body: body(1) });
      expect(await refusal(own)).toBe('same-person');
      expect(await refusal(store.publications.publish(no, 9, { by: '李四' }))).toBe('wrong-state');
      expect((await store.publications.get(no))?.state).toBe('loading');
      const release = await store.publications.publish(no, 9, { by: '李四', body: body(1) });
      expect(release).toMatchObject({ ...body(1), state: 'published', approvedBy: '李四', approvedAt: 9, position: 1 });
      expect(await store.publications.get(no)).toEqual(release);
      const { hash, no: _, state, ...parts } = release;
      expect(hash).toBe(releaseHash(parts));
      await unlock?.();
      const draft = await store.publications.draft(plan, body(1), [version('B2')]);
      expect(await store.publications.publish(draft, 10, { by: '李四' })).toMatchObject({
        position: 2,
        approvedBy: '李四',
      });
    });

    test('steps are taken in their order, each once', async () => {
      const no = await store.publications.draft(plan, body(1), [version('A2')]);
      expect(await refusal(store.publications.publish(no, 1))).toBe('wrong-state');
      await store.publications.approve(no, '李四', 1);
      expect(await refusal(store.publications.approve(no, '王五', 1))).toBe('wrong-state');
      await store.publications.publish(no, 1);
      expect(await refusal(store.publications.publish(no, 1))).toBe('wrong-state');
      expect(await refusal(store.publications.discard(no))).toBe('wrong-state');
      expect(await refusal(store.publications.approve(99, '李四', 1))).toBe('unknown-release');
    });

    test('a discarded draft is never published', async () => {
      const no = await store.publications.draft(plan, body(1), [version('A2')]);
      await store.publications.discard(no);
      expect(await refusal(store.publications.approve(no, '李四', 1))).toBe('wrong-state');
      expect(await store.records.get('wines', 'A2')).toBeNull();
    });

    test('a correction replaces the record, its old keys no longer find it, and its past is kept', async () => {
      await published(store, inOrder(version('A2'), version('B2')));
      const before = await store.records.get('wines', 'A2');
      const correction = version('A2', {
        change: 'corrected',
        values: '["A2","新"]',
        previous: before?.hash ?? '',
        keys: [{ field: 'keypad', value: '9' }],
      });
      await published(store, [correction], 8000);
      expect(await store.records.get('wines', 'A2')).toMatchObject({ change: 'corrected', fields: { name: '新' } });
      const ids = async (key: string) =>
        (await store.records.findByKey('wines', 'keypad', key, 9)).map((one) => one.id);
      expect(await ids('2')).toEqual(['B2']);
      expect(await ids('9')).toEqual(['A2']);
      expect(await store.records.count('wines')).toBe(2);
      const history = await store.publications.history('wines', 'A2');
      expect(history.map((one) => [one.version.change, one.release.position])).toEqual([
        ['published', 1],
        ['corrected', 2],
      ]);
    });

    test('what was public on a day can be asked', async () => {
      await published(store, [version('A2')], 5000);
      const change = version('A2', { change: 'corrected', values: '["A2","新"]', previous: 'x' });
      await published(store, [change], 8000);
      const name = async (asOf: number) => (await store.records.get('wines', 'A2', asOf))?.fields.name;
      expect([await name(4999), await name(5000), await name(7999), await name(8000)]).toEqual([
        undefined,
        '酒A2',
        '酒A2',
        '新',
      ]);
      const scanned = await store.records.scan({ dataset: 'wines', limit: 9, which: 'current', asOf: 7999 });
      expect(scanned.map(({ fields }) => fields.name)).toEqual(['酒A2']);
    });

    test('a withdrawn record leaves a tombstone, and is no longer counted or listed', async () => {
      await published(store, [version('A2')]);
      const tombstone = version('A2', { change: 'withdrawn', values: '["A2",""]', previous: 'x' });
      const no = await store.publications.draft({ ...plan, reason: '发布有误' }, body(1, -1), [tombstone]);
      await store.publications.approve(no, '李四', 1);
      await store.publications.publish(no, 9000);
      expect(await store.records.get('wines', 'A2')).toMatchObject({
        change: 'withdrawn',
        reason: '发布有误',
        fields: { bottle_code: 'A2', name: '' },
      });
      expect((await store.records.findByKey('wines', 'keypad', '2', 9)).map((one) => one.change)).toEqual([
        'withdrawn',
      ]);
      expect(await store.records.count('wines')).toBe(0);
      expect(await store.records.scan({ dataset: 'wines', limit: 9, which: 'current' })).toEqual([]);
      expect(await store.records.scan({ dataset: 'wines', limit: 9, which: 'all' })).toHaveLength(2);
    });

    test('records with the same id in two datasets do not meet', async () => {
      await published(store, [version('A2')]);
      await published(store, [version('A2', { values: '["A2","车"]' })], 6000, { ...plan, dataset: 'vehicles' });
      expect((await store.records.get('wines', 'A2'))?.fields.name).toBe('酒A2');
      expect((await store.records.get('vehicles', 'A2'))?.fields.name).toBe('车');
      expect(await store.records.findByKey('vehicles', 'keypad', '2', 9)).toHaveLength(1);
    });

    test('records are found by key in the order of their ids, not more than asked for', async () => {
      await published(store, inOrder(version('C2'), version('A2'), version('B2')));
      expect((await store.records.findByKey('wines', 'keypad', '2', 2)).map(({ id }) => id)).toEqual(['A2', 'B2']);
      expect(await store.records.findByKey('wines', 'keypad', '3', 2)).toEqual([]);
      expect(await store.records.findByKey('wines', 'other', '2', 2)).toEqual([]);
    });

    test('records whose ids have several parts are found by the first, each as it is in force', async () => {
      await published(store, inOrder(version('7/1'), version('7/2'), version('70/1'), version('7'), version('6/9')));
      const change = version('7/2', { change: 'corrected', values: '["7/2","新"]', previous: 'x' });
      await published(store, [change], 6000);
      const gone = version('7/1', { change: 'withdrawn', values: '["7/1",""]', previous: 'x' });
      await published(store, [gone], 7000);
      await published(store, [version('7/3')], 7000, { ...plan, dataset: 'vehicles' });
      const found = await store.records.findWithin('wines', '7', 9);
      expect(found.map(({ id, change, fields }) => [id, change, fields.name])).toEqual([
        ['7/1', 'withdrawn', ''],
        ['7/2', 'corrected', '新'],
      ]);
      expect(await store.records.findWithin('wines', '7', 1)).toHaveLength(1);
      expect(await store.records.findWithin('wines', '8', 9)).toEqual([]);
      await store.publications.draft(plan, body(1), [version('8/1')]);
      expect(await store.records.findWithin('wines', '8', 9)).toEqual([]);
    });

    test('versions are scanned page by page in the order of publication', async () => {
      await published(store, inOrder(version('C2'), version('A2'), version('B2')));
      await published(store, inOrder(version('D2'), version('E2')), 6000);
      const seen: string[] = [];
      let after: { position: number; line: number } | undefined;
      for (;;) {
        const page = await store.records.scan({ dataset: 'wines', ...(after && { after }), limit: 2, which: 'all' });
        const last = page.at(-1);
        if (!last) break;
        seen.push(...page.map(({ id }) => id));
        after = { position: last.position, line: last.line };
      }
      expect(seen).toEqual(['C2', 'A2', 'B2', 'D2', 'E2']);
    });

    test('sample records are told apart', async () => {
      await published(store, [version('A2')], 1, { ...plan, sample: true });
      await published(store, [version('B2')], 2);
      expect((await store.records.samples('wines', 5)).map(({ id }) => id)).toEqual(['A2']);
      expect((await store.records.get('wines', 'A2'))?.sample).toBe(true);
    });

    test('of two drafts on one record the second is refused, whichever is larger', async () => {
      await published(store, inOrder(version('A2'), version('B2'), version('C2')));
      const correct = (id: string, values: string) => version(id, { change: 'corrected', values, previous: 'x' });
      const large = await store.publications.draft(
        plan,
        body(3, 0),
        inOrder(correct('A2', '["A2","1"]'), correct('B2', '["B2","1"]'), correct('C2', '["C2","1"]')),
      );
      const small = await store.publications.draft(plan, body(1, 0), [correct('B2', '["B2","2"]')]);
      const other = await store.publications.draft(plan, body(1, 0), [correct('C2', '["C2","2"]')]);
      for (const no of [large, small, other]) await store.publications.approve(no, '李四', 1);
      await store.publications.publish(small, 6000);
      expect(await refusal(store.publications.publish(large, 6001))).toBe('outdated');
      await store.publications.publish(other, 6002);
      expect((await store.records.get('wines', 'B2'))?.fields.name).toBe('2');
      expect((await store.records.get('wines', 'A2'))?.fields.name).toBe('酒A2');
    });

    test('the chain has no gaps and no forks, also when many publish at once', async () => {
      const other = await database.open();
      const drafts = await Promise.all(
        Array.from({ length: 12 }, (_, n) => store.publications.draft(plan, body(1), [version(`A${n}`)])),
      );
      for (const no of drafts) await store.publications.approve(no, '李四', 1);
      await Promise.all(drafts.map((no, n) => (n % 2 ? store : other).publications.publish(no, 5000 - n)));
      const chain = await store.publications.chain(0, 99);
      expect(chain.map(({ position }) => position)).toEqual(drafts.map((_, n) => n + 1));
      expect(chain.map(({ previous }) => previous)).toEqual(['', ...chain.slice(0, -1).map(({ hash }) => hash)]);
      const times = chain.map(({ publishedAt }) => publishedAt ?? 0);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(await store.publications.chain(10, 99)).toHaveLength(2);
      await other.close();
    });

    test('one process loads at a time, and what a dead one left is cleared away', async () => {
      const other = await database.open();
      const unlock = await store.publications.lock();
      expect(unlock).not.toBeNull();
      expect(await other.publications.lock()).toBeNull();
      const no = await store.publications.begin(plan);
      await store.publications.stage(no, inOrder(version('A2'), version('B2')));
      await unlock?.();
      const next = await other.publications.lock();
      expect(next).not.toBeNull();
      expect(await store.publications.get(no)).toBeNull();
      expect(await store.publications.list({ limit: 9 })).toEqual([]);
      await next?.();
      await other.close();
    });

    test('of an id that comes twice the first is kept, whichever of the two stood in the file with more', async () => {
      const unlock = await store.publications.lock();
      const no = await store.publications.begin(plan);
      const [untidy, plain, other] = inOrder(version('A2', { raw: '[" A2","酒"]' }), version('A2'), version('B2'));
      // Many at once, as an import has them on their way.
      const staged = [untidy, plain, other].map((one) => store.publications.stage(no, one ? [one] : []));
      expect(await Promise.all(staged)).toEqual([[], [3], []]);
      const [again, fresh, once] = inOrder(version('B2'), version('C2', { raw: '[]' }), version('C2')).map((one) => ({
        ...one,
        line: one.line + 3,
      }));
      expect(
        await store.publications.stage(
          no,
          [again, fresh, once].flatMap((one) => one ?? []),
        ),
      ).toEqual([5, 7]);
      expect((await store.publications.versionsOf(no, -1, 9)).map(({ line }) => line)).toEqual([2, 4, 6]);
      await store.publications.discard(no);
      await unlock?.();
    });

    test('a loaded release can be finished and published; of an id that comes twice the first is kept', async () => {
      const unlock = await store.publications.lock();
      const no = await store.publications.begin(plan);
      const twice = inOrder(version('A2'), version('B2'), version('A2', { values: '["A2","again"]' }));
      expect(await store.publications.stage(no, twice)).toEqual([4]);
      const later = inOrder(version('x'), version('x'), version('x'), version('B2'), version('C2')).slice(3);
      expect(await store.publications.stage(no, later)).toEqual([5]);
      await store.publications.unstage(no, [6, 77]);
      await store.publications.finish(no, body(2));
      await unlock?.();
      await store.publications.approve(no, '李四', 1);
      await store.publications.publish(no, 1);
      const all = await store.records.scan({ dataset: 'wines', limit: 9, which: 'all' });
      expect(all.map(({ id, line, fields }) => [id, line, fields.name])).toEqual([
        ['A2', 2, '酒A2'],
        ['B2', 3, '酒B2'],
      ]);
      expect((await store.records.findByKey('wines', 'keypad', '2', 9)).map(({ id }) => id)).toEqual(['A2', 'B2']);
    });

    test('an audit sees every version with the hash that stood before it', async () => {
      await published(store, inOrder(version('A2'), version('B2')));
      const before = (await store.records.get('wines', 'B2'))?.hash ?? '';
      const second = await published(
        store,
        inOrder(
          version('B2', { change: 'corrected', values: '["B2","新"]', previous: before, raw: '["B2"," 新"]' }),
          version('C2'),
        ),
      );
      const versions = await store.publications.versionsOf(second.no, 0, 9);
      expect(versions.map(({ id, before, previous, raw }) => [id, before, previous, raw])).toEqual([
        ['B2', before, before, '["B2"," 新"]'],
        ['C2', null, null, null],
      ]);
      expect(versions.map(({ keys }) => keys)).toEqual([
        [{ field: 'keypad', value: '2' }],
        [{ field: 'keypad', value: '2' }],
      ]);
      expect((await store.publications.versionsOf(second.no, 2, 1)).map(({ id }) => id)).toEqual(['C2']);
    });

    test('what is in force is found for many ids at once', async () => {
      await published(store, inOrder(version('A2'), version('B2')));
      await published(store, [version('B2', { change: 'withdrawn', values: '["B2",""]', previous: 'x' })]);
      const found = await store.publications.inForce('wines', ['A2', 'B2', 'C2']);
      expect([...found.values()].map(({ id, change, columns, values }) => [id, change, columns, values])).toEqual([
        ['A2', 'published', plan.columns, '["A2","酒A2"]'],
        ['B2', 'withdrawn', plan.columns, '["B2",""]'],
      ]);
    });

    test('releases are listed, the newest first, by dataset and state', async () => {
      await published(store, [version('A2')]);
      const no = await store.publications.draft({ ...plan, dataset: 'vehicles' }, body(1), [version('V')]);
      expect((await store.publications.list({ limit: 9 })).map(({ dataset }) => dataset)).toEqual([
        'vehicles',
        'wines',
      ]);
      expect((await store.publications.list({ state: 'draft', limit: 9 })).map((one) => one.no)).toEqual([no]);
      expect(await store.publications.list({ dataset: 'wines', state: 'draft', limit: 9 })).toEqual([]);
      expect(await store.publications.list({ limit: 1 })).toHaveLength(1);
    });

    test('a dump can be loaded into an empty database, and only there', async () => {
      await published(store, inOrder(version('A2'), version('B2', { raw: '["B2 "]' })));
      await store.contents.save('v1', '{"a":"汉字 \\u0000 \\"x\\""}', 1000);
      const chunks: TableChunk[] = [];
      for await (const chunk of store.archive.dump()) chunks.push(chunk);
      async function* given() {
        yield* chunks;
      }
      await expect(store.archive.load(given())).rejects.toThrow('not empty');
      const fresh = await create();
      const second = await fresh.open();
      await second.migrate();
      await second.archive.load(given());
      const again: TableChunk[] = [];
      for await (const chunk of second.archive.dump()) again.push(chunk);
      expect(again).toEqual(chunks);
      expect(await second.publications.chain(0, 9)).toEqual(await store.publications.chain(0, 9));
      // Numbers go on where they were.
      const release = await published(second, [version('C2')], 9000);
      expect(release.position).toBe(2);
      await second.close();
      await fresh.remove();
    });
  });
}
