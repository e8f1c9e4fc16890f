import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { addReceipt } from '../../src/draws/protocol/add-receipt.js';
import { revealDraw } from '../../src/draws/protocol/reveal-draw.js';
import { runDraw } from '../../src/draws/protocol/run-draw.js';
import { sealDraw } from '../../src/draws/protocol/seal-draw.js';
import { stampDraw } from '../../src/draws/protocol/stamp-draw.js';
import { typeNumbers } from '../../src/draws/protocol/type-numbers.js';
import { chanceIn } from '../../src/portal/pages/draw.js';
import { readRule } from '../../src/service/draw-rules.js';
import { openStore } from '../../src/store/open.js';
import { tokenOver } from '../draws/time-stamps.js';
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
  const text = await response.text();
  return { status: response.status, text };
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
  for (const words of ['TJ2026-CC-0001', '示例', '储存场地', '已揭示', '抽取次数', '号签是否均匀'].slice(0, 5))
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
    expect(text.match(/北京时间/g)).toHaveLength(1);
    const told = (/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '').replace(/<code>.*?<\/code>|<[^>]*>/g, ' ');
    // What is hashed and where the seal names it is whole; nothing else is that long, and nothing is named in English.
    expect([
      no,
      /0\.\d{13}/.test(told),
      /\b(class|ticket|inspect|round|pair|zone|same-|recused|full)/.exec(told),
    ]).toEqual([no, false, null]);
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

test('only objects are drawn; of places, cars and teams it is said where, by whom, with whom', async () => {
  const place = await page('/draws/RZ2024-0003?id=%E7%A4%BA%E4%BE%8B-%E5%8C%97%E4%BA%AC-1');
  expect(place.text).toMatch(/示例-北京-1 由第 \d 组检查/);
  expect(place.text).toMatch(/<h1>认证检查地点 <span class="code">RZ2024-0003/);
  expect(place.text).toMatch(/<a href="\/draws\/RZ2023-0002">RZ2023-0002<\/a> <span class="code">/);
  const car = await page('/draws/QC2024-0001?id=WVWZZZ3CZEE140287');
  expect(car.text).toMatch(/WVWZZZ3CZEE140287：检测站 [一二]站、检验人员 [0-9a-f]{8}…/);
  for (const { text } of [place, car]) expect(text).not.toMatch(/抽中了|抽到的数|目前到这里/);
  expect(place.text).toContain('人员用代号表示，姓名在检查前不公布。');
  const teams = await page('/draws/RZ2023-0002');
  expect(teams.text).toContain('认证检查小组');
  const revealed = await page('/draws/TJ2026-CC-0001');
  expect(revealed.text).toMatch(/揭示密码 <span class="mark">已完成<\/span><\/p>\n<p>已揭示/);
});

test('whoever checks has the program, and the file under its name', async () => {
  const { text } = await page('/draws/TJ2026-CC-0001');
  expect(text).toContain('href="/api/v1/draws/TJ2026-CC-0001" download="TJ2026-CC-0001.json"');
  expect(text).toContain('href="/verify-draw.py"');
  for (const [name, type] of [
    ['verify-draw.py', 'text/x-python; charset=utf-8'],
    ['verify-chain.py', 'text/x-python; charset=utf-8'],
    ['verify-chain.mjs', 'text/javascript; charset=utf-8'],
  ] as const) {
    const response = await fetch(`${service.origin}/${name}`);
    expect([name, response.headers.get('content-type')]).toEqual([name, type]);
    expect(await response.text()).toBe(readFileSync(`docs/${name}`, 'utf8'));
  }
});

test('figures are of the year that is asked for, and lists, draws and results lead to one another', async () => {
  const newest = await page('/draws');
  expect(newest.text).toContain('2026 年的情况');
  expect(newest.text).toContain('href="/draws?year=2023#year"');
  const older = await page('/draws?year=2023');
  expect(older.text).toMatch(/2023 年的情况[\s\S]*抽取次数<\/dt><dd>4 次[\s\S]*号签是否均匀/);
  expect(await faultsIn(older.text)).toEqual([]);
  expect(older.text).toContain('和随机的比一比');
  const { body } = await get(service, '/draws/years/2023');
  expect(body).toMatchObject({ year: 2023, draws: 4, voids: 0, inspected: { of: expect.any(Number) } });
  expect((await get(service, '/draws/years/x')).status).toBe(404);
  for (const [from, ...to] of [
    ['/draws', '/lists', '/results'],
    ['/lists', '/draws'],
    ['/results', '/draws', '/lists'],
  ] as const) {
    const main = /<main[\s\S]*<\/main>/.exec((await page(from)).text)?.[0];
    for (const path of to) expect([from, main]).toEqual([from, expect.stringContaining(`href="${path}"`)]);
  }
});

