import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { lookingOver } from '../../src/service/checks.js';
import { loadConfig } from '../../src/service/config.js';
import type { Inside } from '../../src/service/inside.js';
import { installation } from '../../src/service/installation.js';
import { Metrics } from '../../src/service/metrics.js';
import { offered } from '../../src/service/offered.js';
import { openStore } from '../../src/store/open.js';
import { damage } from '../operations/damaging.js';
import { temporaryFolder } from '../operations/fixtures.js';
import { publishCars } from '../operations/published-cars.js';
import { until } from '../until.js';
import { startTestService } from './running.js';

const { root, data } = installation();
const content = loadContent(readContentFiles(root), offered);
const night = Date.parse('2016-10-21T03:10:00+08:00');
const hourMs = 3_600_000;

/** What stands behind a service on a database with cars, of which one is found under another's number. */
async function onDamaged(env: NodeJS.ProcessEnv = {}) {
  const file = join(temporaryFolder(), 'yibo.db');
  const DATABASE_URL = `sqlite:${file}`;
  const made = await openStore(DATABASE_URL);
  await made.migrate();
  await publishCars(made, 40);
  await made.close();
  await damage(file, 'version_by_id', 'CAR1008', 'CAR1007');
  const store = await openStore(DATABASE_URL);
  onTestFinished(() => store.close());
  const logged: Record<string, unknown>[] = [];
  const log = { error: (fields: Record<string, unknown>) => void logged.push(fields) };
  let at = night;
  const metrics = new Metrics();
  const config = loadConfig({ DATABASE_URL, ...env });
  const parts = {
    config,
    store,
    log,
    metrics,
    data: { current: { datasets: loadDatasets(data) } },
    library: { current: content },
  };
  const inside = { ...parts, clock: { now: () => at } } as unknown as Inside;
  return {
    inside,
    logged,
    metricLines: async (check: string) =>
      (await metrics.registry.metrics()).split('\n').filter((line) => line.includes(`check="${check}"`)),
    setClock: (time: number) => {
      at = time;
    },
  };
}

test('in the night the database is read as a whole; what is damaged is told on /metrics and, once a day, in the log', async () => {
  const { inside, logged, metricLines, setClock } = await onDamaged();
  const round = lookingOver(inside);
  await round(() => false);
  expect(await metricLines('integrity')).toEqual([
    'yibo_check_problems{check="integrity",weight="failure"} 1',
    'yibo_check_problems{check="integrity",weight="warning"} 0',
    `yibo_check_last_run_timestamp_seconds{check="integrity"} ${night / 1000}`,
  ]);
  expect(await metricLines('structure')).toContain('yibo_check_problems{check="structure",weight="failure"} 0');
  expect(logged).toEqual([
    {
      ...{ check: 'integrity', finding: 'index-damaged', where: expect.stringContaining('yibo.db') },
      what: expect.stringContaining('index version_by_id'),
      remedy: expect.stringContaining('REINDEX'),
    },
  ]);
  setClock(night + 30 * 60_000);
  await round(() => false);
  expect(logged).toHaveLength(1);
  setClock(night + 24 * hourMs);
  await round(() => false);
  expect(logged).toHaveLength(2);
});

test('by day only what takes moments is looked at; what counts in production is told there', async () => {
  const { inside, logged, metricLines, setClock } = await onDamaged({
    ...{ NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://hotline.tj.gov.cn' },
    ...{ TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: '2'.repeat(32) },
  });
  setClock(night + 7 * hourMs);
  await lookingOver(inside)(() => false);
  expect(await metricLines('integrity')).toEqual([]);
  expect(await metricLines('telephones')).toContain('yibo_check_problems{check="telephones",weight="failure"} 1');
  expect(logged.map(({ finding }) => finding)).toContain('placeholder-telephone');
});

test('a round that is stopped ends, and what was broken off is not told', async () => {
  const { inside, logged, metricLines } = await onDamaged();
  let asked = 0;
  await lookingOver(inside)(() => ++asked > 2);
  expect(await metricLines('integrity')).toEqual([]);
  expect(logged).toEqual([]);
});

test('the service looks itself over, and ends as ever', async () => {
  const service = await startTestService();
  await until(async () => (await (await fetch(`${service.origin}/metrics`)).text()).includes('check="disk"'));
  await service.close();
});
