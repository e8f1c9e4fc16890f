import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder, loadDatasets } from '../../src/datasets/schema.js';
import { Api } from '../../src/portal/api/api.js';
import { ApiRefused } from '../../src/portal/api/refused.js';
import { fileRoutes } from '../../src/portal/api/routes/files.js';
import { dataFolderOf } from '../exchange/fixtures.js';
import { startTestService, type TestService } from '../service/running.js';
import { change, get, getUnless, refusalIn } from './api.js';

const datasets = loadDatasets();
const closed = [...datasets.values()].filter(({ access }) => access === 'lookup').map(({ name }) => name);

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await change(service, 'withdrawn', '120000116000527', '企业甲申请撤回', '2016-10-21T11:00:00+08:00', 'consignments');
});
afterAll(() => service.close());

describe('the list of datasets', () => {
  test('has every dataset, with how it stands and where its records are', async () => {
    const listed = (await get(service, '/datasets')).body.datasets as Record<string, unknown>[];
    expect(listed.map(({ name }) => name)).toEqual([...datasets.keys()]);
    for (const one of listed) expect((await get(service, `/datasets/${one.name}`)).body).toEqual(one);
    const wines = listed.find(({ name }) => name === 'wines');
    const stored = await service.store.publications.list({ dataset: 'wines', limit: 1 });
    expect(wines).toMatchObject({
      title: '进口葡萄酒',
      access: 'open',
      count: 100,
      sample: true,
      lastRelease: { position: stored[0]?.position, hash: stored[0]?.hash },
      links: { snapshot: 'https://hotline.example/api/v1/datasets/wines/snapshot' },
    });
    expect(wines?.licenses).toEqual(datasets.get('wines')?.licenses);
    expect(wines?.sources).toEqual(datasets.get('wines')?.sources);
  });

  test('gives the schema as it stands in its file', async () => {
    for (const name of datasets.keys()) {
      const { text } = await get(service, `/datasets/${name}/schema`);
      expect(text).toBe(readFileSync(join(dataFolder, name, 'schema.json'), 'utf8'));
    }
  });

  test('counts again what was published since', async () => {
    const before = (await get(service, '/datasets/certificates')).body;
    const [one] = await service.store.records.samples('certificates', 1);
    await change(service, 'withdrawn', one?.id ?? '', '发布有误', '2016-10-21T12:00:00+08:00', 'certificates');
    const after = (await get(service, '/datasets/certificates')).body;
    expect(after.count).toBe((before.count as number) - 1);
    expect(after.lastRelease).not.toEqual(before.lastRelease);
  });
});

