import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, get, refusalIn, republish } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ API_REQUESTS_PER_MINUTE: '100000' });
});
afterAll(() => service.close());

interface Change {
  readonly type: 'upsert' | 'tombstone' | 'superseded';
  readonly id: string;
  readonly fields?: Record<string, string>;
  readonly sample: boolean;
}

const at = (minute: number) => `2016-10-21T11:${String(minute).padStart(2, '0')}:00+08:00`;

test('a mirror that follows the docs holds what is in force', async () => {
  const held = new Map<string, unknown>();
  const ids = (await service.store.records.samples('wines', 20)).map(({ id }) => id);
  const [a = '', b = '', c = '', d = '', e = ''] = [ids[0], ids[5], ids[10], ids[15], ids[19]];
  const happenings: (() => Promise<void>)[] = [
    () => change(service, 'withdrawn', a, '发布有误', at(1)),
    () => change(service, 'corrected', b, 'name=改一', at(2)),
    () => change(service, 'expired', c, '公示期满', at(3)),
    () => change(service, 'corrected', d, 'name=改二', at(4)),
    () => republish(service, a, '重来', at(5)),
    () => change(service, 'corrected', b, 'name=改三', at(6)),
    () => change(service, 'withdrawn', e, '发布有误', at(7)),
  ];

  let after = '';
  let since = '';
  for (;;) {
    const { body } = await get(service, `/datasets/wines/snapshot?limit=9${after && `&after=${after}`}`);
    for (const { id, fields } of body.records as Change[]) held.set(id, fields);
    since = body.changes as string;
    await happenings.shift()?.();
    if (body.next === null) break;
    after = body.next as string;
  }
  for (let hasMore = true; hasMore; ) {
    const { body } = await get(service, `/datasets/wines/changes?limit=2&since=${since}`);
    for (const { type, id, fields } of body.changes as Change[]) {
      if (type === 'upsert') held.set(id, fields);
      if (type === 'tombstone') held.delete(id);
    }
    since = body.next as string;
    hasMore = (body.hasMore as boolean) || happenings.length > 0;
    await happenings.shift()?.();
  }
  const now = await service.store.records.scan({ dataset: 'wines', limit: 999, which: 'current' });
  expect(Object.fromEntries(held)).toEqual(Object.fromEntries(now.map(({ id, fields }) => [id, fields])));
  expect([held.has(c), held.has(e), held.size]).toEqual([false, false, 98]);
});

test('changes say what they are: contents only with what is in force', async () => {
  const { body } = await get(service, '/datasets/wines/changes?limit=1000');
  const changes = body.changes as Change[];
  for (const one of changes) expect(one.fields !== undefined).toBe(one.type === 'upsert');
  expect(changes.filter(({ type }) => type === 'tombstone').length).toBeGreaterThan(1);
  expect(changes.every(({ sample }) => sample)).toBe(true);
});

test('a last page that is exactly full is the last: of changes, of a snapshot, of releases', async () => {
  const path = '/datasets/storage-sites';
  const all = (await get(service, `${path}/changes?limit=1000`)).body.changes as Change[];
  const most = all.length;
  expect(most).toBeGreaterThan(2);
  const pages = async (limit: number) => {
    const changes = (await get(service, `${path}/changes?limit=${limit}`)).body;
    const snapshot = (await get(service, `${path}/snapshot?limit=${limit}`)).body;
    expect(changes.changes).toHaveLength(Math.min(limit, most));
    expect(snapshot.records).toHaveLength(Math.min(limit, most));
    return [changes.hasMore, snapshot.next !== null];
  };
  expect(await pages(most - 1)).toEqual([true, true]);
  expect(await pages(most)).toEqual([false, false]);
  expect(await pages(most + 1)).toEqual([false, false]);
  // The second page may be the one that is exactly full.
  const { body: first } = await get(service, `${path}/changes?limit=${most - 2}`);
  const { body: second } = await get(service, `${path}/changes?limit=2&since=${first.next}`);
  expect([second.changes, second.hasMore]).toEqual([all.slice(-2), false]);
  const { body: third } = await get(service, `${path}/changes?limit=2&since=${second.next}`);
  expect([third.changes, third.hasMore, third.next]).toEqual([[], false, second.next]);

  const releases = (await get(service, '/releases?limit=1000')).body.releases as unknown[];
  const { body } = await get(service, `/releases?limit=${releases.length}`);
  expect([body.hasMore, (body.releases as unknown[]).length]).toEqual([false, releases.length]);
  expect((await get(service, `/releases?limit=${releases.length - 1}`)).body.hasMore).toBe(true);
});

test('a cursor of one dataset is none of another', async () => {
  const { body } = await get(service, '/datasets/wines/changes?limit=1');
  const got = await get(service, `/datasets/vehicles/changes?since=${body.next}`);
  expect(refusalIn(got)).toMatchObject({ status: 400, code: 'bad-cursor' });
});

test('a cursor of another chain says to start over', async () => {
  const other = await startTestService({ YIBO_CLOCK: '2016-10-20T10:00:00+08:00' });
  for (const path of ['changes?limit=1&since=', 'snapshot?limit=1&after=']) {
    const [address = ''] = path.split('?');
    const { body } = await get(other, `/datasets/wines/${address}?limit=1`);
    const got = await get(service, `/datasets/wines/${path}${body.next}`);
    expect(refusalIn(got)).toMatchObject({
      status: 410,
      code: 'start-over',
      said: expect.stringContaining('snapshot'),
    });
  }
  await other.close();
});
