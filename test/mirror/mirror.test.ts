import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSampleDraws } from '../../src/service/sample-draws.js';
import { openStore } from '../../src/store/open.js';
import { Desk, root } from '../commands/run-yibo.js';

const living = 'https://hotline.example';
const desk = new Desk();
const folder = desk.path('site');
const env = { PUBLIC_BASE_URL: living, YIBO_CLOCK: '2016-10-21T10:00:00+08:00', LOG_LEVEL: 'silent' };

let server: Server;
let origin: string;
let said: string;
beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await loadSampleDraws(store.draws, join(root, 'data'));
  await store.close();
  const ran = desk.run(['export', 'site', folder], env);
  expect(ran).toMatchObject({ code: 0 });
  said = ran.err;
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', living).pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const isThere = existsSync(file) && statSync(file).isFile();
    const type =
      { '.html': 'text/html; charset=utf-8', '.css': 'text/css' }[extname(file)] ?? 'application/octet-stream';
    response.writeHead(isThere ? 200 : 404, { 'Content-Type': isThere ? type : 'text/html' });
    response.end(readFileSync(isThere ? file : join(folder, '404.html')));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  desk.remove();
});

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const pages = () => files().filter((file) => file.endsWith('.html'));
const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const linksIn = (page: string) =>
  [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link = '']) => unescaped(link));

describe('a mirror', () => {
  test('is walked by any static server without coming upon a dead link; what it has not is at the living service', async () => {
    const waiting = [`${origin}/`];
    const seen = new Set(waiting);
    const outside = new Set<string>();
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const answer = await fetch(at);
      expect([answer.status, at]).toEqual([200, at]);
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      for (const link of linksIn(await answer.text())) {
        const to = new URL(link, at);
        to.hash = '';
        if (to.origin !== origin) outside.add(to.origin);
        else if (!seen.has(to.href)) {
          seen.add(to.href);
          waiting.push(to.href);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(30);
    expect([...outside].filter((one) => one !== 'null')).toEqual([living]);
  });

  test('has no link, in any of its pages, to a file that is not there', () => {
    for (const page of pages()) {
      for (const link of linksIn(read(page))) {
        if (/^(#|[a-z]+:)/.test(link)) continue;
        const path = decodeURIComponent(link.replace(/[#?].*$/, ''));
        const file = path.startsWith('/') ? join(folder, path) : join(folder, page, '..', path);
        expect([page, link, existsSync(file)]).toEqual([page, link, true]);
      }
    }
  });

  test('has a page for each record, and no form and no script: it says where to ask instead', () => {
    expect(said).toMatch(/^.*\d+ pages, \d+ files in .*; \d+ of them changed\n$/s);
    for (const page of pages()) expect(read(page)).not.toMatch(/<form|<script|<input/);
    const wines = read('data/wines.jsonl').trim().split('\n');
    for (const line of wines) {
      const { bottle_code: code, name } = JSON.parse(line) as { bottle_code: string; name: string };
      expect(read(`w/${code}/index.html`)).toContain(name.replace(/[&<>"'`]/g, (one) => `&#${one.charCodeAt(0)};`));
    }
    expect(read('progress/index.html')).toContain(`<a rel="external" href="${living}/progress">在线服务</a>`);
    expect(read('progress/index.html')).toContain('65661890');
  });

  test('lists every file with its SHA-256, and holds photographs, tables and roots', () => {
    const listed = new Map(
      read('MANIFEST')
        .trim()
        .split('\n')
        .map((line) => [line.slice(66), line.slice(0, 64)]),
    );
    expect([...listed.keys(), 'MANIFEST'].sort()).toEqual(files().sort());
    for (const [path, sum] of listed) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ).toBe(sum);
    }
    expect(files()).toEqual(
      expect.arrayContaining([
        'data/wines.csv',
        'data/vehicles/photos/front.svg',
        'public/releases.jsonl',
        'sitemap.xml',
        '404.html',
      ]),
    );
    const { releases } = JSON.parse(read('releases.json')) as { releases: { public: { seal: string } }[] };
    expect(read('mirror/index.html').replaceAll('<wbr>', '')).toContain(releases.at(-1)?.public.seal);
    expect(files().filter((file) => /^data\/(consignments|enterprises)\.(csv|jsonl)$/.test(file))).toEqual([]);
  });

  test('is what a stranger recomputes, by the program that is in it', () => {
    for (const program of [
      ['python3', 'verify-chain.py'],
      [process.execPath, 'verify-chain.mjs'],
    ]) {
      const { status, stdout } = spawnSync(program[0] ?? '', [program[1] ?? '', '.'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect([status, stdout]).toEqual([0, expect.stringMatching(/^All holds: \d+ releases/)]);
    }
    expect(read('verify-chain.py')).toBe(readFileSync(join(root, 'docs/verify-chain.py'), 'utf8'));
  });
});

describe('draws in a mirror', () => {
  test('have a page each and the file that proves them, with the program that checks it beside', () => {
    const bundles = readdirSync(join(folder, 'data/draws')).map((file) => `data/draws/${file}`);
    expect(bundles).toHaveLength(7);
    const checked = spawnSync('python3', ['verify-draw.py', ...bundles], { cwd: folder, encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('holds') });
    const page = read('draws/TJ2026-CC-0001/index.html');
    expect(page).toContain('href="../../data/draws/TJ2026-CC-0001.json" download="TJ2026-CC-0001.json"');
    expect(page).toContain('href="../../verify-draw.py"');
    expect(page).not.toContain('data-draw-check');
    expect(read('draws/index.html')).toContain('href="../draws/TJ2026-CC-0001/index.html"');
  });

  test('every page says on which day it was made', () => {
    for (const page of pages().filter((one) => one !== '404.html'))
      expect([page, read(page)]).toEqual([page, expect.stringContaining('这是静态镜像，2016-10-21 生成')]);
  });
});

describe('written again', () => {
  test('it changes only what has changed: a record that was corrected, and what tells of it', () => {
    const before = new Map(files().map((file) => [file, statSync(join(folder, file)).ino]));
    const why = ['--reason', '更正', '--legal-basis', '《政府信息公开条例》', '--approved-by', '李四'];
    const correct = ['correct', 'wines', '409334585274', 'name=新酒', ...why];
    expect(desk.run(correct, env)).toMatchObject({ code: 0 });
    expect(desk.run(['export', 'site', folder], env)).toMatchObject({ code: 0 });
    const changed = files().filter((file) => statSync(join(folder, file)).ino !== before.get(file));
    expect(read('w/409334585274/index.html')).toContain('新酒');
    expect(changed).toEqual(expect.arrayContaining(['w/409334585274/index.html', 'data/wines.csv', 'releases.json']));
    expect(changed).not.toContain('w/298175314675/index.html');
    expect(changed).not.toContain('data/vehicles.csv');
    expect(changed).not.toContain('public/rows-1.jsonl');
    expect(existsSync(`${folder}.part`)).toBe(false);
  });

  test('it takes no folder with other things in it, and leaves it as it was', () => {
    const own = desk.path('own');
    mkdirSync(own);
    writeFileSync(join(own, 'letter.txt'), '信');
    const { code, err } = desk.run(['export', 'site', own], env);
    expect([code, err]).toEqual([1, expect.stringContaining('holds other things than an export')]);
    expect(readdirSync(own)).toEqual(['letter.txt']);
    expect(desk.run(['export', 'site'], env)).toMatchObject({ code: 2 });
  });
});
