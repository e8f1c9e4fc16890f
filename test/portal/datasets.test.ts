import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { dataFolderOf, emptyStore, publish } from '../exchange/fixtures.js';
import { startTestService, type TestService } from '../service/running.js';
import { change, get, refusalIn, serving } from './api.js';

const datasets = loadDatasets(installation().data);
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
      expect(text).toBe(readFileSync(join(installation().data, name, 'schema.json'), 'utf8'));
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
      const keys = ['dataset', 'hash', 'position', 'previous', 'public', 'publishedAt', 'root', 'sample', 'versions'];
      const why = closed.includes(one.dataset) ? [] : ['legalBasis', 'reason'];
      expect(Object.keys(one).sort()).toEqual([...keys, ...why].sort());
    }
  });

  test('says why only of datasets that are open: of a closed one, and of one without a folder, nothing', async () => {
    const store = await emptyStore();
    for (const dataset of ['cheeses', 'secret-cheeses', 'lost-cheeses']) {
      await publish(store, [['A', ['Comté', '', '', '']]], { dataset, reason: `why ${dataset}` });
    }
    const known = loadDatasets(dataFolderOf('cheeses', 'secret-cheeses'));
    const { body, text } = await get(serving(store, known), '/releases');
    expect((body.releases as Listed[]).map(({ dataset, reason }) => [dataset, reason])).toEqual([
      ['cheeses', 'why cheeses'],
      ['secret-cheeses', undefined],
      ['lost-cheeses', undefined],
    ]);
    expect(text.match(/legalBasis/g)).toHaveLength(1);
    expect(text).not.toMatch(/why (secret|lost)/);
  });

  test('names nobody, and nothing about single consignments', async () => {
    const { text } = await get(service, '/releases');
    expect(text).not.toMatch(/张三|李四|常设批准|示例数据|企业甲|120000116000527/);
  });

  test('after its end there is nothing yet', async () => {
    expect((await get(service, '/releases?after=9999')).body).toEqual({ releases: [], next: 9999, hasMore: false });
  });
});
