import type { Store } from '../../../src/domain/store.js';
import { type Report, reportOf } from '../../../src/hotline/reports/report.js';
import type { LiveCall } from '../../../src/simulator/telephones/live-call.js';
import { ReconciledHouse } from '../reconciling/reconciled-house.js';
import type { DayPlan } from './plans.js';
import type { Day } from './run-day.js';

/** What callers heard, counted: it knows nothing of what the service keeps. */
export type CountedByEar = ReturnType<typeof countedByEar>;

/** Counts a day's calls by what was heard on them; a talk on a call that was asked for is one, too. */
export function countedByEar({ callers, exchange }: Pick<Day, 'callers' | 'exchange'>) {
  const all = callers.flatMap(({ call }) => call ?? []);
  const asked = all.filter(hasAsked);
  const unserved = asked.filter((call) => !hasTalked(call));
  const number = (of: readonly LiveCall[], words: RegExp) => of.filter((call) => heardWords(call, words)).length;
  const toMessage = number(unserved, toLeaveMessage);
  const toCallback = number(
    unserved.filter((call) => !heardWords(call, toLeaveMessage)),
    /编号/,
  );
  return {
    calls: all.length,
    asked: asked.length,
    closed: number(
      all.filter((call) => !hasAsked(call)),
      toLeaveMessage,
    ),
    answered: asked.length - unserved.length,
    ...{ toMessage, toCallback, hungUp: unserved.length - toMessage - toCallback },
    talks: [...exchange.calls.values()].flatMap(({ heard }) => heard.filter(({ kind }) => kind === 'bridged')).length,
    invited: number(all, /请您评价刚才的服务/),
    rated: number(all, /谢谢您的评价/),
  };
}

/** The same, as a report has it. */
export function countedInReport({ total, colleagues }: Report): CountedByEar {
  const of = (figure: string): number => total.values[figure] ?? 0;
  return {
    ...{ calls: of('calls'), asked: of('asked'), closed: of('closed'), answered: of('answered') },
    ...{ toMessage: of('toMessage'), toCallback: of('toCallback') },
    hungUp: of('abandoned') + of('abandonedSoon'),
    talks: colleagues.reduce((sum, { values }) => sum + (values.taken ?? 0), 0),
    ...{ invited: of('invited'), rated: of('rated') },
  };
}

/** What is open although nobody told its end is ended three hours later. @returns the figures of that day */
export async function reportAfter(
  store: Store,
  day: string,
  { opensAt }: DayPlan,
  { exchange }: Pick<Day, 'exchange'>,
): Promise<Report> {
  const house = new ReconciledHouse(store);
  house.now = Date.parse(`${day}T${opensAt}:00+08:00`) + exchange.timeline.now() + 3 * 3_600_000;
  await house.round();
  return reportOf(store, { from: day, to: day, line: null });
}

const toLeaveMessage = /请在滴声后留言/;

function hasAsked(call: LiveCall): boolean {
  const isRung = call.heard.some(({ kind }) => kind === 'rings');
  return (
    isRung ||
    heardWords(call, /正在为您接通|^为您转人工。|暂时没有空下来的同事，请稍候|会儿没有同事能接听|暂时没有人接听/)
  );
}

function hasTalked({ heard }: LiveCall): boolean {
  return heard.some(({ kind }) => kind === 'bridged');
}

function heardWords({ heard }: LiveCall, words: RegExp): boolean {
  return heard.some((one) => one.kind === 'says' && words.test(one.words));
}
