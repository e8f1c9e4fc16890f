import type { Command } from 'commander';
import type { Callback, CallbackFunnel, MissedCall } from '../domain/callbacks/callback.js';
import type { CallbackOutcome } from '../domain/callbacks/stores.js';
import type { Store } from '../domain/store.js';
import { zonedText } from '../domain/time/zone.js';
import { dayNamed } from './day-named.js';
import { shownTime, table, UsageError, withStore } from './with-store.js';

interface Flags {
  readonly persons?: boolean;
  readonly json?: boolean;
  readonly on?: string;
  readonly line?: string;
}

interface Said {
  readonly connected?: boolean;
  readonly notReached?: boolean;
  readonly giveUp?: boolean;
}

/** Adds `yibo callbacks`, `yibo callback` and `yibo missed`: who is to be called back (回电), and who reached nobody (漏接). */
export function addCallbackCommands(program: Command): void {
  const described = (name: string, words: string) =>
    program
      .command(name)
      .description(words)
      .option('--persons', 'show telephone numbers, too: personal data')
      .option('--json', 'for machines');
  described('callbacks', 'list who is to be called back, in the order of their places, and how far calls back came')
    .option('--on <day>', 'count those that were asked for on this day, such as 2016-10-21; today when absent')
    .action(async (flags: Flags) => {
      process.exitCode = await withStore('callbacks', (store, now) => list(store, flags, now()), { mustExist: true });
    });
  described('missed', 'list who waited for a person on a day and reached none, to be called back (漏接回拨)')
    .option('--on <day>', 'such as 2016-10-21; today when absent')
    .option('--line <line>', 'only this line')
    .action(async (flags: Flags) => {
      process.exitCode = await withStore('missed', (store, now) => listMissed(store, flags, now()), {
        mustExist: true,
      });
    });
  program
    .command('callback')
    .description('say what came of a call back that a colleague made')
    .argument('<case>', 'the number (工单号) of its case')
    .option('--connected', 'they were reached, and talked with a colleague')
    .option('--not-reached', 'nobody took it: it stays in the list')
    .option('--give-up', 'it is not tried any more')
    .action(async (caseNo: string, said: Said) => {
      const work = (store: Store, now: () => number) => settle(store, caseNo, said, now());
      process.exitCode = await withStore('callback', work, { mustExist: true });
    });
}

async function list({ callbacks }: Store, flags: Flags, now: number): Promise<number> {
  const { from, to, day } = dayNamed('--on', flags.on, now);
  const [open, funnel] = [await callbacks.open(), await callbacks.funnel(from, to)];
  if (flags.json) return print({ day, funnel, open: open.map((one) => machine(one, flags)) });
  if (open.length === 0) process.stdout.write('Nobody is to be called back.\n');
  else process.stdout.write(table([headOf(flags), ...open.map((one) => row(one, flags))]));
  process.stdout.write(`\n${day}: ${inWords(funnel)}\n`);
  return 0;
}

async function listMissed({ callbacks }: Store, flags: Flags, now: number): Promise<number> {
  const { from, to, day } = dayNamed('--on', flags.on, now);
  const all = await callbacks.missed(from, to);
  const found = all.filter(({ line }) => flags.line === undefined || line === flags.line);
  if (flags.json) return print({ day, missed: found.map((one) => missedForMachines(one, flags)) });
  if (found.length === 0) {
    process.stdout.write(`On ${day} everybody who waited reached somebody, or left a message.\n`);
    return 0;
  }
  const head = ['first', 'last', 'line', 'calls', 'longest wait', ...(flags.persons ? ['number'] : [])];
  const rows = found.map(({ firstAt, lastAt, line, calls, longestMs, personId }) => [
    ...[shownTime(firstAt), shownTime(lastAt), line, String(calls), `${Math.round(longestMs / 1000)} s`],
    ...(flags.persons ? [personId ?? 'withheld'] : []),
  ]);
  process.stdout.write(table([head, ...rows]));
  return 0;
}

async function settle({ callbacks }: Store, caseNo: string, said: Said, at: number): Promise<number> {
  const outcomes: readonly (readonly [boolean | undefined, CallbackOutcome['state']])[] = [
    [said.connected, 'connected'],
    [said.notReached, 'not-reached'],
    [said.giveUp, 'given-up'],
  ];
  const [outcome, ...others] = outcomes.filter(([isSaid]) => isSaid).map(([, state]) => state);
  if (!outcome || others.length > 0) throw new UsageError('say one of --connected, --not-reached, --give-up.');
  if (await callbacks.settle(caseNo, { state: outcome, at, reason: 'said by a colleague' })) {
    process.stdout.write(`${caseNo}: ${outcome}\n`);
    return 0;
  }
  const one = await callbacks.get(caseNo);
  const why = one ? `that call back is ${one.state} already` : `nobody asked in case "${caseNo}" to be called back`;
  process.stderr.write(`yibo callback: ${why}. See npx yibo callbacks.\n`);
  return 1;
}

function headOf({ persons }: Flags): readonly string[] {
  return ['case', 'line', 'since', 'state', 'by', 'rung', 'again at', ...(persons ? ['number'] : []), 'why'];
}

function row({ caseNo, line, enteredAt, state, by, attempts, dueAt, number, reason }: Callback, { persons }: Flags) {
  const again = by === 'service' && state !== 'dialled' ? shownTime(dueAt) : '';
  const who = persons ? [number ?? 'in the case'] : [];
  return [caseNo, line, shownTime(enteredAt), state, by, String(attempts), again, ...who, reason ?? ''];
}

function machine({ number, conversationId: _conversation, ...one }: Callback, { persons }: Flags) {
  const { askedAt, enteredAt, dueAt, dialledAt, reachedAt, connectedAt, ...rest } = one;
  const times = { askedAt, enteredAt, dueAt, dialledAt, reachedAt, connectedAt };
  return { ...rest, ...timesOf(times), ...(persons && { number }) };
}

function missedForMachines({ personId, firstAt, lastAt, ...one }: MissedCall, { persons }: Flags) {
  return { ...one, ...timesOf({ firstAt, lastAt }), ...(persons && { personId }) };
}

function timesOf(times: Readonly<Record<string, number | null>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at === null ? null : zonedText(at)]));
}

/** One that came further has come this far, too. */
function inWords({ asked, dialled, reached, connected, givenUp }: CallbackFunnel): string {
  return `${asked} asked, ${dialled} rung, ${reached} reached, ${connected} connected, ${givenUp} given up`;
}

function print(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return 0;
}
