import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stickerOnStage } from '../../src/commands/stickers-on-stage.js';
import { publicBaseUrl, startTestService, type TestService } from '../service/running.js';

let service: TestService;
let car = '';
let bottle = '';
beforeAll(async () => {
  service = await startTestService();
  car = await stickerOnStage(service, '221865233729');
  bottle = await stickerOnStage(service, '409334585274');
});
afterAll(() => service.close());

const accept = { Accept: 'text/html' };

async function sent(code: string): Promise<string> {
  const headers = { ...accept, Origin: publicBaseUrl, 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ code }).toString();
  const response = await fetch(`${service.origin}/verify`, { method: 'POST', headers, body });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  return textOf(await response.text());
}

function textOf(page: string): string {
  return (/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '').replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
}

describe('/verify, with scripts off', () => {
  test('shows what was signed, large, and says to compare it', async () => {
    const shown = await sent(car);
    expect(shown).toContain('真：签名属实，请比对');
    expect(shown).toContain('JTEBU5JR6G5003291');
    expect(shown).toContain('网址 Sitehotline.example');
    expect(await sent(bottle.toLowerCase())).toContain('2014-08-05');
    expect(await sent(bottle.split('/W/')[1] ?? '')).toContain('2014-08-05');
  });

  test('refuses each forgery with its words', async () => {
    expect(await sent(car.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'))).toContain('伪：签名不对');
    expect(await sent(car.replace('HOTLINE', 'H0TLINE'))).toContain('它的网址是「h0tline . example」');
    expect(await sent(car.slice(0, -1))).toContain('这个码不完整');
    expect(await sent(await stickerOnStage(service, '999999999999'))).toContain('查无此码');
    expect(await sent('221865233729')).toContain('光凭编码看不出真假');
  });

  test('asks again for what is no sticker, and runs nothing that is typed', async () => {
    const shown = await sent('<script>alert(1)</script>');
    expect(shown).toContain('这不是我们标贴上的内容');
    expect(shown).not.toContain('alert(1)');
  });

  test('names the site in words, and that it asks for no money, no login and no app', async () => {
    const page = await (await fetch(`${service.origin}/verify`, { headers: accept })).text();
    expect(textOf(page)).toContain('标贴的真网址是 hotline.example。本页从不要求付款、登录或下载应用');
    expect(page).toMatch(/<script type="module" src="\/assets\/verify\.[0-9a-f]{12}\.js">/);
    const [, noble = ''] = /data-noble="([^"]+)"/.exec(page) ?? [];
    const script = await fetch(service.origin + noble);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await script.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  });

  test('an address in the query is answered as one that is sent', async () => {
    const response = await fetch(`${service.origin}/verify?code=${encodeURIComponent(car)}`, { headers: accept });
    expect(textOf(await response.text())).toContain('JTEBU5JR6G5003291');
  });
});