test('a draw that there is not leads on, and the search box finds those that there are', async () => {
  const { status, text } = await page('/draws/NOPE');
  expect(status).toBe(404);
  expect(text).toMatch(/<main[\s\S]*role="search"[\s\S]*href="tel:[\s\S]*<\/main>/);
  const found = await fetch(`${service.origin}/find`, {
    method: 'POST',
    body: new URLSearchParams({ number: 'tj2026-cc-0001' }),
    redirect: 'manual',
  });
  expect(found.headers.get('location')).toBe('/draws/TJ2026-CC-0001');
});

test('the page of a car names the draw that said where it is inspected', async () => {
  const { text } = await page('/v/JTEBU5JR6G5003291');
  expect(text).toMatch(/检测站 <span[^>]*>Station<\/span><\/dt><dd>[一二]站/);
  expect(text).toContain('href="/draws/QC2024-0001?id=JTEBU5JR6G5003291#why"');
  expect(await faultsIn(text)).toEqual([]);
});

test('a draw by numbers shows who typed what, a stamp says when it was sealed, and codes are said to be a weak proof', async () => {
  const store = await openStore(`sqlite:${join(service.folder, 'test.db')}`);
  const sealedAt = 1475888400;
  const at = (seconds: number) => ({
    draws: store.draws,
    now: () => (sealedAt + seconds) * 1000,
    askBeacon: async () => null,
    newSecret: () => 'ab'.repeat(32),
    newNonce: () => 'ef'.repeat(16),
  });
  const none = { people: null, tokensOf: null, isAnother: false, isSample: true, by: '示例', round: null };
  const rule = (name: string, system: string) => {
    const read = readRule('data', name);
    if (!read) throw new Error(`no rule ${name}`);
    return { ...read, system, number: `${system}-{serial}` };
  };
  try {
    const shape = [{ count: 20, from: 1, to: 6, ordered: true }];
    const beacon = { source: 'numbers' as const, what: '掷骰 20 次（示例）', shape, due: sealedAt + 3600 };
    const register = ['高A', '低B', '中C', '高D'].map(([risk = '', credit = ''], nth) => ({
      id: `示例${nth}`,
      risk,
      credit,
    }));
    const sites = { ...rule('storage-sites', 'dice'), mode: 'public' as const };
    const { draw } = await sealDraw({ ...none, rule: sites, register, beacon, fields: {} }, at(0));
    const before = (await page(`/draws/${draw.no}`)).text;
    expect(before).toContain('还没有人录入');
    expect(before).toContain('20 个，每个 1 到 6，按出来的顺序');
    expect(before).toContain('封存时间仅由本局声明');
    await stampDraw(draw.no, tokenOver(draw.hash, sealedAt + 60), at(60));
    const thrown = Array.from({ length: 20 }, (_, nth) => (nth % 6) + 1);
    await typeNumbers(draw.no, '张三（示例）', thrown, at(3700));
    await typeNumbers(draw.no, '李四（示例）', thrown.with(0, 6), at(3720));
    const differs = (await page(`/draws/${draw.no}`)).text;
    expect(differs).toContain('录入的不一致，都留着');
    for (const by of ['张三（示例）', '李四（示例）']) expect(differs).toContain(by);
    await typeNumbers(draw.no, '李四（示例）', thrown, at(3740));
    await runDraw(draw.no, at(3800));
    const { text } = await page(`/draws/${draw.no}`);
    for (const words of [
      '两个账号录入一致',
      '请对照公布的开奖号码',
      '封存书有外部时间戳：2016-10-08 09:01:00',
      '两个账号录入号码',
    ])
      expect(text).toContain(words);
    expect(await faultsIn(text)).toEqual([]);
    const { body } = await get(service, `/draws/${draw.no}`);
    expect(verifyBundle(body)).toMatchObject({ answer: 'holds', remarks: ['numbers', 'stamp'] });

    const people = ['示例-1', '示例-2', '示例-3'].map((id) => ({ id }));
    const meat = { ...none, rule: rule('frozen-meat', 'weak'), register: people, fields: { shift: '早班' } };
    const weak = await sealDraw({ ...meat, beacon: { source: 'codes' as const } }, at(0));
    await runDraw(weak.draw.no, at(60));
    await addReceipt(weak.draw.no, 'arrival', { container: 'CSQU3054383', free: '1号台' }, at(61));
    await addReceipt(weak.draw.no, 'drawn', {}, at(61));
    await revealDraw(weak.draw.no, at(3600));
    const shown = (await page(`/draws/${weak.draw.no}`)).text;
    for (const words of ['弱证明', '现场断网，没有公共信标', '断网：密码收工后揭示']) expect(shown).toContain(words);
    expect(await faultsIn(shown)).toEqual([]);
    const container = (await page(`/draws/${weak.draw.no}?id=CSQU3054383`)).text;
    expect(container).toContain('CSQU3054383：1号台、');
    const strange = (await page(`/draws/${weak.draw.no}?id=CSQU3054384`)).text;
    expect(strange).toContain('查不到 CSQU3054384');
    const listed = await get(service, '/draws?limit=200');
    const found = (listed.body.draws as { no: string }[]).filter(({ no }) => [draw.no, weak.draw.no].includes(no));
    expect(found).toEqual([
      expect.objectContaining({ beacon: 'codes', round: null, roundAt: null }),
      expect.objectContaining({ beacon: 'numbers', round: null, roundAt: sealedAt + 3600 }),
    ]);
    expect(await faultsIn((await page('/draws')).text)).toEqual([]);
  } finally {
    await store.close();
  }
});
