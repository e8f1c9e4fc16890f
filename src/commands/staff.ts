import type { Command } from 'commander';
import type { Content } from '../domain/content/content.js';
import type { Colleague } from '../domain/hotline/colleague.js';
import { daysText, spanText } from '../domain/hotline/hours-explained.js';
import { freeFromTheFirst } from '../domain/hotline/presence.js';
import type { Shift } from '../domain/hotline/roster.js';
import type { HotlineRules } from '../domain/hotline/rules.js';
import type { Store } from '../domain/store.js';
import { comeBack, leave, type Transition } from '../hotline/presence/transitions.js';
import { everybodyStands, type Stands, standsAt } from '../hotline/stands.js';
import { colleagueNamed } from './colleague-named.js';
import { contentAtHand } from './content-here.js';
import { lineNamed } from './line-named.js';
import { momentOnly, untilMoment } from './moment-or-day.js';
import { shownTime, table, UsageError, withStore, withStoreThere } from './with-store.js';

interface Flags {
  readonly line?: string;
  readonly at?: string;
  readonly until?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo staff`: who is on duty and where they stand, and the same steps that the duty menu of the telephone takes. */
export function addStaffCommand(program: Command): void {
  const staff = program.command('staff').description('who answers: on duty by the roster, free, talking, away');
  staff
    .command('list', { isDefault: true })
    .description('everybody, the lines that they answer now, and where they stand')
    .option('--line <line>', 'only those of a line, whenever they answer it')
    .option('--at <time>', 'by the roster at another moment: 2016-10-08T10:00')
    .option('--json', 'for machines')
    .action(async (flags: Flags) => {
      process.exitCode = await withStoreThere('staff', (store, now) => list(store, now(), flags));
    });
  staff
    .command('show <colleague>')
    .description('one of them: telephones, lines, shifts, and where they stand')
    .option('--json', 'for machines')
    .action(async (name: string, flags: Flags) => {
      process.exitCode = await withStoreThere('staff show', (store, now) => show(store, now(), name, flags));
    });
  for (const [command, what] of [
    ['in', 'they are there: may be rung from now on'],
    ['back', 'the same, after having been away'],
  ] as const)
    changing(staff.command(`${command} <colleague>`).description(what)).action(async (name: string, flags: Flags) => {
      const step = (at: number) => comeBack(at);
      process.exitCode = await change(`staff ${command}`, name, flags, step);
    });
  changing(
    staff
      .command('away <colleague> <reason>')
      .description('they are away (离席), and are not rung; whoever talks is away after it')
      .option(
        '--until <time>',
        'when they are back by themselves: 13:30, or 2016-10-08T13:30; without it as the duty menu has it for that reason, else at the end of the day',
      ),
  ).action(async (name: string, reason: string, flags: Flags) => {
    const step = (at: number, { hotline }: Content) => leaving(at, reason, flags.until, hotline);
    process.exitCode = await change('staff away', name, flags, step);
  });
}

function changing(command: Command): Command {
  return command.option('--dry-run', 'only show what would be').option('--json', 'for machines');
}

async function list(store: Store, now: number, { line, at, json = false }: Flags): Promise<number> {
  const content = await contentAtHand(store.contents, 'staff');
  const moment = at === undefined ? now : momentOnly('--at', at);
  const of = line === undefined ? null : new Set(lineNamed(line, content).staff.map(({ id }) => id));
  const all = everybodyStands(content, await store.seats.presences(), moment);
  const shown = all.filter(({ colleague }) => of === null || of.has(colleague.id));
  if (json) process.stdout.write(`${JSON.stringify(shown.map(written), null, 2)}\n`);
  else process.stdout.write(table([['colleague', 'name', 'on duty for', 'stands'], ...shown.map(row)]));
  return 0;
}

async function show(store: Store, now: number, name: string, { json = false }: Flags): Promise<number> {
  const content = await contentAtHand(store.contents, 'staff show');
  const colleague = colleagueNamed(name, content);
  const stands = await standsNow(store, content, colleague, now);
  const lines = [...content.lines.values()].filter(({ staff }) => staff.some(({ id }) => id === colleague.id));
  const { id, telephones, wechatAccount, languages, skills } = colleague;
  const shifts = content.roster.shifts.filter(({ colleagues }) => colleagues.includes(id)).map(shiftOf);
  const more = { shifts, telephones, wechatAccount, languages, skills, lines: lines.map((line) => line.id) };
  if (json) process.stdout.write(`${JSON.stringify({ ...written(stands), ...more }, null, 2)}\n`);
  else
    process.stdout.write(
      table([
        [colleague.name, id],
        ['stands', inWords(stands)],
        ['on duty for', stands.onDutyFor.join(', ') || 'nothing now'],
        ['lines', more.lines.join(', ')],
        ...shifts.map(({ line, days, hours }, index) => [
          index === 0 ? 'shifts' : '',
          `${line}: ${days} ${hours.join(', ') || 'while it is open'}`,
        ]),
        ['telephones', telephones.join(', ')],
        ['客服帐号', wechatAccount ?? 'none'],
        ['stands in for', skills.join(', ') || 'no other line'],
        ['speaks', ['zh', ...languages].join(', ')],
        ['missed', `${stands.misses} in a row`],
      ]),
    );
  return 0;
}

function shiftOf({ line, days, hours }: Shift) {
  return { line, days: daysText(days), hours: hours.map(spanText) };
}

/** One step, as the duty menu takes it. */
async function change(
  command: string,
  name: string,
  { dryRun = false, json = false }: Flags,
  stepAt: (at: number, content: Content) => Transition,
): Promise<number> {
  return withStore(
    command,
    async (store, now) => {
      const content = await contentAtHand(store.contents, command);
      const colleague = colleagueNamed(name, content);
      const step = stepAt(now(), content);
      const before = await presenceOf(store, colleague);
      const after = dryRun ? (step(before) ?? before) : await store.seats.change(colleague.id, step);
      const stands = standsAt(content, colleague, after, now());
      if (json) process.stdout.write(`${JSON.stringify(written(stands), null, 2)}\n`);
      else
        process.stdout.write(`${colleague.name} (${colleague.id}) ${dryRun ? 'would be' : 'is'} ${inWords(stands)}\n`);
      if (stands.onDutyFor.length === 0 && !json)
        process.stdout.write(
          'By the roster (data/staff) they are not on duty now, and are not rung whatever is said here.\n',
        );
      return 0;
    },
    { mustExist: true },
  );
}

/** A reason of the duty menu has its minutes there, too. */
function leaving(at: number, given: string, until: string | undefined, { awayReasons }: HotlineRules): Transition {
  const reason = given.trim();
  const known = awayReasons.map(({ name }) => name);
  if (reason === '' || [...reason].length > 20)
    throw new UsageError(`A reason has 1 to 20 characters. Those of the duty menu are ${known.join(', ')}.`);
  if (until !== undefined) return leave(reason, at, untilMoment('--until', until, at));
  const minutes = awayReasons.find(({ name }) => name === reason)?.minutes;
  if (minutes === undefined)
    process.stderr.write(
      `yibo staff: "${reason}" is no reason of the duty menu (${known.join(', ')}): until midnight.\n`,
    );
  return minutes === undefined ? leave(reason, at) : leave(reason, at, at + minutes * 60_000);
}

async function standsNow(store: Store, content: Content, colleague: Colleague, now: number): Promise<Stands> {
  return standsAt(content, colleague, await presenceOf(store, colleague), now);
}

async function presenceOf(store: Store, { id }: Colleague) {
  const presences = await store.seats.presences();
  return presences.find(({ colleague }) => colleague === id) ?? freeFromTheFirst(id);
}

function row(stands: Stands): readonly string[] {
  const { colleague, onDutyFor } = stands;
  return [colleague.id, colleague.name, onDutyFor.join(', ') || '-', inWords(stands)];
}

/** @example 'away (午餐) since 2016-10-21 12:00, until 2016-10-22 00:00' */
function inWords({ state, reason, since, until }: Stands): string {
  const isAway = state === 'away';
  const why = reason !== null && isAway ? ` (${reason})` : '';
  const from = since === null ? '' : ` since ${shownTime(since)}`;
  const to = until === null ? '' : `, until ${shownTime(until)}${state === 'on-call' ? ' at the latest' : ''}`;
  return `${state}${why}${from}${to}${reason !== null && !isAway ? `, then away (${reason})` : ''}`;
}

function written({ colleague, onDutyFor, state, reason, since, until, misses }: Stands) {
  const time = (at: number | null) =>
    at === null ? null : new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
  const { id, name } = colleague;
  return { colleague: id, name, onDutyFor, state, reason, since: time(since), until: time(until), misses };
}