describe('a dataset that is answered one record at a time', () => {
  test('there are some', () => {
    expect(closed).toEqual(['consignments', 'containers', 'enterprises', 'process-events']);
  });

  test('is listed with its schema, and without links to its records', async () => {
    for (const name of closed) {
      const { links, access } = (await get(service, `/datasets/${name}`)).body;
      expect(access).toBe('lookup');
      expect(Object.keys(links as object).sort()).toEqual(['schema', 'self']);
    }
  });

  test('gives out nothing in bulk, and says how to ask', async () => {
    for (const name of closed) {
      for (const below of [
        'snapshot',
        'changes',
        'files/front.svg',
        'records/120000116000001',
        'records/120000116000001/history',
        'records/nothing',
      ]) {
        const got = await get(service, `/datasets/${name}/${below}`);
        expect(refusalIn(got)).toMatchObject({ status: 403, code: 'lookup-only' });
      }
    }
    const { said } = refusalIn(await get(service, '/datasets/consignments/snapshot'));
    expect(said).toContain('https://hotline.example/api/v1/lookups/progress?declarationNo=…&registrationNo=…');
  });

  test('tells of a record that there is and one that there is not in the same bytes', async () => {
    const answers = await Promise.all(
      ['120000116000001', '120000116000527', 'nothing'].map((id) =>
        get(service, `/datasets/consignments/records/${id}`),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('the chain of releases', () => {
  interface Listed {
    readonly position: number;
    readonly dataset: string;
    readonly previous: string;
    readonly hash: string;
    readonly root: string;
    readonly reason?: string;
  }

  async function all(limit: number): Promise<Listed[]> {
    const listed: Listed[] = [];
    for (let after = 0, hasMore = true; hasMore; ) {
      const { body } = await get(service, `/releases?after=${after}&limit=${limit}`);
      listed.push(...(body.releases as Listed[]));
      expect((body.releases as Listed[]).length).toBeLessThanOrEqual(limit);
      after = body.next as number;
      hasMore = body.hasMore as boolean;
    }
    return listed;
  }

  test('can be followed from the first to the last, each naming the one before', async () => {
    const listed = await all(3);
    const chain = await service.store.publications.chain(0, 999);
    expect(listed.map(({ hash, root }) => [hash, root])).toEqual(chain.map(({ hash, root }) => [hash, root]));
    expect(listed.map(({ position }) => position)).toEqual(chain.map((_, place) => place + 1));
    expect(listed.map(({ previous }) => previous)).toEqual(['', ...listed.slice(0, -1).map(({ hash }) => hash)]);
    expect(await all(1000)).toEqual(listed);
  });

  test('of closed datasets tells how many and their hashes, not why', async () => {
    for (const one of await all(1000)) {
      const keys = ['dataset', 'hash', 'position', 'previous', 'publishedAt', 'root', 'sample', 'versions'];
      const why = closed.includes(one.dataset) ? [] : ['legalBasis', 'reason'];
      expect(Object.keys(one).sort()).toEqual([...keys, ...why].sort());
    }
  });

  test('names nobody, and nothing about single consignments', async () => {
    const { text } = await get(service, '/releases');
    expect(text).not.toMatch(/张三|李四|常设批准|示例数据|企业甲|120000116000527/);
  });

  test('after its end there is nothing yet', async () => {
    expect((await get(service, '/releases?after=9999')).body).toEqual({ releases: [], next: 9999, hasMore: false });
  });
});

describe('a file of a dataset', () => {
  const file = (name: string, dataset = 'vehicles') => get(service, `/datasets/${dataset}/files/${name}`);

  test('is given as what it is, asked about each time, and can neither load nor run anything', async () => {
    const { status, headers, text } = await file('front.svg');
    expect(status).toBe(200);
    expect(text).toBe(readFileSync(join(dataFolder, 'vehicles/photos/front.svg'), 'utf8'));
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const tag = headers.get('etag') ?? '';
    expect(await getUnless(service, '/datasets/vehicles/files/front.svg', tag)).toEqual([304, '']);
  });

  test('is given in part to whoever asks for a part that there is', async () => {
    const ask = (headers: Record<string, string>) => get(service, '/datasets/vehicles/files/front.svg', { headers });
    const part = await ask({ Range: 'bytes=0-3' });
    expect([part.status, part.text]).toEqual([206, '<svg']);
    expect(refusalIn(await ask({ Range: 'bytes=999999-' }))).toMatchObject({ status: 416, code: 'bad-condition' });
    expect(refusalIn(await ask({ 'If-Match': '"other"' }))).toMatchObject({ status: 412, code: 'bad-condition' });
  });

  test('is one that a record names', async () => {
    const cars = await service.store.records.samples('vehicles', 99);
    const names = new Set(cars.flatMap(({ fields }) => (fields.photos ?? '').split(' ')).filter((name) => name !== ''));
    expect(names.size).toBeGreaterThan(0);
    for (const name of names) expect((await file(name)).status).toBe(200);
    const { links } = (await get(service, '/datasets/vehicles')).body;
    expect(links).toMatchObject({ files: 'https://hotline.example/api/v1/datasets/vehicles/files/{file}' });
  });

  test.each([
    ['above its folder', '..%2Fsample.csv'],
    ['above its folder, in other signs', '..%5Csample.csv'],
    ['above its folder, twice encoded', '%252e%252e%252fschema.json'],
    ['its own folder', '.'],
    ['beside it', '..%2Fschema.json'],
    ['of another kind', 'front.html'],
    ['without a kind', 'front'],
    ['hidden', '.front.svg'],
    ['a name with a zero in it', 'front.svg%00.png'],
    ['a name in capitals that is not there', 'FRONT.SVG2'],
    ['not there', 'back.svg'],
    ['an absolute path', '%2Fetc%2Fpasswd'],
    ['too long a name', `${'a'.repeat(300)}.svg`],
  ])('%s is not given', async (_, name) => {
    expect(refusalIn(await file(name))).toMatchObject({ status: 404 });
  });

  test('of a dataset without files there is none', async () => {
    expect(refusalIn(await file('front.svg', 'wines'))).toMatchObject({ status: 404, code: 'unknown-file' });
  });

  test('that leads out of its folder, or is hidden in it, is not given', async () => {
    const data = dataFolderOf('cheeses');
    const photos = join(data, 'cheeses/photos');
    mkdirSync(join(photos, 'folder.svg'), { recursive: true });
    writeFileSync(join(data, 'secret.svg'), '<svg/>');
    writeFileSync(join(photos, 'a.svg'), '<svg/>');
    writeFileSync(join(photos, '.hidden.svg'), '<svg/>');
    symlinkSync(join(data, 'secret.svg'), join(photos, 'b.svg'));
    symlinkSync(join(photos, 'a.svg'), join(photos, 'c.svg'));
    const api = new Api({
      ...{ store: service.store, datasets: loadDatasets(data), lookups: new Map() },
      ...{ publicBaseUrl: 'https://hotline.example', clock: { now: () => 0 } },
    });
    const [route] = fileRoutes(api);
    const app = express();
    app.get('/:file', async (request, response) => {
      await route?.respond({ name: 'cheeses', file: request.params.file }, response);
    });
    app.use(((error, _request, response, _next) => {
      response.status(error instanceof ApiRefused ? error.refusal.status : 500).end();
    }) satisfies ErrorRequestHandler);
    const server = app.listen(0);
    const statuses = [];
    for (const name of ['a', 'b', 'c', 'folder', '.hidden']) {
      const { port } = server.address() as AddressInfo;
      statuses.push((await fetch(`http://127.0.0.1:${port}/${name}.svg`)).status);
    }
    server.close();
    expect(statuses).toEqual([200, 404, 200, 404, 404]);
  });
});
