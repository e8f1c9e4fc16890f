import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, type Got, get, refusalIn } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const list = (query = '', dataset = 'inspection-results', init: RequestInit = {}) =>
  get(service, `/datasets/${dataset}/records${query}`, init);

type Listed = { readonly id: string; readonly fields: Record<string, string> };
const recordsIn = ({ body }: Got) => body.records as readonly Listed[];
const inForce = (dataset: string) => service.store.records.scan({ dataset, limit: 999, which: 'current' });

/** Follows the links to the end. */
async function walk(query: string, dataset = 'inspection-results'): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  let got = await list(query, dataset);
  for (;;) {
    expect(got.status, got.text).toBe(200);
    found.push(...recordsIn(got));
    const { next } = got.body.links as { next: string | null };
    expect(next === null).toBe(got.body.next === null);
    if (next === null) return found;
    got = await get(service, next.replace(`${service.publicBaseUrl}/api/v1`, ''));
  }
}

describe('a listing', () => {
  test('has the newest first, all of them, and ends', async () => {
    const found = await walk('?limit=7');
    const days = found.map(({ fields }) => fields.inspected_on ?? '');
    expect(days).toEqual([...days].sort().reverse());
    expect(new Set(found.map(({ id }) => id)).size).toBe((await inForce('inspection-results')).length);
  });

  test('is filtered, bounded, looked through and sorted, all at once', async () => {
    const found = await walk(
      '?result=合格&inspected_on.from=2016-05&inspected_on.to=2016-08&q=示例&sort=object_name&limit=3',
    );
    const wanted = (await inForce('inspection-results')).filter(
      ({ fields }) =>
        fields.result === '合格' &&
        (fields.inspected_on ?? '').slice(0, 7) >= '2016-05' &&
        (fields.inspected_on ?? '').slice(0, 7) <= '2016-08' &&
        `${fields.object_name} ${fields.object_id} ${fields.subject_name}`.includes('示例'),
    );
    expect(wanted.length).toBeGreaterThan(3);
    expect(found.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
    const names = found.map(({ fields }) => Buffer.from(fields.object_name ?? ''));
    expect(names).toEqual([...names].sort(Buffer.compare));
  });

  test('gives the fields that were asked for, in the order of the schema', async () => {
    const [first] = recordsIn(await list('?fields=result,draw_no&limit=1'));
    expect(Object.keys(first?.fields ?? {})).toEqual(['draw_no', 'result']);
  });

  test('tells how many there are where that is known, and counts where it is asked to', async () => {
    const all = (await inForce('inspection-results')).length;
    expect((await list('?limit=1')).body.total).toBe(all);
    expect((await list('?q=示例&limit=1')).body.total).toBeNull();
    const { body } = await get(service, '/datasets/inspection-results/count?result=合格&q=示例');
    expect(body).toEqual({
      dataset: 'inspection-results',
      count: (await walk('?result=合格&q=示例')).length,
      isExact: true,
    });
  });

  test('of a dataset that says nothing of lists can be read to its end', async () => {
    expect(recordsIn(await list('', 'wines')).length).toBe(20);
  });

  test('leaves out what was withdrawn, and shows what was corrected as it is', async () => {
    await change(service, 'withdrawn', '298175314675', '发布有误', '2016-10-21T11:00:00+08:00');
    await change(service, 'corrected', '409334585274', 'producer=改名示例酒庄', '2016-10-21T11:01:00+08:00');
    const found = await walk('?limit=50', 'wines');
    expect(found.map(({ id }) => id)).not.toContain('298175314675');
    expect(found.map(({ id }) => id).sort()).toEqual((await inForce('wines')).map(({ id }) => id).sort());
    expect((await walk('?q=改名示例', 'wines')).map(({ id }) => id)).toEqual(['409334585274']);
    expect(await walk('?q=casa valduga origem', 'wines')).toEqual([]);
  });

  test('answers whether it has changed by its tag', async () => {
    const tag = (await list('?limit=2')).headers.get('etag') ?? '';
    expect((await list('?limit=2')).headers.get('etag')).toBe(tag);
    expect((await list('?limit=3')).headers.get('etag')).not.toBe(tag);
  });
});

test('facets tell what can be asked, how often each value is there, and what cannot be asked', async () => {
  const { body } = await get(service, '/datasets/inspection-results/facets');
  const fields = body.fields as { name: string; values: { value: string; count: number }[] }[];
  expect(fields.map(({ name }) => name)).toEqual([
    'result',
    'object_kind',
    'office',
    'penalty_kind',
    'draw_no',
    'task_no',
    'uscc',
  ]);
  const records = await inForce('inspection-results');
  for (const { name, values } of fields) {
    expect(values.length).toBeGreaterThan(1);
    for (const { value, count } of values)
      expect(count).toBe(records.filter((one) => one.fields[name] === value).length);
  }
  expect(body.absent).toContain('finding');
  expect(body).toMatchObject({
    orders: ['-inspected_on', 'object_name'],
    ranges: ['inspected_on'],
    words: ['object_name', 'object_id', 'subject_name'],
  });
});

describe('CSV, to whoever accepts it', () => {
  test('has a header, each cell as it is, and the next page in a header', async () => {
    const got = await list('?limit=2&fields=draw_no,object_name', 'inspection-results', {
      headers: { Accept: 'text/csv' },
    });
    expect(got.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(got.headers.get('vary')).toContain('Accept');
    const [first] = recordsIn(await list('?limit=2'));
    const lines = got.text.split('\r\n');
    expect(lines[0]).toBe('draw_no,object_name,yibo:sample');
    expect(lines[1]).toBe(`${first?.fields.draw_no},${first?.fields.object_name},示例`);
    expect(lines).toHaveLength(4);
    expect(got.headers.get('link')).toMatch(/^<https:\/\/hotline\.example\/api\/v1\/.*cursor=.*>; rel="next"$/);
  });
});

describe('what cannot be asked is refused, with what can', () => {
  test.each([
    ['?finding=x', 'not-listed', 'result'],
    ['?reslt=合格', 'unknown-parameter', 'result'],
    ['?__proto__=1', 'unknown-parameter', 'result'],
    ['?name=cheese', 'unknown-parameter', 'name 写在地址里'],
    ['?name=x', 'unknown-parameter', ''],
    ['?result=好', 'bad-value', '合格、不合格'],
    ['?result=', 'no-effect', '请填上'],
    ['?q=', 'no-effect', ''],
    ['?q=。。', 'no-effect', '汉字'],
    ['?sort=finding', 'not-listed', 'inspected_on'],
    ['?sort=', 'no-effect', ''],
    ['?inspected_on.from=yesterday', 'bad-value', '2016-08'],
    ['?inspected_on.from=2017&inspected_on.to=2016', 'bad-value', '对调'],
    ['?object_name.from=x', 'not-listed', 'inspected_on.from'],
    ['?fields=nme', 'unknown-field', ''],
    ['?fields=', 'unknown-field', ''],
    ['?cursor=abc', 'bad-cursor', 'next'],
    ['?limit=0', 'bad-limit', ''],
    ['?limit=201', 'bad-limit', ''],
    ['?result=合格&result=不合格', 'given-twice', ''],
  ])('%s', async (query, code, said) => {
    const got = await list(query);
    expect(got.status, got.text).toBe(400);
    const refusal = refusalIn(got);
    expect(refusal.code).toBe(code);
    expect(refusal.said).toContain(said);
  });

  test('a cursor is of one question', async () => {
    const { next } = (await list('?limit=2')).body;
    expect(refusalIn(await list(`?limit=2&result=合格&cursor=${next}`)).code).toBe('bad-cursor');
    expect((await list(`?limit=9&fields=result&cursor=${next}`)).status).toBe(200);
  });

  test('a count has no order, and closed datasets have no listing', async () => {
    expect(refusalIn(await get(service, '/datasets/wines/count?sort=name')).code).toBe('no-effect');
    for (const what of ['records', 'count', 'facets']) {
      expect(refusalIn(await get(service, `/datasets/consignments/${what}`)).code).toBe('lookup-only');
    }
  });
});

test('problem details are for whoever asks for them, and others get what they always got', async () => {
  const usual = await list('?sort=x');
  expect(usual.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(Object.keys(usual.body)).toEqual(['error']);
  const got = await list('?sort=x', 'wines', { headers: { Accept: 'application/problem+json' } });
  expect(got.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(JSON.parse(got.text)).toMatchObject({
    type: 'urn:yibo:error:not-listed',
    status: 400,
    code: 'not-listed',
    parameter: 'sort',
  });
  expect(JSON.parse(got.text).detail).toBe('不能按“x”排序。');
});

describe('feeds', () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' });

  test('of results, in both formats, have the same entries under names that stay', async () => {
    const atom = await get(service, '/feeds/results.atom');
    const rss = await get(service, '/feeds/results.rss');
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(rss.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    const entries = parser.parse(atom.text).feed.entry as { id: string; title: string }[];
    const items = parser.parse(rss.text).rss.channel.item as { guid: { '#text': string }; title: string }[];
    expect(entries.length).toBeGreaterThan(40);
    expect(items.map(({ guid }) => guid['#text'])).toEqual(entries.map(({ id }) => id));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    for (const { title } of entries) expect(title).toContain('示例');
    expect((await get(service, '/feeds/results.atom')).text).toBe(atom.text);
  });

  test('of corrections tell what was withdrawn, and nothing that it said', async () => {
    await change(service, 'withdrawn', '921503210184', '发布有误 <b>&', '2016-10-21T12:00:00+08:00');
    const { text } = await get(service, '/feeds/corrections.atom');
    const [first] = [parser.parse(text).feed.entry].flat() as { title: string; content: { '#text': string } }[];
    expect(first?.title).toBe('示例 进口葡萄酒 921503210184（已撤回）');
    expect(first?.content['#text']).toContain('理由：发布有误 <b>&');
    expect(text).not.toContain('Dona Antonia');
  });

  test('without news are whole all the same, and unknown ones are told of', async () => {
    for (const feed of ['refusals.rss', 'notices.atom', 'notices.rss'])
      expect((await get(service, `/feeds/${feed}`)).status).toBe(200);
    expect(refusalIn(await get(service, '/feeds/result.atom')).said).toContain('results.atom');
  });
});
