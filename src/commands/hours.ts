import type { Command } from 'commander';
import { word } from '../content/wording.js';
import type { Content } from '../domain/content/content.js';
import { explainHours, type HoursExplained, weekdayNames } from '../domain/hotline/hours-explained.js';
import type { Line } from '../domain/hotline/line.js';
import { sentence } from '../domain/language/phrases.js';
import { localTime } from '../domain/time/zone.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { contentIn } from './content-here.js';
import { lineNamed } from './line-named.js';
import { momentOrDay } from './moment-or-day.js';
import { shownTime, table } from './with-store.js';

interface HoursFlags {
  readonly line?: string;
  readonly on?: string;
  readonly json?: boolean;
}

/** Adds `yibo hours`: whether people answer at a moment, and by which rule. */
export function addHoursCommand(program: Command): void {
  program
    .command('hours')
    .description(
      'tell whether people answer a line at a moment, by which rule of data/calendar/hours.yaml, and what callers hear',
    )
    .option('--line <line>', 'its name in lines.yaml, what callers hear, or its key; every line without it')
    .option('--on <time>', 'a moment or a day: 2016-10-08T10:00, 2016-10-08 (then as at noon); now without it')
    .option('--json', 'for machines')
    .action(({ line, on, json = false }: HoursFlags) => {
      const at =
        on === undefined ? new ServiceClock(loadConfig(process.env).clockStartsAt).now() : momentOrDay('--on', on);
      const content = contentIn();
      const asked = line === undefined ? [...content.lines.values()] : [lineNamed(line, content)];
      const told = asked.map((one) => hoursOf(one, at, content));
      if (json) process.stdout.write(`${JSON.stringify(line === undefined ? told : told[0], null, 2)}\n`);
      else if (line === undefined) process.stdout.write(overview(told));
      else for (const one of told) process.stdout.write(explained(one));
    });
}

/** What `--json` says of one line. */
function hoursOf(line: Line, at: number, content: Content) {
  const schedule = line.schedule ?? 'general';
  const { standing, closesAt, weekday, ...rest } = explainHours(content.schedules.get(schedule) ?? [], at);
  const because = standing.open ? null : standing.because;
  const reopensAt = standing.open ? null : standing.reopensAt;
  return {
    ...{ line: line.id, name: line.name, at: written(at), open: standing.open, because },
    ...{ reopensAt: written(reopensAt), closesAt: written(closesAt), schedule },
    ...{ weekday: weekdayNames[weekday - 1] ?? '', ...rest },
    hears: because === null ? null : hears(line, because, reopensAt ?? at, at, content),
  };
}

type Told = ReturnType<typeof hoursOf>;

function hears(line: Line, because: string, reopens: number, at: number, content: Content): string {
  return word(content, 'voice', sentence('handoff.closed', { line: line.name, because, reopens }), at);
}

/** @returns `2016-10-08T08:30:00+08:00` */
function written(at: number | null): string | null {
  if (at === null) return null;
  return `${localTime(at).day}T${shownTime(at).slice(11)}:00+08:00`;
}

function overview(told: readonly Told[]): string {
  const rows = told.map(({ line, name, schedule, ...one }) => [line, name, schedule, standingOf(one)]);
  return table([['line', 'name', 'schedule', 'stands'], ...rows]);
}

function explained(told: Told): string {
  const { line, name, at, day, schedule, rules, spans } = told;
  const decided = spans.length === 0 ? 'closed all day' : `open ${spans.join(', ')}`;
  const rows = rules.map(({ days, outcome }) => ['', days, outcome === 'decides' ? `decides: ${decided}` : outcome]);
  return [
    `${name} (${line}) on ${day} at ${at?.slice(11, 16)}, ${kindOf(told)}: ${standingOf(told)}\n`,
    `By the schedule "${schedule}", whose first rule that fits the day decides:\n`,
    table(rows),
    told.hears === null ? '' : `Callers hear: ${told.hears}\n`,
  ].join('');
}

function standingOf({ open, closesAt, because, reopensAt }: Omit<Told, 'line' | 'name' | 'schedule'>): string {
  if (open) return `open until ${closesAt?.slice(11, 16)}`;
  return `closed (${because}), ${reopensAt === null ? 'and does not open within a year' : `opens ${reopensAt.slice(0, 16).replace('T', ' ')}`}`;
}

function kindOf({
  weekday,
  holiday,
  kind,
  isWorkedInExchange,
}: Pick<HoursExplained, 'holiday' | 'kind' | 'isWorkedInExchange'> & { weekday: string }): string {
  if (holiday !== null) return `a ${weekday} of ${holiday}`;
  if (isWorkedInExchange) return `a ${weekday} that is worked in exchange (调休)`;
  return `a ${weekday}, ${kind === 'workday' ? 'a working day' : 'a day of rest'}`;
}
