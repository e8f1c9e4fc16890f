import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, get, refusalIn, republish } from './api.js';

const untouched = '298175314675';
const corrected = '409334585274';
let withdrawn: string;
let expired: string;
let republished: string;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  const others = await service.store.records.samples('wines', 99);
  [withdrawn = '', expired = '', republished = ''] = others
    .map(({ id }) => id)
    .filter((id) => id !== untouched && id !== corrected);
  await change(service, 'corrected', corrected, 'name=新酒', '2016-10-22T09:00:00+08:00');
  await change(service, 'withdrawn', withdrawn, '发布有误', '2016-10-23T09:00:00+08:00');
  await change(service, 'expired', expired, '公示期满', '2016-10-23T10:00:00+08:00');
  await change(service, 'withdrawn', republished, '重复录入', '2016-10-24T09:00:00+08:00');
  await republish(service, republished, '改好了', '2016-10-25T09:00:00+08:00');
  service.setClock('2016-10-26T10:00:00+08:00');
});
afterAll(() => service.close());

const record = (id: string, more = '') => get(service, `/datasets/wines/records/${id}${more}`);

describe('a record', () => {
  test('is given with its version, why it is public, and that it is made up', async () => {
    const { status, body } = await record(untouched);
    expect(status).toBe(200);
    const stored = await service.store.records.get('wines', untouched);
    expect(body).toEqual({
      dataset: 'wines',
      id: untouched,
      change: 'published',
      fields: stored?.fields,
      version: {
        position: stored?.position,
        hash: stored?.hash,
        publishedAt: new Date(stored?.publishedAt ?? 0).toISOString(),
      },
      reason: '示例',
      sample: true,
      appeal: null,
      replies: [],
      links: {
        self: `https://hotline.example/api/v1/datasets/wines/records/${untouched}`,
        history: `https://hotline.example/api/v1/datasets/wines/records/${untouched}/history`,
        proof: `https://hotline.example/api/v1/datasets/wines/records/${untouched}/proof`,
      },
    });
  });

  test('whose id has a slash in it is found by %2F', async () => {
    const [first] = await service.store.records.samples('inspection-results', 1);
    expect(first?.id).toContain('/');
    const id = encodeURIComponent(first?.id ?? '');
    expect((await get(service, `/datasets/inspection-results/records/${id}`)).body).toMatchObject({ id: first?.id });
    const history = await get(service, `/datasets/inspection-results/records/${id}/history`);
    expect(history.body).toMatchObject({ id: first?.id, isPublic: true });
  });

  test('that there is not, is said to be unknown', async () => {
    for (const id of ['nothing', '%00', '%0A', 'A'.repeat(3000), "'%20OR%201=1", '__proto__']) {
      expect(refusalIn(await record(id))).toMatchObject({ status: 404, code: 'unknown-record' });
      expect(refusalIn(await record(id, '/history'))).toMatchObject({ status: 404, code: 'unknown-record' });
    }
  });

  test('is given as it was on a day, and what has replaced it since is said', async () => {
    const { status, body } = await record(corrected, '?asOf=2016-10-21');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      change: 'published',
      fields: { name: 'Origem Merlot' },
      asOf: '2016-10-21T15:59:59.999Z',
      supersededBy: { change: 'corrected', reason: '更正', version: { publishedAt: '2016-10-22T01:00:00.000Z' } },
    });
    // The day on which it was corrected means its end.
    const then = await record(corrected, '?asOf=2016-10-22');
    expect(then.body).toMatchObject({ change: 'corrected', fields: { name: '新酒' }, supersededBy: null });
    expect((await record(corrected)).body).not.toHaveProperty('supersededBy');
  });

  test('was not public before it was published', async () => {
    const got = refusalIn(await record(corrected, '?asOf=2016-10-20'));
    expect(got).toMatchObject({ status: 404, code: 'not-public-then' });
    expect(got.said).toContain('2016-10-21T02:00');
  });
});

