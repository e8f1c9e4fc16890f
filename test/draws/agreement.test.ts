import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { drawCheck, drawCheckScript } from '../../src/portal/parts/draw-check.js';
import { assetAt, assetPath } from '../../src/portal/shell/assets.js';
import { findChromium } from '../browser/find-chromium.js';
import { randomDraw } from './random-draws.js';
import { tamperings } from './tamperings.js';

/** What a verifier says of a file. */
interface Said {
  readonly answer: string;
  readonly step: string | null;
  /** What is left to whoever checks. */
  readonly remarks: readonly string[];
}

const program = fileURLToPath(new URL('../../docs/verify-draw.py', import.meta.url));
const draws = [
  ...Array.from({ length: 200 }, (_, nth) => randomDraw(nth)),
  ...Array.from({ length: 60 }, (_, nth) => randomDraw(nth, 'numbers')),
  ...Array.from({ length: 30 }, (_, nth) => randomDraw(nth, 'codes')),
];

/** The same values, written in other ways: names in another order or twice, numbers with a point, letters by their codes. */
const writings: readonly ((draw: unknown) => string)[] = [
  (draw) => JSON.stringify(draw),
  (draw) => JSON.stringify(turned(draw), null, 1),
  (draw) => JSON.stringify(draw).replaceAll(/:(\d+)(?=[,}])/g, ':$1.0'),
  (draw) => JSON.stringify(draw).replace('{"v":', '{"v":"yibo-draw/0","v":'),
  (draw) =>
    JSON.stringify(draw).replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
];

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, turned(part)]),
  );
}

