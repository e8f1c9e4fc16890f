import { afterAll, beforeAll, expect, test } from 'vitest';
import { unavailable } from '../../src/database/postgres/unavailable.js';
import type { Store } from '../../src/domain/store.js';
import { startTestService, type TestService } from '../service/running.js';
import { get, refusalIn } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Does something while the store fails as it does when the database is not there. */
async function whileDown<T>({ records, publications }: Store, work: () => Promise<T>): Promise<T> {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const down = () => Promise.reject(unavailable('db.internal:5432', refused));
  const { get: getRecord, scan, count, findByKey } = records;
  const { history, chain } = publications;
  Object.assign(records, { get: down, scan: down, count: down, findByKey: down });
  Object.assign(publications, { history: down, chain: down });
  try {
    return await work();
  } finally {
    Object.assign(records, { get: getRecord, scan, count, findByKey });
    Object.assign(publications, { history, chain });
  }
}

const addresses = [
  '/datasets',
  '/datasets/wines',
  '/datasets/wines/records/409334585274',
  '/datasets/wines/records/409334585274/history',
  '/datasets/wines/snapshot',
  '/datasets/wines/changes',
  '/releases',
  '/lookups/wine?bottleCode=409334585274',
  '/lookups/car?code=221865233729',
];

test('while the database is down, every address says so, and when to come again', async () => {
  for (const address of addresses) {
    const got = await whileDown(service.store, () => get(service, address));
    expect(refusalIn(got), address).toMatchObject({ status: 503, code: 'unavailable' });
    expect(got.headers.get('retry-after'), address).toBe('10');
    expect(got.text).not.toMatch(/db\.internal|PostgreSQL|ECONNREFUSED/);
  }
});

test('what needs no database is answered all the same, and everything once it is back', async () => {
  await whileDown(service.store, async () => {
    for (const address of ['/', '/openapi.json', '/datasets/wines/schema']) {
      expect((await get(service, address)).status, address).toBe(200);
    }
  });
  for (const address of addresses) expect((await get(service, address)).status, address).toBe(200);
});
