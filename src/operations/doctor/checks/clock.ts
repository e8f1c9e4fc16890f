import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knowsHolidaysOf } from '../../../domain/hotline/calendar.js';
import { instantOf, localTime } from '../../../domain/time/zone.js';
import { momentText } from '../../moment-text.js';
import { type Finding, failure, good, warning } from '../finding.js';
import type { Check, Subject } from '../subject.js';

/** Deliveries older than 10 minutes are refused as replays; a clock that is half as wrong needs looking at. */
const wrongMs = 300_000;
const doubtfulMs = 60_000;

export const clock: Check = {
  name: 'clock',
  async look(subject) {
    const { settings, isProduction } = subject;
    // Only signatures and replays hang on the right time: in local mode they are our own.
    const wrong = isProduction ? failure : warning;
    const now = subject.now();
    const { madeAt, what } = await newestTrace(subject);
    if (now < madeAt) {
      const said = `it says ${momentText(now)}, but ${what} is of ${momentText(madeAt)}`;
      return wrong(`${said}. Set this machine's clock: timedatectl set-ntp true.`);
    }
    const apart = await apartFromOutside(subject);
    if (Math.abs(apart) > doubtfulMs) {
      const said = `it is ${Math.round(Math.abs(apart) / 1000)} s ${apart > 0 ? 'ahead of' : 'behind'} that of the public address`;
      const mark = Math.abs(apart) > wrongMs ? wrong : warning;
      return mark(`${said}; deliveries would be refused as replays. Set it: timedatectl set-ntp true.`);
    }
    if (settings?.clockStartsAt != null) {
      return warning(
        `the service would start at ${momentText(settings.clockStartsAt)}. Unset YIBO_CLOCK for the real time.`,
      );
    }
    return good(`${momentText(now)} in Asia/Shanghai, whatever zone this machine is in`);
  },
};

export const holidays: Check = {
  name: 'holidays',
  look({ settings, now }) {
    const at = settings?.clockStartsAt ?? now();
    const [year, month] = localTime(at).day.split('-').map(Number) as [number, number];
    const remedy = 'npm update chinese-days, or add the days to data/calendar/hours.yaml';
    if (!knowsHolidaysOf(year)) return unknown(year, `Lines ring on holidays now: ${remedy}.`);
    // The State Council announces them in November.
    if (month === 12 && !knowsHolidaysOf(year + 1)) return unknown(year + 1, `Before New Year: ${remedy}.`);
    return good(`those of ${year} are known`);
  },
};

function unknown(year: number, remedy: string): Finding {
  return warning(`the statutory holidays of ${year} are not known. ${remedy}`);
}

/** The newest thing whose time is known: it is not from the future. */
async function newestTrace({ home, settings, inspect }: Subject): Promise<{ madeAt: number; what: string }> {
  const [, day] = /^## (\d{4}-\d{2}-\d{2})/m.exec(readFileSync(join(home, 'CHANGELOG.md'), 'utf8')) ?? [];
  const made = { madeAt: day === undefined ? 0 : instantOf(day, 0), what: 'the newest change of this version' };
  const found = settings ? await inspect().catch(() => null) : null;
  const traces = [
    made,
    { madeAt: found?.migratedAt ?? 0, what: "the database's last migration" },
    { madeAt: found?.publishedAt ?? 0, what: 'the newest release' },
  ];
  return traces.reduce((newest, trace) => (trace.madeAt > newest.madeAt ? trace : newest));
}

/** @returns by how much this clock is ahead of the public address's; 0 when that is not known */
async function apartFromOutside(subject: Subject): Promise<number> {
  if (!subject.settings?.publicBaseUrl) return 0;
  const reached = await subject.reach();
  return reached.failed === null && reached.date !== null ? subject.now() - reached.date : 0;
}
