import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { loadSamples } from '../../src/importing/sample.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());
beforeAll(async () => {
  const { data } = installation();
  const datasets = loadDatasets(data);
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  // Published on a day of 2016: by the real clock, every term of three years is over.
  await loadSamples(store, datasets, loadPublicationTerms(datasets, data), () =>
    Date.parse('2016-10-21T10:00:00+08:00'),
  );
  await store.close();
});
const inThePast = { YIBO_CLOCK: '2016-10-22T10:00:00+08:00' };
const wouldExpire = /^(\d+) would expire by the clock, which says (\S+)/m;
const count = (env = {}) => Number(wouldExpire.exec(desk.run(['expire'], env).out)?.[1]);

test('what is over is shown, and nothing is ended unasked', () => {
  const { code, out } = desk.run(['expire']);
  expect(code).toBe(0);
  expect(out).toMatch(/^entry-refusals "/m);
  expect(out).toMatch(/nothing was changed: npx yibo expire --yes ends their publication$/m);
  expect(count()).toBeGreaterThan(0);
  // A minute may pass between the two.
  const said = (args: readonly string[]) => desk.run([...args]).out.replace(/\d\d:\d\d; nothing/, 'nothing');
  expect(said(['expire', '--dry-run'])).toBe(said(['expire']));
});

test('by a clock that is set, what is over is shown, and ended only when that is said', () => {
  expect(count(inThePast)).toBe(0);
  const before = count();
  const refused = desk.run(['expire', '--yes'], { YIBO_CLOCK: '2031-01-01T10:00:00+08:00' });
  expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/YIBO_CLOCK sets another time .*--with-clock/) });
  expect(count()).toBe(before);
  const earlier = { YIBO_CLOCK: '2015-01-01T10:00:00+08:00' };
  const behind = desk.run(['expire', '--yes', '--with-clock'], earlier);
  expect(behind).toMatchObject({ code: 2, err: expect.stringMatching(/the newest release is of 2016-10-21/) });
  expect(desk.run(['expire', '--yes', '--with-clock'], inThePast)).toMatchObject({ code: 0 });
  expect(count()).toBe(before);
});

test('--yes ends it, once', () => {
  const before = count();
  expect(desk.run(['expire', '--yes', '--dry-run']).code).toBe(2);
  expect(desk.run(['expire', '--yes']).out).toMatch(new RegExp(`^${before} expired by the clock`, 'm'));
  expect(count()).toBe(0);
});
