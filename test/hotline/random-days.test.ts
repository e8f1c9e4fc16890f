import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { rungWhileEngaged, waitedTooLong, worsePlaces } from './days/checks.js';
import { dayPlan } from './days/plans.js';
import { runDay } from './days/run-day.js';

/** `YIBO_RANDOM_DAYS=1000` for more of them. */
const days = Number(process.env.YIBO_RANDOM_DAYS ?? '40');
/** The longest wait there may be, with the last words and the last look at the line. */
const longestSeconds = 600 + 30;
const firstDay = Date.UTC(2016, 9, 21);
const dayMs = 86_400_000;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

let nth = 0;
/** Each day comes after the one before, so that nothing of one is in the way of another. */
const nextDay = (): string => new Date(firstDay + nth++ * dayMs).toISOString().slice(0, 10);

test('on any day each caller ends at a person, at a number of a case, or by hanging up; and each number is a case', async () => {
  const told = new Set<string>();
  await fc.assert(
    fc.asyncProperty(dayPlan, async (plan) => {
      const { callers, exchange } = await runDay(service, nextDay(), plan);
      const endings = callers.map(({ ending }) => ending);
      expect(endings.filter((one) => one === 'let-go' || one === 'never')).toEqual([]);
      expect(rungWhileEngaged(exchange)).toEqual([]);
      expect(callers.flatMap(worsePlaces)).toEqual([]);
      expect(waitedTooLong(callers, longestSeconds)).toEqual([]);
      const numbers = callers.flatMap(({ caseNumbers }) => caseNumbers.slice(0, 1));
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const number of numbers) told.add(number);
    }),
    { numRuns: days },
  );
  const kept = await service.store.cases.list();
  expect(kept.length).toBeGreaterThanOrEqual(told.size);
  expect(told.size).toBeGreaterThan(0);
});
