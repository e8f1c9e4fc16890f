import { knowsHolidaysOf, type Schedule } from '../../../domain/hotline/calendar.js';
import { instantOf, localTime } from '../../../domain/time/zone.js';
import { momentText } from '../../moment-text.js';
import { versionIn } from '../../own-content/origin.js';
import type { Words } from '../catalogue/explained.js';
import { found, good, problem } from '../finding.js';
import type { Check, Subject } from '../subject.js';

/** Deliveries older than 10 minutes are refused as replays; a clock that is half as wrong needs looking at. */
const wrongMs = 300_000;
const doubtfulMs = 60_000;

export const clock: Check = {
  name: 'clock',
  async look(subject) {
    const now = subject.now();
    const { madeAt, trace } = await newestTrace(subject);
    if (now < madeAt) {
      return found([problem('clock-before-trace', { now: momentText(now), madeAt: momentText(madeAt), trace })]);
    }
    const apart = await apartFromOutside(subject);
    if (Math.abs(apart) > doubtfulMs) {
      const side = apart > 0 ? { zh: '快', en: 'ahead of' } : { zh: '慢', en: 'behind' };
      const code = Math.abs(apart) > wrongMs ? 'clock-wrong' : 'clock-doubtful';
      return found([problem(code, { seconds: Math.round(Math.abs(apart) / 1000), side })]);
    }
    const { clockStartsAt } = subject.settings;
    if (clockStartsAt !== null) return found([problem('clock-for-trial', { at: momentText(clockStartsAt) })]);
    const said = momentText(now);
    return good(`北京时间 ${said}，不管本机在哪个时区`, `${said} in Asia/Shanghai, whatever zone this machine is in`);
  },
};

export const holidays: Check = {
  name: 'holidays',
  look({ settings, now, content }) {
    const at = settings.clockStartsAt ?? now();
    const [year, month] = localTime(at).day.split('-').map(Number) as [number, number];
    const schedules = [...(content()?.schedules.values() ?? [])];
    const isKnown = (one: number): boolean => knowsHolidaysOf(one) || isWrittenFor(one, schedules);
    if (!isKnown(year)) return found([problem('holidays-unknown', { year })]);
    // The State Council announces them in November.
    if (month === 12 && !isKnown(year + 1)) return found([problem('holidays-of-next-year', { year: year + 1 })]);
    return good(`${year} 年的已知`, `those of ${year} are known`);
  },
};

/** Whether every schedule has days of that year on which it is closed, written by whoever knows them. */
function isWrittenFor(year: number, schedules: readonly Schedule[]): boolean {
  return schedules.length > 0 && schedules.every((schedule) => schedule.some((rule) => closesIn(year, rule)));
}

function closesIn(year: number, { days, open }: Schedule[number]): boolean {
  return (
    typeof days !== 'string' &&
    'from' in days &&
    open.length === 0 &&
    days.from <= `${year}-12-31` &&
    days.to >= `${year}-01-01`
  );
}

/** The newest thing whose time is known: it is not from the future. */
async function newestTrace({ home, settings, inspect }: Subject): Promise<{ madeAt: number; trace: Words }> {
  const { changes } = versionIn(home);
  const inspected = settings.databaseUrl === null ? null : await inspect().catch(() => null);
  const traces = [
    {
      madeAt: changes === '' ? 0 : instantOf(changes, 0),
      trace: { zh: '这个版本最新的改动', en: 'the newest change of this version' },
    },
    {
      madeAt: inspected?.migratedAt ?? 0,
      trace: { zh: '数据库最近一次迁移', en: "the database's last migration" },
    },
    { madeAt: inspected?.publishedAt ?? 0, trace: { zh: '最近一次公开', en: 'the newest release' } },
  ];
  return traces.reduce((newest, trace) => (trace.madeAt > newest.madeAt ? trace : newest));
}

/** @returns by how much this clock is ahead of the public address's; 0 when that is not known */
async function apartFromOutside(subject: Subject): Promise<number> {
  if (subject.settings.publicBaseUrl === null) return 0;
  const reached = await subject.reach('/healthz');
  return reached.failed === null && reached.date !== null ? subject.now() - reached.date : 0;
}
