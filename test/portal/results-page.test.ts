import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationName } from '../../src/portal/pages/operation-names.js';
import { startTestService, type TestService } from '../service/running.js';
import { change, get } from './api.js';
import { browse, readable } from './browse.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const unescaped = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

/** The records that a page leads to, in its order, and its next page. */
async function readPage(path: string): Promise<{ ids: string[]; next: string | null; text: string }> {
  const { status, text } = await browse(service, path);
  expect(status, path).toBe(200);
  const links = [...text.matchAll(/href="\/datasets\/inspection-results\/records\/([^"]+)"/g)];
  const next = /rel="next" href="([^"]+)"/.exec(text)?.[1];
  return { ids: links.map(([, id = '']) => decodeURIComponent(id)), next: next ? unescaped(next) : null, text };
}

async function walkPages(path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let at: string | null = path; at !== null; ) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(at);
    ids.push(...page.ids);
    at = page.next;
  }
  return ids;
}

async function walkApi(query: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: unknown = ''; cursor !== null; ) {
    const more = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await get(service, `/datasets/inspection-results/records?limit=20${query}${more}`);
    ids.push(...(body.records as { id: string }[]).map(({ id }) => id));
    cursor = body.next;
  }
  return ids;
}

describe('results', () => {
  test.each([
    '',
    '&result=不合格',
    '&sort=object_name',
    '&sort=-object_name&object_kind=集装箱',
    '&q=示例&inspected_on.from=2016-05',
    '&q=nothing',
  ])('are the same in the same order as the API has them: %s', async (query) => {
    const wanted = await walkApi(query);
    expect(await walkPages(`/results?count=${query}`)).toEqual(wanted);
    if (query === '') expect(wanted.length).toBeGreaterThan(40);
  });

  test('say what came of it, whose it is, and how long ago, and that they are made up', async () => {
    const { text } = await readPage('/results?result=不合格');
    expect(readable(text)).toMatch(/✕ 不合格 示例 检查于 2016-\d\d-\d\d，\S+前/);
    expect(text).toContain('<option value="不合格" selected>');
  });

  test('lead to the page of a record', async () => {
    const { ids } = await readPage('/results');
    const path = `/datasets/inspection-results/records/${encodeURIComponent(ids[0] ?? '')}`;
    const { status, text } = await browse(service, path);
    expect(status).toBe(200);
    const links = [...text.matchAll(/ href="([^"]+)"/g)].map(([, href = '']) => unescaped(href));
    for (const way of [/^\/lists\/tasks\/RW/, /^\/results\?draw_no=/, /^\/results\?uscc=/]) {
      const leads = links.find((href) => way.test(href)) ?? '';
      expect(await browse(service, leads), String(way)).toMatchObject({
        status: 200,
        text: expect.stringContaining(ids[0]?.split('/')[0] ?? ''),
      });
    }
    expect(links).toContain('/results');
  });

  test('take a form as it is sent, with what is empty in it', async () => {
    const { ids } = await readPage('/results?q=&result=合格&object_kind=&inspected_on.from=&inspected_on.to=&sort=');
    expect(ids.length).toBe(20);
  });

  test('say how many there are where that is known, and elsewhere to whoever asks', async () => {
    expect(readable((await readPage('/results')).text)).toMatch(/共 \d+ 条。/);
    const { text } = await readPage('/results?q=示例');
    expect(readable(text)).toContain('数一数一共多少条');
    const { text: counted } = await readPage('/results?q=示例&count=yes');
    expect(readable(counted)).toContain(`共 ${(await walkApi('&q=示例')).length} 条。`);
  });

  test('are drawn, with the numbers behind', async () => {
    const { text } = await readPage('/results');
    expect(text).toContain('<svg');
    const { body } = await get(service, '/datasets/inspection-results/facets');
    const [result] = body.fields as { values: { value: string; count: number }[] }[];
    for (const { value, count } of result?.values ?? []) expect(readable(text)).toContain(`${value} ${count}`);
  });

  test('refuse what cannot be asked beside where it was filled in', async () => {
    const { status, text } = await browse(service, '/results?inspected_on.from=gestern');
    expect(status).toBe(400);
    expect(text).toContain('<title>错误：抽查结果');
    expect(text).toContain('href="#inspected_on-from"');
    expect(text).toContain('value="gestern"');
  });

  test.each([
    ['inspected_on.from=2016-09&inspected_on.to=2016-05', '检查日期从', 'inspected_on-from'],
    ['sort=-finding', '请重新选择排序', 'sort'],
    ['finding=1', '发现问题不能用来筛选', 'q'],
  ])('say in the words of the form what is wrong, and lead to it: %s', async (query, words, id) => {
    const { status, text } = await browse(service, `/results?${query}`);
    expect(status).toBe(400);
    const [, href, said = ''] = /<li><a class="touch" href="#([^"]+)">([^<]*)<\/a>/.exec(text) ?? [];
    expect(href).toBe(id);
    expect(text).toContain(` id="${id}"`);
    expect(said).toContain(words);
    expect(said).not.toMatch(/[a-z]/);
  });

  test('pass over what others add to an address, which the API refuses', async () => {
    const { ids } = await readPage('/results?result=不合格&from=singlemessage&isappinstalled=0&nothing=1');
    expect(ids).toEqual((await readPage('/results?result=不合格')).ids);
    expect((await get(service, '/datasets/inspection-results/records?from=singlemessage')).status).toBe(400);
  });

  test('say what an office is called, beside its code', async () => {
    const { text } = await readPage('/results?office=120300');
    expect(readable(text)).toContain('施检机构 东港 120300');
    expect(text).toMatch(/<option value="120300" selected>东港 120300（\d+）/);
  });

  test('say which orders there are, and what charts leave out', async () => {
    const { text } = await readPage('/results');
    expect(text).toContain('>按抽查对象名称倒序</option>');
    expect(readable(text)).toMatch(/全部结果一览图 .*其中 \d+ 条在申诉期内/);
    expect(readable(text)).toContain('名称写一部分就行；编号请从头写起');
  });

  test('begin again where a cursor leads nowhere', async () => {
    const { leadsTo } = await browse(service, '/results?result=合格&cursor=abc');
    expect(leadsTo).toBe(`/results?${new URLSearchParams({ result: '合格' })}`);
  });

  test('leave out what was withdrawn', async () => {
    const { ids } = await readPage('/results');
    const [gone = ''] = ids;
    await change(service, 'withdrawn', gone, '发布有误', '2016-10-21T11:00:00+08:00', 'inspection-results');
    expect((await readPage('/results')).ids).not.toContain(gone);
  });
});

