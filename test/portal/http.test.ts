import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, get, getUnless, refusalIn } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const wine = '/datasets/wines/records/409334585274';

describe('what is not there', () => {
  test.each([
    ['a dataset with a slip in its name', '/datasets/whines', 'unknown-dataset', '您是不是要找 wines？'],
    ['a dataset like none', '/datasets/q', 'unknown-dataset', '可用的有：'],
    ['a dataset named as an object has members', '/datasets/__proto__', 'unknown-dataset', 'datasets'],
    ['its schema', '/datasets/whines/schema', 'unknown-dataset', 'wines'],
    ['its snapshot', '/datasets/whines/snapshot', 'unknown-dataset', 'wines'],
    ['an address', '/nothing', 'no-such-address', '/openapi.json'],
    ['an address below a record', `${wine}/nothing`, 'no-such-address', '/openapi.json'],
    ['an address in capitals', '/Datasets', 'no-such-address', '/openapi.json'],
    ['a record whose id is a dot, which gets lost', '/datasets/wines/records/.', 'no-such-address', 'snapshot'],
    ['one whose id is two dots', '/datasets/wines/records/..', 'no-such-address', 'snapshot'],
    ['its history', '/datasets/wines/records/../history', 'no-such-address', '/openapi.json'],
  ])('%s: 404, and what to do', async (_, path, code, said) => {
    expect(refusalIn(await get(service, path))).toMatchObject({
      status: 404,
      code,
      said: expect.stringContaining(said),
    });
  });
});

describe('what cannot be read', () => {
  test.each([
    [
      'a parameter with a slip in its name',
      '/datasets/wines/snapshot?limt=3',
      'unknown-parameter',
      '您是不是要找 limit？',
    ],
    ['a parameter where there is none', '/datasets?limit=3', 'unknown-parameter', '没有参数'],
    ['a parameter given twice', '/releases?limit=1&limit=2', 'given-twice', 'limit'],
    ['a limit too large', '/datasets/wines/changes?limit=1001', 'bad-limit', '1000'],
    ['a limit that is no number', '/releases?limit=all', 'bad-limit', '1000'],
    ['a cursor that is none', '/datasets/wines/changes?since=0', 'bad-cursor', 'since'],
    ['an empty cursor', '/datasets/wines/snapshot?after=', 'bad-cursor', 'after'],
    ['a position that is none', '/releases?after=-1', 'bad-position', 'after'],
    ['a broken address', '/datasets/%E0%A4%A', 'bad-address', '百分号'],
    ['a parameter of the document', '/openapi.json?version=3', 'unknown-parameter', '没有参数'],
    [
      'a parameter too many of a lookup',
      '/lookups/wine?bottleCode=409334585274&botleCode=1',
      'unknown-parameter',
      '您是不是要找 bottleCode？',
    ],
    [
      'a number given twice to a lookup',
      '/lookups/wine?bottleCode=409334585274&bottleCode=298175314675',
      'given-twice',
      'bottleCode',
    ],
  ])('%s: 400, and what to do', async (_, path, code, said) => {
    expect(refusalIn(await get(service, path))).toMatchObject({
      status: 400,
      code,
      said: expect.stringContaining(said),
    });
  });
});

test('an id that is one dot or two is looked for like any other, where it arrives', async () => {
  for (const id of ['.', '..']) {
    const path = `/api/v1/datasets/wines/records/${id}`;
    const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
      const { port } = new URL(service.origin);
      // Unlike fetch, this sends an address as it stands.
      rawRequest({ port, path }, (response) => {
        response.setEncoding('utf8').once('data', (piece: string) => resolve([response.statusCode, piece]));
      })
        .on('error', reject)
        .end();
    });
    expect([status, JSON.parse(text).error.code]).toEqual([404, 'unknown-record']);
  }
});

describe('other pages', () => {
  test('may read every answer that is for everybody', async () => {
    for (const path of ['/', '/datasets', wine, '/nothing', '/lookups/wine?bottleCode=409334585274']) {
      const { headers } = await get(service, path, { headers: { Origin: 'https://elsewhere.example' } });
      expect(headers.get('access-control-allow-origin'), path).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('may ask beforehand whether they may', async () => {
    const { status, headers } = await get(service, wine, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    expect(headers.get('access-control-allow-headers')).toBe('If-None-Match');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('may not write: %s', async (method) => {
    const got = await get(service, wine, { method });
    expect(refusalIn(got)).toMatchObject({ status: 405, code: 'read-only' });
    expect(got.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('an answer', () => {
  test('that has not changed is not sent again; one that has, is', async () => {
    const first = await get(service, '/datasets/wines');
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(await getUnless(service, '/datasets/wines', tag)).toEqual([304, '']);
    await change(service, 'withdrawn', '298175314675', '发布有误', '2016-10-21T11:00:00+08:00');
    const [status, text] = await getUnless(service, '/datasets/wines', tag);
    expect(status).toBe(200);
    expect((JSON.parse(text) as { count: number }).count).toBe((first.body.count as number) - 1);
  });

  test('to HEAD has everything but the body', async () => {
    const { status, headers, text } = await get(service, wine, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(100);
  });
});

test('what fails here is said to be our fault, and nothing of it is shown', async () => {
  const { records } = service.store;
  const { get: real } = records;
  records.get = async () => {
    throw new Error('the disk at /var/secret is full');
  };
  const got = await get(service, wine).finally(() => {
    records.get = real;
  });
  expect(refusalIn(got)).toMatchObject({ status: 500, code: 'internal' });
  expect(got.text).not.toMatch(/secret|disk/);
});

describe('too much from one address', () => {
  test('is refused with how long to wait; an address that is only claimed counts for nothing', async () => {
    const limited = await startTestService({ API_REQUESTS_PER_MINUTE: '3' });
    const ask = (n: number) => get(limited, '/releases', { headers: { 'X-Forwarded-For': `10.0.0.${n}` } });
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await ask(n)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const got = await ask(9);
    expect(refusalIn(got)).toMatchObject({ status: 429, code: 'too-many', said: expect.stringContaining('3 次') });
    expect(Number(got.headers.get('retry-after'))).toBeGreaterThan(0);
    // Nothing else is affected.
    expect((await fetch(`${limited.origin}/healthz`)).status).toBe(200);
    await limited.close();
  });

  test('is counted for each that stands behind a proxy of ours', async () => {
    const limited = await startTestService({ API_REQUESTS_PER_MINUTE: '1', TRUSTED_PROXIES: '1' });
    const ask = async (from: string) =>
      (await get(limited, '/releases', { headers: { 'X-Forwarded-For': from } })).status;
    expect([await ask('10.0.0.1'), await ask('10.0.0.2'), await ask('10.0.0.1')]).toEqual([200, 200, 429]);
    // What they claim themselves stands before what our proxy adds.
    expect(await ask('10.9.9.9, 10.0.0.1')).toBe(429);
    await limited.close();
  });

  test.each([
    [{ API_REQUESTS_PER_MINUTE: 'many' }, 'API_REQUESTS_PER_MINUTE'],
    [{ API_REQUESTS_PER_MINUTE: '0' }, 'API_REQUESTS_PER_MINUTE'],
    [{ TRUSTED_PROXIES: '-1' }, 'TRUSTED_PROXIES'],
  ])('and a setting that is none is refused at the start: %o', async (env, name) => {
    await expect(startTestService(env)).rejects.toThrow(`${name} must be a whole number`);
  });
});
