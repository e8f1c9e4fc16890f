import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCases } from '../all-cases.js';
import { until } from '../until.js';
import {
  offeredAgainBeforeOthers,
  offeredWhileReserved,
  rungWhileAway,
  rungWhileEngaged,
  waitedTooLong,
  worsePlaces,
} from './days/checks.js';
import { DaysHotline, telephonesOf } from './days/days-hotline.js';
import { type CountedByEar, countedByEar, countedInReport, reportAfter } from './days/figures.js';
import { type DayPlan, dayPlan } from './days/plans.js';
import { type Day, runDay } from './days/run-day.js';

/** `YIBO_RANDOM_DAYS=1000` for more of them, `YIBO_RANDOM_SEED=7` for others: what fails tells its seed. */
const days = Number(process.env.YIBO_RANDOM_DAYS ?? '40');
const seed = Number(process.env.YIBO_RANDOM_SEED ?? '20161021');
/** The longest wait there may be, with the last words and the last look at the line. */
const longestSeconds = 600 + 30;
const firstDay = Date.UTC(2016, 9, 21);
const dayMs = 86_400_000;

let hotline: DaysHotline;
beforeAll(async () => {
  hotline = await DaysHotline.open();
});
afterAll(() => hotline.close());

const lines = Object.values(telephonesOf).map((line) => line.map((one) => `sip:${one}@pbx.invalid`));

let nth = 0;
/** Each day comes after the one before, so that nothing of one is in the way of another. */
const nextDay = (): string => new Date(firstDay + nth++ * dayMs).toISOString().slice(0, 10);

/** What is so on any day on which the hotline knows what happens. */
async function expectFairness({ callers, exchange, aways, uses }: Day): Promise<void> {
  const calls = Array.from(exchange.calls.keys(), (callSid) => `call:${callSid}`);
  expect(offeredWhileReserved(await hotline.service.store.seats.offersOfCalls(calls))).toEqual([]);
  expect(rungWhileEngaged(exchange)).toEqual([]);
  expect(rungWhileAway(exchange, aways.all)).toEqual([]);
  expect(offeredAgainBeforeOthers(exchange, lines, aways.all, uses)).toEqual([]);
  expect(callers.flatMap(worsePlaces)).toEqual([]);
  expect(waitedTooLong(callers, longestSeconds)).toEqual([]);
}

/** Days in which the lines close while callers wait. */
const linesClose: ReadonlySet<string> = new Set(['11:58', '16:28']);

/** Whoever hangs up just as the lines close is called back, or was asked for a message, and heard nothing of it. */
function unservedTogether({ toCallback, toMessage, hungUp, ...others }: CountedByEar) {
  return { ...others, unserved: toCallback + toMessage + hungUp };
}

/** @returns the numbers of cases that were told on a day */
async function numbersOf(plan: DayPlan): Promise<readonly string[]> {
  const date = nextDay();
  const day = await runDay(hotline, date, plan);
  const endings = day.callers.map(({ ending }) => ending);
  expect(endings.filter((one) => one === 'let-go' || one === 'never')).toEqual([]);
  if (plan.databaseHeld === null) {
    expect(endings).not.toContain('kept');
    await expectFairness(day);
    const told = countedInReport(await reportAfter(hotline.service.store, date, plan, day));
    const heard = countedByEar(day);
    if (linesClose.has(plan.opensAt)) expect(unservedTogether(told)).toEqual(unservedTogether(heard));
    else expect(told).toEqual(heard);
  }
  const numbers = day.callers.flatMap(({ caseNumbers }) => caseNumbers.slice(0, 1));
  expect(new Set(numbers).size).toBe(numbers.length);
  return [...numbers, ...endings.filter((one) => one === 'kept')];
}

test('on any day each caller ends at a person, at a number of a case, or by hanging up; each number is a case, and the figures are what was heard', {
  timeout: 300_000 + days * 5_000,
}, async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(dayPlan, async (plan) => {
      told += (await numbersOf(plan)).length;
    }),
    { numRuns: days, seed },
  );
  expect(told).toBeGreaterThan(0);
  await until(async () => (await allCases(hotline.service.store)).length >= told);
});
