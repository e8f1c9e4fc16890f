import { localTime } from '../domain/time/zone.js';
import { type Checked, lookOver } from '../operations/doctor/look-over.js';
import type { Inside } from './inside.js';
import { subjectInside } from './subject-inside.js';

const hourMs = 3_600_000;

/** They take moments. */
export const hourly = [
  'database',
  'records',
  'imports',
  'drafts',
  'folders',
  'telephones',
  'colleagues',
  'answers',
  'holidays',
  'disk',
];
/** They read all of the database, or its whole structure. */
export const nightly = ['integrity', 'structure'];

/** Whoever calls at this hour, in Asia/Shanghai, is alone. */
const quietHour = 3;

/** The same failure is told again after a day, not each hour. */
const toldAgainMs = 23 * hourMs;

/** What is done each hour; a result is forgotten when another process must have got a newer one. */
const keptMs = { hourly: 2 * hourMs, nightly: 26 * hourMs };

/**
 * Looks the running service over: each hour at what takes moments, and in the night at the database as a whole, on a connection of its own, so that nobody
 * waits. What it finds is told on `/metrics`, and each failure in the log.
 * @returns one round, to be done every hour; it ends between two checks, and within the longest of them, when it is stopped
 */
export function lookingOver(inside: Inside): (isStopped: () => boolean) => Promise<void> {
  const { clock, metrics } = inside;
  const told = new Map<string, number>();
  return async (isStopped) => {
    const isNight = Math.floor(localTime(clock.now()).minuteOfDay / 60) === quietHour;
    const isWanted = (check: string): boolean => hourly.includes(check) || (isNight && nightly.includes(check));
    for await (const one of lookOver(subjectInside(inside, isStopped), isWanted)) {
      // What was broken off says nothing.
      if (isStopped()) return;
      metrics.checked(one, clock.now(), nightly.includes(one.check) ? keptMs.nightly : keptMs.hourly);
      tell(one, inside, told);
    }
  };
}

function tell({ check, problems }: Checked, { log, clock }: Inside, told: Map<string, number>): void {
  for (const { code, mark, where, what, remedy } of problems) {
    const name = `${check} ${code} ${where} ${what.en}`;
    if (mark !== 'failure' || clock.now() - (told.get(name) ?? Number.NEGATIVE_INFINITY) < toldAgainMs) continue;
    told.set(name, clock.now());
    log.error({ check, finding: code, where, what: what.en, remedy: remedy.en }, 'a check found something to mend');
  }
}
