import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportOf } from '../../src/hotline/reports/report.js';
import { startTestService, type TestService } from '../service/running.js';
import { countedByExchange, countedInReport } from './days/figures.js';
import { dayPlan } from './days/plans.js';
import { runDay } from './days/run-day.js';
import { ReconciledHouse } from './reconciling/reconciled-house.js';

/** `YIBO_RANDOM_DAYS=1000` for more of them. */
const days = Number(process.env.YIBO_RANDOM_DAYS ?? '12');
const firstDay = Date.UTC(2016, 9, 21);
const dayMs = 86_400_000;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

let nth = 0;
test('the figures of any day are those that are counted by what its callers heard', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(dayPlan, async (plan) => {
      const day = new Date(firstDay + nth++ * dayMs).toISOString().slice(0, 10);
      const { exchange } = await runDay(service, day, plan);
      // What nobody told the end of is ended first.
      const house = new ReconciledHouse(service.store);
      house.now = Date.parse(`${day}T${plan.opensAt}:00+08:00`) + exchange.timeline.now() + 3 * 3_600_000;
      await house.round();
      const report = await reportOf(service.store, { from: day, to: day, line: null });
      expect(countedInReport(report)).toEqual(countedByExchange(exchange));
      const { asked, closed, selfService, nothing } = report.total.values;
      expect((asked ?? 0) + (closed ?? 0) + (selfService ?? 0) + (nothing ?? 0)).toBe(report.total.values.calls);
      expect(report.total.values.unserved).toBe(0);
      answered += report.total.values.answered ?? 0;
    }),
    { numRuns: days },
  );
  expect(answered).toBeGreaterThan(0);
});
