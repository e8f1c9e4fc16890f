import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctRecord } from '../../src/disclosure/publishing/correct-record.js';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { publishAfterAppeal } from '../../src/disclosure/publishing/publish-after-appeal.js';
import { installation } from '../../src/service/installation.js';
import { datasets } from '../importing/fixtures.js';
import { startTestService, type TestService } from '../service/running.js';
import { get } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(service.origin + path, { headers: { Accept: 'text/html' } });
  return { status: response.status, text: await response.text() };
}

describe('双随机、一公开', () => {
  test('the lists lead to one another, and every link leads somewhere', async () => {
    const seen = new Set<string>();
    const waiting = ['/lists'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const [address = ''] = path.split('#');
      if (seen.has(address)) continue;
      seen.add(address);
      const response = await fetch(service.origin + address, { headers: { Accept: 'text/html' } });
      expect([address, response.status]).toEqual([address, 200]);
      if (!address.startsWith('/lists')) continue;
      const text = await response.text();
      for (const [, href = ''] of text.matchAll(/ href="(\/[^"]*)"/g)) waiting.push(href.replaceAll('&#38;', '&'));
    }
    for (const name of ['items', 'plans', 'tasks', 'rules', 'tasks/RW2016001'])
      expect(seen).toContain(`/lists/${name}`);
  });

  test('an item says by which law, a task from how many how many were drawn', async () => {
    const items = await page('/lists/items');
    expect(items.text).toContain('《中华人民共和国国境卫生检疫法》第十八条');
    expect(items.text).toMatch(/<section id="SX006">/);
    const task = await page('/lists/tasks/RW2016001');
    expect(task.text).toContain('12 个中抽取 8 个，总抽取比例 66.7%');
    expect(task.text).toContain('href="/lists/items#SX006"');
    expect(task.text).toContain('合格 7 个，不合格 1 个');
    expect(task.text).toContain('href="/results?draw_no=TJ2016001"');
    expect((await page('/lists/tasks')).text).toMatch(/\d+ 批中抽 8 批/);
  });

  test.each(['/lists/tasks/RW2099001', '/lists/tasks/nothing', '/datasets/nothing', '/figures?version=99999'])(
    '%s is a page that says so',
    async (path) => {
      expect(await page(path)).toMatchObject({ status: 404, text: expect.stringContaining('65661890') });
    },
  );
});

describe('a result in its appeal period', () => {
  test('is a state on the page, and no word of the result is in it', async () => {
    const { text } = await page('/lists/tasks/RW2016006');
    expect(text).toContain('已检查 8 个，申诉期内 8 个，已公布结果 0 个。');
    expect(text).toContain('2016-11-02 之后公布');
    for (const secret of ['能源基准未按规定更新', '限期整改', '不合格</span>']) expect(text).not.toContain(secret);
  });

  test('is said where the record is, with the day until which it waits', async () => {
    const { text } = await page('/datasets/inspection-results/records/TJ2016006%2F7');
    expect(text).toContain('检查已完成，结果在申诉期内，尚未公布');
    expect(text).toContain('2016-11-02');
    expect(text).not.toContain('能源基准');
  });

  test('is told once the period is over, and is no correction', async () => {
    const terms = loadPublicationTerms(datasets, installation().data);
    const now = Date.parse('2016-11-03T00:00:00+08:00');
    for await (const { release } of publishAfterAppeal({ store: service.store, datasets, terms, now }))
      expect(release?.sample).toBe(true);
    const { text } = await page('/lists/tasks/RW2016006');
    expect(text).toContain('合格 7 个，不合格 1 个');
    expect(text).toContain('能源基准未按规定更新');
    const record = await page('/datasets/inspection-results/records/TJ2016006%2F7');
    expect(record.text).toContain('能源基准未按规定更新');
    expect(record.text).not.toMatch(/更正过|尚未公布/);
  });
});