describe('the page on which the API is tried', () => {
  const tried = async (query: string) => {
    const { status, text } = await browse(service, `/data/try?${query}`);
    return { status, text: readable(text) };
  };

  test('has every operation of the document', async () => {
    const { paths } = (await get(service, '/openapi.json')).body as {
      paths: Record<string, { get: { operationId: string } }>;
    };
    const { text } = await tried('');
    expect(text).not.toContain('`');
    for (const [path, { get: operation }] of Object.entries(paths)) {
      const name = operationName(operation.operationId);
      expect(name).toMatch(/\p{Script=Han}/u);
      expect(text).toContain(`${name} ${path}`);
    }
  });

  test('shows address and answer', async () => {
    const { status, text } = await tried(
      'op=listRecords&go=1&p-name=wines&p-limit=1&p-FIELD-name=origin_country&p-FIELD-value=巴西',
    );
    expect(status).toBe(200);
    expect(text).toContain(
      `${service.publicBaseUrl}/api/v1/datasets/wines/records?origin_country=%E5%B7%B4%E8%A5%BF&limit=1`,
    );
    expect(text).toContain('"dataset": "wines"');
  });

  test('shows a refusal as it is, and CSV to whoever chose it', async () => {
    expect((await tried('op=listRecords&go=1&p-name=wines&p-sort=x')).text).toContain('"code": "not-listed"');
    expect((await tried('op=listRecords&go=1&p-name=wines&accept=text/csv')).text).toContain('bottle_code,name,');
  });

  test('asks no lookups, which count who asks for them', async () => {
    const { text } = await tried('op=lookupCar&go=1&p-code=221865233729');
    expect(text).toContain('/api/v1/lookups/car?code=221865233729');
    expect(text).not.toContain('答复 状态');
    expect((await tried('op=nothing')).status).toBe(404);
  });
});
