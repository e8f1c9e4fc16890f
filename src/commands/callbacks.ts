import type { Command } from 'commander';
import { standingOf } from '../cases/case-machine.js';
import { handleCase } from '../cases/handle-case.js';
import type { Callback, CallbackFunnel, MissedCall } from '../domain/callbacks/callback.js';
import type { CallbackOutcome } from '../domain/callbacks/stores.js';
import type { CaseEventKind } from '../domain/cases/case-event.js';
import type { Content } from '../domain/content/content.js';
import { isOpenAt } from '../domain/hotline/calendar.js';
import { scheduleOf } from '../domain/hotline/line-schedule.js';
import type { Store } from '../domain/store.js';
import { zonedText } from '../domain/time/zone.js';
import { nextStep } from '../hotline/callbacks/next-step.js';
import { caseNamed } from './case-named.js';
import { contentAtHand } from './content-here.js';
import { pastDayNamed } from './day-named.js';
import { doneBy } from './given-text.js';
import { lineName, lineNamed } from './line-named.js';
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
  readonly takeBack?: boolean;
  readonly by?: string;
}

/** What a colleague may say, and what the case keeps of it. */
const outcomes: readonly {
  readonly isSaid: (said: Said) => boolean | undefined;
  readonly state: CallbackOutcome['state'];
  readonly kind: CaseEventKind;
  readonly words: string;
}[] = [
  { isSaid: ({ connected }) => connected, state: 'connected', kind: 'talked', words: '回电：已接通' },
  { isSaid: ({ notReached }) => notReached, state: 'not-reached', kind: 'noted', words: '回电：没有人接' },
  { isSaid: ({ giveUp }) => giveUp, state: 'given-up', kind: 'noted', words: '回电：不再拨打' },
];

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
    .option('--line <line>', 'only this line: its name in lines.yaml, what callers hear, or its key')
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
    .option('--take-back', 'what was said of it was a mistake: they are still to be called')
    .option('--by <name>', 'who called; otherwise whoever is logged in')
    .action(async (number: string, said: Said) => {
      const work = (store: Store, now: () => number) => settle(store, caseNamed(number), said, now());
      process.exitCode = await withStore('callback', work, { mustExist: true });
    });
}

async function list({ callbacks, contents }: Store, flags: Flags, now: number): Promise<number> {
  const { from, to, day } = pastDayNamed('--on', flags.on, now);
  const [open, funnel] = [await callbacks.open(), await callbacks.funnel(from, to)];
  const content = await contentAtHand(contents, 'callbacks');
  if (flags.json)
    return print({
      day,
      funnel,
      open: open.map((one) => ({ ...machine(one, flags), waits: waits(one, content, now) })),
    });
  if (open.length === 0) process.stdout.write('Nobody is to be called back.\n');
  else process.stdout.write(table([headOf(flags), ...open.map((one) => row(one, flags, content, now))]));
  process.stdout.write(`\n${day}: ${inWords(funnel)}\n`);
  return 0;
}

async function listMissed({ callbacks, contents }: Store, flags: Flags, now: number): Promise<number> {
  const { from, to, day } = pastDayNamed('--on', flags.on, now);
  const content = await contentAtHand(contents, 'missed');
  const only = flags.line === undefined ? null : lineNamed(flags.line, content).id;
  const found = (await callbacks.missed(from, to)).filter(({ line }) => only === null || line === only);
  if (flags.json) return print({ day, missed: found.map((one) => missedForMachines(one, flags)) });
  if (found.length === 0) {
    process.stdout.write(
      `On ${day} nobody waited ${only === null ? '' : 'for this line '}in vain: whoever waited reached somebody, left a message, or is called back.\n`,
    );
    return 0;
  }
  const head = ['first', 'last', 'line', 'calls', 'longest wait', ...(flags.persons ? ['number'] : [])];
  const rows = found.map(({ firstAt, lastAt, line, calls, longestMs, personId }) => [
    ...[
      shownTime(firstAt),
      shownTime(lastAt),
      lineName(line, content),
      String(calls),
      `${Math.round(longestMs / 1000)} s`,
    ],
    ...(flags.persons ? [personId ?? 'withheld'] : []),
  ]);
  process.stdout.write(table([head, ...rows]));
  return 0;
}

async function settle(store: Store, caseNo: string, said: Said, at: number): Promise<number> {
  const { callbacks, cases, contents } = store;
  const [outcome, ...others] = outcomes.filter(({ isSaid }) => isSaid(said));
  if (outcome === undefined ? !said.takeBack : others.length > 0 || said.takeBack)
    throw new UsageError('say one of --connected, --not-reached, --give-up, --take-back.');
  const by = doneBy(said.by);
  const { cases: rules } = await contentAtHand(contents, 'callback');
  const reason = `said by ${by}`;
  const isDone = outcome
    ? await callbacks.settle(caseNo, { state: outcome.state, at, reason, isByHand: outcome.state !== 'given-up' })
    : await callbacks.takeBack(caseNo, `taken back by ${by}`);
  const one = await callbacks.get(caseNo);
  if (!isDone) {
    process.stderr.write(`yibo callback: ${whyNot(one, caseNo, said)} See npx yibo callbacks.\n`);
    return 1;
  }
  const { kind, words } = outcome ?? ({ kind: 'callback-asked', words: '回电：上一条说错了，仍要回电' } as const);
  await handleCase(cases, caseNo, [{ kind, at, by, words }], rules);
  process.stdout.write(`${caseNo}: ${one?.state}\n`);
  const file = await cases.file(caseNo);
  const { state, isOver } = standingOf(file?.case.openedAt ?? at, file?.events ?? []);
  if (outcome?.state === 'connected' && !isOver && state !== 'replied')
    process.stdout.write(
      `Nobody has been answered in it yet: npx yibo case ${caseNo} --answer "what they were told"\n`,
    );
  if (outcome === undefined && isOver)
    process.stdout.write(`The case is ${state}, and lists show it no more: npx yibo case ${caseNo}\n`);
  return 0;
}

function whyNot(one: Callback | null, caseNo: string, { takeBack }: Said): string {
  if (!one) return `nobody asked in case "${caseNo}" to be called back.`;
  if (takeBack) return `that call back is ${one.state}, and nothing is to be taken back.`;
  return `that call back is ${one.state} already. Where that was a mistake: --take-back.`;
}

function headOf({ persons }: Flags): readonly string[] {
  return ['case', 'line', 'since', 'state', 'by', 'rung', 'again at', ...(persons ? ['number'] : []), 'why'];
}

function row(one: Callback, { persons }: Flags, content: Content, now: number) {
  const { caseNo, mergedInto, line, enteredAt, state, by, attempts, dueAt, number, reason } = one;
  const again = by === 'service' && state !== 'dialled' ? shownTime(dueAt) : '';
  const who = persons ? [number ?? 'in the case'] : [];
  return [
    mergedInto === undefined ? caseNo : `${caseNo} in ${mergedInto}`,
    lineName(line, content),
    shownTime(enteredAt),
    state,
    by,
    String(attempts),
    again,
    ...who,
    [reason, waits(one, content, now)].filter(Boolean).join('; '),
  ];
}

/** @returns why this service does not ring somebody now whom it is to ring; null where it does, or is not to */
function waits(one: Callback, content: Content, now: number): string | null {
  if (one.by !== 'service' || one.state === 'dialled' || one.state === 'reached' || one.dueAt > now) return null;
  const isOpen = isOpenAt(scheduleOf(content, one.line), now);
  const step = nextStep(one, content.hotline.callbacks, { at: now, isOpen, canDial: true });
  return step.does === 'wait' ? step.because : null;
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