describe('what is no longer public', () => {
  test('answers 410, with when and why, and nothing of what it said', async () => {
    const got = await record(withdrawn);
    expect(refusalIn(got)).toMatchObject({ status: 410, code: 'withdrawn', said: expect.stringContaining('已经撤回') });
    const stored = await service.store.records.get('wines', withdrawn);
    expect(got.body.tombstone).toEqual({
      id: withdrawn,
      change: 'withdrawn',
      reason: '发布有误',
      sample: true,
      version: { position: stored?.position, hash: stored?.hash, publishedAt: '2016-10-23T01:00:00.000Z' },
    });
    const late = await record(expired);
    expect(refusalIn(late)).toMatchObject({ status: 410, code: 'expired', said: expect.stringContaining('公示期') });
    expect(late.body.tombstone).toMatchObject({ change: 'expired', reason: '公示期满' });
  });

  test('is not told by a question about the time before: that it has been withdrawn since, is', async () => {
    const got = await record(withdrawn, '?asOf=2016-10-22');
    expect(refusalIn(got)).toMatchObject({
      status: 410,
      code: 'withdrawn',
      said: expect.stringContaining('在那之后已经撤回'),
    });
    expect(got.body.tombstone).toMatchObject({ change: 'withdrawn', reason: '发布有误' });
    // Nor by one about a time before it was public at all.
    expect(refusalIn(await record(withdrawn, '?asOf=2016-10-20'))).toMatchObject({ status: 410, code: 'withdrawn' });
    const [first] = await service.store.publications.history('wines', withdrawn);
    const name = (JSON.parse(first?.version.values ?? '[]') as string[])[1] ?? '';
    expect(name).not.toBe('');
    for (const more of ['', '?asOf=2016-10-22', '?asOf=2016-10-23', '/history']) {
      expect((await record(withdrawn, more)).text).not.toContain(name);
    }
  });

  test('and was published again is told as it is now, not as it was before', async () => {
    expect((await record(republished)).body).toMatchObject({ change: 'corrected', fields: { name: '改好了' } });
    const before = await record(republished, '?asOf=2016-10-22');
    expect(refusalIn(before)).toMatchObject({
      status: 410,
      code: 'withdrawn',
      said: expect.stringContaining('重新公开'),
    });
    expect(before.body).toMatchObject({ tombstone: { reason: '重复录入' }, publishedAgain: { change: 'corrected' } });
    const between = await record(republished, '?asOf=2016-10-24');
    expect(refusalIn(between)).toMatchObject({ status: 410, code: 'withdrawn' });
    expect(between.body).toMatchObject({ publishedAgain: { change: 'corrected' } });
  });
});

describe('a history', () => {
  interface Version {
    readonly change: string;
    readonly fields: Record<string, string> | null;
    readonly previous: string | null;
    readonly version: { readonly hash: string };
  }
  const versionsOf = async (id: string) => (await record(id, '/history')).body.versions as Version[];

  test('tells every version, each with the hash of the one before, and names no persons', async () => {
    const { body, text } = await record(corrected, '/history');
    expect(body).toMatchObject({ dataset: 'wines', id: corrected, isPublic: true });
    const versions = body.versions as Version[];
    expect(versions.map(({ change, fields }) => [change, fields?.name])).toEqual([
      ['published', 'Origem Merlot'],
      ['corrected', '新酒'],
    ]);
    expect(versions.map(({ previous }) => previous)).toEqual([null, versions[0]?.version.hash]);
    expect(body.versions).toMatchObject([{ legalBasis: '《政府信息公开条例》' }, { reason: '更正' }]);
    const [release] = await service.store.publications.list({ dataset: 'wines', limit: 1 });
    expect(release?.madeBy).toBe('张三');
    expect(text).not.toMatch(/张三|李四|常设批准|示例数据/);
  });

  test('of a record that is withdrawn tells that it was, and no contents', async () => {
    expect((await record(withdrawn, '/history')).body.isPublic).toBe(false);
    expect((await versionsOf(withdrawn)).map(({ change, fields }) => [change, fields])).toEqual([
      ['published', null],
      ['withdrawn', null],
    ]);
  });

  test('of one that was published again has the contents since then', async () => {
    expect((await versionsOf(republished)).map(({ change, fields }) => [change, fields?.name])).toEqual([
      ['published', undefined],
      ['withdrawn', undefined],
      ['corrected', '改好了'],
    ]);
  });
});

test.each([
  ['bad-moment', '?asOf=yesterday'],
  ['bad-moment', '?asOf='],
  ['bad-moment', '?asOf=2016-02-30'],
  ['bad-moment', '?asOf=2016-10-21T10:00:00'],
  ['bad-moment', '?asOf=2016-10-27'],
  ['given-twice', '?asOf=2016-10-21&asOf=2016-10-22'],
  ['unknown-parameter', '?asof=2016-10-21'],
])('a question that cannot be read is refused: %s %s', async (code, query) => {
  expect(refusalIn(await record(corrected, query))).toMatchObject({ status: 400, code });
});

test('a plus that an address turns into a blank is understood', async () => {
  const { body } = await record(corrected, '?asOf=2016-10-21T10:30:00+08:00');
  expect(body).toMatchObject({ asOf: '2016-10-21T02:30:00.000Z', change: 'published' });
});
