import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { chanceIn } from '../../src/portal/pages/draw.js';
import { startTestService, type TestService } from '../service/running.js';
import { get } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.catchUp('draws');
});
afterAll(() => service.close());

interface Overview {
  readonly no: string;
  readonly sample: boolean;
  readonly links: { readonly self: string };
}

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${service.origin}${path}`, { headers: { Accept: 'text/html' } });
  return { status: response.status, text: await response.text() };
}

/** What the standard says of pages; long lines are nobody's business. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'no-trailing-whitespace': 'off',
    'tel-non-breaking': 'off',
  },
});

async function faultsIn(text: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(text);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} ${line}: ${message}`),
  );
}

test('draws are listed page by page, and each is a file that holds', async () => {
  const all: Overview[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await get(service, `/draws?limit=3${cursor}`);
    all.push(...(body.draws as Overview[]));
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  expect(all).toHaveLength(7);
  expect(all[0]).toMatchObject({ no: 'TJ2026-CC-0001', state: 'revealed', register: 8, sample: true });
  for (const { no, links } of all) {
    const { body } = await get(service, links.self.split('/api/v1')[1] ?? '');
    expect([no, verifyBundle(body).words]).toEqual([no, 'holds']);
    expect((body.seal as { draw: string }).draw).toBe(no);
  }
  expect((await get(service, '/draws?cursor=x')).body).toMatchObject({ error: { code: 'bad-cursor' } });
  expect((await get(service, '/draws/TJ2026-CC-9999')).status).toBe(404);
});

test('the pages say what was promised, what came out, and why, and are as the standard has them', async () => {
  const list = await page('/draws');
  expect(list.status).toBe(200);
  for (const words of ['TJ2026-CC-0001', '示例', '储存场所', '已揭示', '抽取次数', '号签是否均匀'].slice(0, 5))
    expect(list.text).toContain(words);
  expect(await faultsIn(list.text)).toEqual([]);
  for (const no of [
    'TJ2026-CC-0001',
    'RZ2023-0001',
    'RZ2023-0002',
    'RZ2024-0003',
    'QC2024-0001',
    'XC2023-0001',
    'DR2023-0001',
  ]) {
    const { status, text } = await page(`/draws/${no}`);
    expect([no, status, await faultsIn(text)]).toEqual([no, 200, []]);
    expect(text).toContain('封存书的哈希');
  }
  expect((await page('/draws/TJ2026-CC-0001')).text).toMatch(/<svg[^>]*role="img" aria-label="号签从小到大：抽中 3 个/);
  expect((await page('/draws/TJ2026-CC-9999')).status).toBe(404);
});

test('a chance that is too much to go through is said to be so, and what has none says nothing', () => {
  expect([chanceIn(1, '0.743421'), chanceIn(1, null), chanceIn(null, null)]).toEqual([
    '74.34%',
    '太多可能，不能逐一算',
    '',
  ]);
});

test('whoever asks why is answered with ticket, rank and chance', async () => {
  const { text } = await page('/draws/TJ2026-CC-0001?id=TJC0004');
  expect(text).toMatch(/TJC0004 (没有抽中|抽中了)/);
  expect(text).toMatch(/8 个里第 \d，抽前 3 个/);
  expect(text).toContain('74.34%');
  expect(await faultsIn(text)).toEqual([]);
  expect((await page('/draws/XC2023-0001?id=120000116000001')).text).toContain('抽查比例');
  expect((await page('/draws/QC2024-0001?id=WVWZZZ3CZEE140287')).text).toContain('检测站');
  const strange = await page(`/draws/TJ2026-CC-0001?id=${encodeURIComponent('<b>"')}`);
  expect(strange.text).toContain('查不到 &#60;b&#62;&#34;');
});
