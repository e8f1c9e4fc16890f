import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ YIBO_SIMULATOR: 'off' });
});
afterAll(() => service.close());

interface Got {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Asks as a browser does; `fetch` would undo the compression, and ask for it anew whatever it has. */
function browse(path: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const asked = request(`${service.origin}${path}`, { headers: { Accept: accept, ...headers } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers as Got['headers'],
          body: Buffer.concat(pieces),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a page may load only what comes from us, stands in no frame, and sets no cookie', async () => {
  for (const path of ['/', '/nowhere']) {
    const { headers } = await browse(path);
    expect(headers['content-security-policy'], path).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['set-cookie']).toBe(undefined);
  }
});

test('a page holds no script and no style of its own', async () => {
  const page = (await browse('/')).body.toString();
  expect(page).not.toMatch(/<style|<script>|style="|\son\w+="/);
});

test('a page is asked for again each time, and is not sent again while it is the same', async () => {
  const { status, headers } = await browse('/');
  expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
  const again = await browse('/', { 'If-None-Match': headers.etag ?? '' });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('a page is compressed for whoever can read that', async () => {
  const [plain, packed] = [await browse('/'), await browse('/', { 'Accept-Encoding': 'gzip, br' })];
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    etag: plain.headers.etag,
  });
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
});

test('the style is named by its bytes, compressed, and kept for good; under another name there is none', async () => {
  const page = (await browse('/')).body.toString();
  const [, path = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(page) ?? [];
  expect(path).toMatch(/^\/assets\/style\.[0-9a-f]{12}\.css$/);
  const style = await browse(path, { 'Accept-Encoding': 'gzip, deflate, br' });
  expect(style.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
  });
  expect((await browse(path)).body.toString()).toContain('--paper');
  for (const other of [
    '/assets/style.000000000000.css',
    '/assets/..%2fassets%2fstyle.css',
    '/assets/style.css',
    '/assets/',
  ])
    expect((await browse(other)).status, other).toBe(404);
});

test('the icon is there, by its old name too', async () => {
  const old = await browse('/favicon.ico');
  expect(old.status).toBe(302);
  expect((await browse(old.headers.location ?? '')).headers['content-type']).toBe('image/svg+xml');
});

test('robots are told what is nothing for them, and where the open pages are', async () => {
  const robots = (await browse('/robots.txt')).body.toString();
  expect(robots).toContain('Disallow: /progress\n');
  expect(robots).toContain('Sitemap: https://hotline.example/sitemap.xml\n');
  expect((await browse('/sitemap.xml')).body.toString()).toContain('<loc>https://hotline.example/</loc>');
});

test('whoever reads pages is told on a page that there is none, and where to go on; a program is told in a line', async () => {
  for (const path of ['/nowhere', '/vv', '/%E4%B8%8D', '/assets/x', '/index.php?a=<script>']) {
    const { status, headers, body } = await browse(path);
    expect([status, headers['content-type'], headers['cache-control']], path).toEqual([
      404,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(body.toString(), path).toContain('找不到这个页面');
    expect(body.toString(), path).toContain('href="tel:+862265661890"');
    expect(body.toString(), path).not.toContain('<script>');
  }
  const plain = await fetch(`${service.origin}/nowhere`);
  expect([plain.status, await plain.text()]).toEqual([404, 'Not found.\n']);
});

test('the API, webhooks and probes answer a browser as they answer everybody', async () => {
  const api = await browse('/api/v1/nothing');
  expect([api.status, api.headers['content-type']]).toEqual([404, 'application/json; charset=utf-8']);
  expect((await browse('/phone/twilio/voice')).headers['content-type']).toContain('text/plain');
  expect((await browse('/phone/prompts/x.wav')).headers['content-type']).toContain('text/plain');
  expect((await browse('/healthz')).body.toString()).toBe('ok\n');
});

test('an address that cannot be read is told so', async () => {
  const { status, body } = await browse('/assets/%zz');
  expect(status).toBe(400);
  expect(body.toString()).toContain('这个地址读不出来');
});

test('whoever asks for too many pages is told on a page to wait, and for how long; what browsers keep is not counted', async () => {
  const limited = await startTestService({ API_REQUESTS_PER_MINUTE: '2' });
  onTestFinished(() => limited.close());
  const ask = (path: string) => fetch(limited.origin + path, { headers: { Accept: 'text/html' } });
  for (const path of ['/', '/robots.txt', '/favicon.ico', '/v', '/healthz'])
    expect((await ask(path)).status, path).toBe(200);
  const refused = await ask('/');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(await refused.text()).toContain('请求太频繁');
  expect((await ask('/api/v1/datasets')).status).toBe(200);
});
