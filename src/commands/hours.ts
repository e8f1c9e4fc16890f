import type { Command } from 'commander';
import { word } from '../content/wording.js';
import type { Content } from '../domain/content/content.js';
import { knowsHolidaysOf, openSpans } from '../domain/hotline/calendar.js';
import { explainHours, type HoursExplained, weekdayNames } from '../domain/hotline/hours-explained.js';
import type { Line } from '../domain/hotline/line.js';
import { sentence } from '../domain/language/phrases.js';
import { instantOf, localTime } from '../domain/time/zone.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { contentIn } from './content-here.js';
import { lineNamed } from './line-named.js';
import { isDay, momentOrDay } from './moment-or-day.js';
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
    .option('--on <time>', 'a moment or a day: 2016-10-08T10:00, 2016-10-08 (all of it); now without it')
    .option('--json', 'for machines')
    .action(({ line, on, json = false }: HoursFlags) => {
      const at =
        on === undefined ? new ServiceClock(loadConfig(process.env).clockStartsAt).now() : momentOrDay('--on', on);
      const isWholeDay = isDay(on);
      const content = contentIn();
      const asked = line === undefined ? [...content.lines.values()] : [lineNamed(line, content)];
      const told = asked.map((one) => hoursOf(one, at, isWholeDay, content));
      if (json) process.stdout.write(`${JSON.stringify(line === undefined ? told : told[0], null, 2)}\n`);
      else if (line === undefined) process.stdout.write(overview(told));
      else for (const one of told) process.stdout.write(explained(one));
    });
}

/** What `--json` says of one line: of a whole day, how it stands when it first opens. */
function hoursOf(line: Line, asked: number, isWholeDay: boolean, content: Content) {
  const schedule = line.schedule ?? 'general';
  const rules = content.schedules.get(schedule) ?? [];
  const { day } = localTime(asked);
  const first = isWholeDay ? openSpans(rules, day)[0] : undefined;
  const at = first ? instantOf(day, first.from) : asked;
  const { standing, closesAt, weekday, ...rest } = explainHours(rules, at);
  const because = standing.open ? null : standing.because;
  const reopensAt = standing.open ? null : standing.reopensAt;
  return {
    ...{ line: line.id, name: line.name, at: written(at), open: standing.open, because },
    ...{ reopensAt: written(reopensAt), closesAt: written(closesAt), schedule },
    ...{ weekday: weekdayNames[weekday - 1] ?? '', ...rest, isWholeDay },
    holidaysUnknown: yearsUnknown([at, reopensAt ?? at]),
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
  const unknown = new Set(told.flatMap(({ holidaysUnknown }) => holidaysUnknown));
  return table([['line', 'name', 'schedule', 'stands'], ...rows]) + unknownWords([...unknown]);
}

/** @param moments in ms since 1970 @returns years of which only those holidays are known that never change */
function yearsUnknown(moments: readonly number[]): readonly number[] {
  const years = new Set(moments.map((at) => Number(localTime(at).day.slice(0, 4))));
  return [...years].filter((year) => !knowsHolidaysOf(year));
}

function unknownWords(years: readonly number[]): string {
  if (years.length === 0) return '';
  return `The holidays of ${years.join(' and ')} are not known: update chinese-days, or write them into hours.yaml.\n`;
}

function explained(told: Told): string {
  const { line, name, at, day, schedule, rules, isWholeDay } = told;
  const moment = isWholeDay ? '' : ` at ${at?.slice(11, 16)}`;
  const rows = rules.map(({ days, outcome }) => [
    '',
    days,
    outcome === 'decides' ? `decides: ${spansOf(told)}` : outcome,
  ]);
  return [
    `${name} (${line}) on ${day}${moment}, ${kindOf(told)}: ${standingOf(told)}\n`,
    `By the schedule "${schedule}", whose first rule that fits the day decides:\n`,
    table(rows),
    unknownWords(told.holidaysUnknown),
    told.hears === null ? '' : `Callers hear: ${told.hears}\n`,
  ].join('');
}

function spansOf({ spans }: Pick<Told, 'spans'>): string {
  return spans.length === 0 ? 'closed all day' : `open ${spans.join(', ')}`;
}

function standingOf(told: Omit<Told, 'line' | 'name' | 'schedule'>): string {
  const { open, closesAt, because, reopensAt, isWholeDay, spans } = told;
  if (isWholeDay && spans.length > 0) return spansOf(told);
  if (open && spans.join() === '00:00-24:00') return 'open all day';
  if (open) return `open until ${closesAt?.slice(11, 16).replace('00:00', '24:00')}`;
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