test('what a party says stands beside the record, in its own words, and the task leads there', async () => {
  const task = await page('/lists/tasks/RW2016001');
  expect(task.text).toContain('href="/datasets/inspection-results/records/TJ2016001%2F3#replies"');
  const { text } = await page('/datasets/inspection-results/records/TJ2016001%2F3');
  expect(text).toMatch(/当事人说明[\s\S]*温度记录仪在检查前一周损坏[\s\S]*整改已经完成/);
  expect((await page('/datasets/inspection-results/records/TJ2016001%2F1')).text).not.toContain('当事人说明');
});

test('a recall may concern a car: what matched is said, and what the notice lacks', async () => {
  const { text } = await page('/v/JTEBU5JR6G5003291');
  expect(text).toMatch(/前排乘员侧气囊召回（示例）[\s\S]*品牌、车型、年款、车架号范围/);
  const other = await page('/v/JTEBU5JR3HA000986');
  expect(other.text).not.toContain('召回');
  const audi = await page('/v/WA1LFAFP1G0000955');
  expect(audi.text).toMatch(/通报没有写明[\s\S]*车型、车架号范围/);
});

describe('the page of a dataset', () => {
  test('says what it covers, how it stands, shows rows, and gives all of them', async () => {
    const { text } = await page('/datasets/storage-sites');
    expect(text).toContain('不包括：口岸以外的仓库');
    expect(text).toContain('12 条');
    expect(text).toContain('示例：为演示编写');
    expect(text).toContain('href="/data/try?op=listRecords&p-name=storage-sites"');
    expect(text).toContain('东疆示例冷链查验库');
    const [, csv = ''] = /href="([^"]*\/download\/csv)"/.exec(text) ?? [];
    const file = await fetch(service.origin + csv);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="storage-sites.csv"');
    const rows = (await file.text()).trimEnd().split('\r\n');
    expect(rows).toHaveLength(13);
    expect(rows[1]).toContain('示例');
  });

  test('leads to addresses that answer: the API, the feed, its schema', async () => {
    const { text } = await page('/datasets/recall-notices');
    const links = [...text.matchAll(/ href="(\/api\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&#38;', '&'));
    expect(links).toContain('/api/v1/feeds/notices.atom');
    for (const link of links) expect([link, (await fetch(service.origin + link)).status]).toEqual([link, 200]);
  });

  test('of a closed dataset shows no row, and gives none', async () => {
    const { text } = await page('/datasets/consignments');
    expect(text).not.toContain('120000116000001');
    expect(text).toContain('<p>不整批提供，因为报检信息涉及企业的商业秘密。</p>');
    expect(text).toContain('<a href="/progress">凭号码逐条查询</a>');
    expect((await get(service, '/datasets/consignments/download/csv')).status).toBe(403);
  });

  test('every dataset has one, in the list of all, with what it covers in Chinese', async () => {
    const { text } = await page('/datasets');
    for (const { name, about } of datasets.values()) {
      expect(about?.covers, name).toMatch(/^\p{Script=Han}.*。$/u);
      expect(text).toContain(`href="/datasets/${name}"`);
    }
  });
});

test('figures that were quoted by their version are shown as they were, whatever was corrected since', async () => {
  const before = await page('/figures');
  const [, version = ''] = /href="(\/figures\?version=\d+)"/.exec(before.text) ?? [];
  expect(before.text).toContain('木质包装查验率：调整前 43.1%，2016年 4.3%');
  const figures = datasets.get('bureau-figures');
  if (!figures) throw new Error('no figures');
  const given = { madeBy: '张三', approvedBy: '李四', reason: '笔误' };
  const terms = loadPublicationTerms(datasets, installation().data);
  const now = Date.parse('2016-10-21T11:00:00+08:00');
  const changes = { value: '4.4' };
  await correctRecord({
    ...{ store: service.store, datasets, terms, given, now, changes },
    ...{ dataset: figures, id: 'wood-packaging-rate/2016' },
  });
  expect((await page('/figures')).text).toContain('调整前 43.1%，2016年 4.4%');
  expect((await page(version)).text).toContain('调整前 43.1%，2016年 4.3%');
});