const untouched = draws.map((draw, nth) => ({
  name: `draw ${nth}`,
  text: writings[nth % writings.length]?.(draw) ?? '',
}));
/** How often each tampering has been tried: the next is the one that was tried least, among those that the draw has anything for. */
const tried = new Map(Object.keys(tamperings).map((name) => [name, 0]));
const tampered = draws.map((draw, nth) => {
  const byUse = [...tried].sort(([, one], [, other]) => one - other);
  for (const [name, times] of byUse) {
    const other = tamperings[name]?.(draw) ?? null;
    if (other === null) continue;
    tried.set(name, times + 1);
    return { name: `draw ${nth}, ${name}`, text: JSON.stringify(other) };
  }
  throw new Error(`nothing can be changed in draw ${nth}`);
});
const all = [...untouched, ...tampered];
const told = ({ answer, step, remarks }: Said) => [answer, step, ...remarks].join(' ');
/** `holds`, and no step decides; what is left to whoever checks stands behind it. */
const holding = /: holds /;
const inNode = all.map(({ name, text }) => `${name}: ${told(verifyBundle(JSON.parse(text)))}`);
const folder = mkdtempSync(join(tmpdir(), 'yibo-agreement-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @throws Error where there is no Python: it is never a reason to skip */
function inPython(args: readonly string[]): Promise<{ readonly code: unknown; readonly out: string }> {
  return new Promise((done, fail) => {
    execFile('python3', [program, ...args], { maxBuffer: 1 << 24 }, (error, out, complaints) => {
      if (error?.code === 'ENOENT')
        fail(
          new Error('There is no python3 on this machine: docs/verify-draw.py needs Python 3.9 or newer to be tried.'),
        );
      else if (complaints !== '') fail(new Error(complaints));
      else done({ code: error?.code ?? 0, out });
    });
  });
}

test('290 random draws hold, and none of 290 that somebody tampered with', () => {
  const { length } = draws;
  expect(inNode.slice(0, length).filter((said) => !holding.test(said))).toEqual([]);
  expect(inNode.slice(length).filter((said) => holding.test(said))).toEqual([]);
  for (const remark of ['numbers', 'weak', 'release', 'stamp'])
    expect(inNode.join()).toMatch(new RegExp(`: holds  [a-z ]*${remark}`));
  expect([...tried].filter(([, times]) => times === 0)).toEqual([]);
});

test('the program in Python, which shares no code with ours, says of all 580 what Node says', async () => {
  const files = all.map(({ text }, nth) => {
    const file = join(folder, `${nth}.json`);
    writeFileSync(file, text);
    return file;
  });
  const { code, out } = await inPython(['--json', ...files]);
  const answers = JSON.parse(out) as readonly (Said & { readonly file: string })[];
  expect(answers.map(({ file }) => file)).toEqual(files);
  expect(answers.map((said, nth) => `${all[nth]?.name}: ${told(said)}`)).toEqual(inNode);
  expect(code).toBe(1);
});

test('whatever a file holds, the program in Python has an answer; its exit code is 0 only where all hold', async () => {
  const written: Readonly<Record<string, string | Buffer>> = {
    'holds.json': untouched[0]?.text ?? '',
    'empty.json': '',
    'half.json': (untouched[0]?.text ?? '').slice(0, 500),
    'list.json': '[]',
    'deep.json': '['.repeat(200_000),
    'bytes.json': Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
    'infinite.json': '{"v":"yibo-draw/1","take":1e999}',
    'constant.json': '{"v":NaN}',
    'digits.json': `{"v":${'9'.repeat(10_000)}}`,
  };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
  const files = [...Object.keys(written), 'nowhere.json'].map((name) => join(folder, name));
  const { code, out } = await inPython(['--json', ...files]);
  const answers = (JSON.parse(out) as readonly Said[]).map(told);
  const refused = files.slice(1, -1).map(() => 'does not hold form');
  expect(answers).toEqual(['holds ', ...refused, 'cannot be known form']);
  expect(code).toBe(1);
  expect(await inPython(files.slice(0, 1))).toEqual({ code: 0, out: 'holds\n' });
  expect((await inPython(files.slice(1, 2))).out).toMatch(/^does not hold: form: /);
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { executablePath, args } = await findChromium();
    browser = await chromium.launch({ executablePath, args: [...args] });
  });
  afterAll(() => browser?.close());

  /** A page as the portal serves it, with its policy; what it asks of `/api/` is the given bundle. */
  async function open(bundle: string | null): Promise<Page> {
    const page = await browser.newPage();
    const policy = "default-src 'self'; script-src 'self'; style-src 'self'";
    await page.route('http://draws.test/**', (route) => {
      const { pathname } = new URL(route.request().url());
      const asset = assetAt(pathname);
      if (asset) return route.fulfill({ contentType: asset.type, body: asset.plain });
      if (pathname.startsWith('/api/'))
        return bundle === null
          ? route.fulfill({ status: 404 })
          : route.fulfill({ contentType: 'application/json', body: bundle });
      const head = `<meta charset="utf-8"><title>抽取</title><script type="module" src="${assetPath(drawCheckScript)}"></script>`;
      const body = `<!doctype html><html lang="zh-CN"><head>${head}</head><body>${drawCheck('示例-0')}</body></html>`;
      return route.fulfill({ contentType: 'text/html', headers: { 'Content-Security-Policy': policy }, body });
    });
    await page.goto('http://draws.test/draws/示例-0');
    return page;
  }

  test('the verifier says of all 580 what Node says, and is below 45 kB as it travels', async () => {
    const verifier = assetPath('draw-verify.js');
    expect(gzipSync(assetAt(verifier)?.plain ?? '').length).toBeLessThan(45_000);
    const page = await open(null);
    // As text: what compiles this file makes something else of an import.
    await page.evaluate(`import('${verifier}').then((verifier) => Object.assign(globalThis, { verifier }))`);
    const said = await page.evaluate(
      (texts) =>
        texts.map((text) => {
          const { verifier } = globalThis as unknown as { verifier: { verifyBundle: (given: unknown) => Said } };
          const { answer, step, remarks } = verifier.verifyBundle(JSON.parse(text));
          return { answer, step, remarks };
        }),
      all.map(({ text }) => text),
    );
    expect(said.map((one, nth) => `${all[nth]?.name}: ${told(one)}`)).toEqual(inNode);
    await page.close();
  });

  test.each([
    ['that holds', untouched[0]?.text ?? null, '✓ 成立 这次抽取成立', 8],
    [
      'somebody tampered with',
      JSON.stringify({ ...draws[0], head: '00'.repeat(32) }),
      '✕ 不成立 这次抽取不成立，问题出在：回执',
      8,
    ],
    [
      'not out yet',
      JSON.stringify({ ...draws[0], beacon: [] }),
      '… 还不能知道 现在还不能下结论，缺少的是：公共随机信标',
      6,
    ],
    ['that is not to be had', null, '没能取到凭证或验算程序', 0],
  ])(
    'whoever presses the button on the page of a draw %s reads what each step came to',
    async (_, bundle, words, steps) => {
      const page = await open(bundle);
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
      const button = page.getByRole('button', { name: '在我的浏览器里重新计算' });
      await button.click();
      const report = page.locator('[aria-live=polite]');
      await report
        .getByText(words)
        .or(report.locator('p', { hasText: words }))
        .first()
        .waitFor();
      expect(await report.locator('li').count()).toBe(steps);
      expect(loaded).toEqual(expect.arrayContaining([assetPath('draw-verify.js')]));
      expect(await button.getAttribute('aria-disabled')).toBeNull();
      await page.close();
    },
  );
});
