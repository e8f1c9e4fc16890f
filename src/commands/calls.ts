import { type Command, Option } from 'commander';
import type { CallRecord } from '../domain/calls/call-record.js';
import type { Content } from '../domain/content/content.js';
import type { KeptOffer } from '../domain/hotline/offer.js';
import type { Store } from '../domain/store.js';
import { localClock, zonedText } from '../domain/time/zone.js';
import { callsIn, type RecordedCall } from '../hotline/reports/calls-in.js';
import { type CallOutcome, callOutcomes, countedCall } from '../hotline/reports/counted-call.js';
import { contentAtHand } from './content-here.js';
import { pastDayNamed } from './day-named.js';
import { lineName, lineNamed } from './line-named.js';
import { shownTime, table, withStore } from './with-store.js';

interface CallsFlags {
  readonly on?: string;
  readonly line?: string;
  readonly came?: CallOutcome;
  readonly json?: boolean;
}

/** Adds `yibo calls` and `yibo call`: the records of calls (通话记录), as a list, and one turn by turn. */
export function addCallCommands(program: Command): void {
  program
    .command('calls')
    .description(
      'list the calls of a day that are over: what they came to, how long they waited and talked, who hung up',
    )
    .option('--on <day>', 'such as 2016-10-21; today when absent')
    .option('--line <line>', 'only those of a line: its name in lines.yaml, what callers hear, or its key')
    .addOption(new Option('--came <to>', 'only those that came to that').choices(callOutcomes))
    .option('--json', 'for machines, with their turns and whom they rang')
    .action(async (flags: CallsFlags) => {
      const work = (store: Store, now: () => number) => list(store, flags, now());
      process.exitCode = await withStore('calls', work, { mustExist: true });
    });
  program
    .command('call')
    .description('show a call turn by turn, whom it rang, why, and what came of it')
    .argument('<id>', 'as `yibo calls` has it')
    .option('--json', 'for machines')
    .action(async (id: string, { json }: { readonly json?: boolean }) => {
      const work = (store: Store) => show(store, id, json ?? false);
      process.exitCode = await withStore('call', work, { mustExist: true });
    });
}

async function list(store: Store, { on, line, came, json }: CallsFlags, now: number): Promise<number> {
  const { from, to, day } = pastDayNamed('--on', on, now);
  const content = await contentAtHand(store.contents, 'calls');
  const only = line === undefined ? null : lineNamed(line, content).id;
  const found: RecordedCall[] = [];
  for await (const one of callsIn(store, from, to, only))
    if (came === undefined || one.counted.outcome === came) found.push(one);
  if (json) return print({ day, calls: found.map(machine) });
  if (found.length === 0) process.stdout.write(`On ${day} there was no such call that is over.\n`);
  else
    process.stdout.write(
      table([
        ['began', 'line', 'came to', 'waited', 'talked', 'hung up', 'rating', 'call'],
        ...found.map((one) => row(one, content)),
      ]),
    );
  return 0;
}

async function show({ calls, seats, contents }: Store, id: string, isJson: boolean): Promise<number> {
  const record = await calls.get(id.startsWith('call:') ? id : `call:${id}`);
  if (!record) {
    process.stderr.write(
      `yibo call: there is no record of call "${id}": it goes on, or there was none. See npx yibo calls.\n`,
    );
    return 1;
  }
  const offers = await seats.offersOf(record.conversationId);
  const one = { record, offers, counted: countedCall(record, offers) };
  if (isJson) return print(machine(one));
  const steps = record.steps.map((step) => [clock(record, step.after), step.did, step.place, step.came]);
  process.stdout.write(
    `${row(one, await contentAtHand(contents, 'call'))
      .filter((cell) => cell !== '')
      .join('  ')}\n\n`,
  );
  process.stdout.write(table([['at', 'did', 'led to', 'came of it'], ...steps]));
  if (offers.length > 0)
    process.stdout.write(
      `\n${table([['rang at', 'colleague', 'because', 'came of it', 'at'], ...offers.map(offerRow)])}`,
    );
  return 0;
}

function row({ record, counted }: RecordedCall, content: Content): readonly string[] {
  const { beganAt, line, endedBy, rating, conversationId } = record;
  const talked = counted.talks.reduce((sum, { ms }) => sum + ms, 0);
  return [
    ...[
      shownTime(beganAt),
      line === null ? '' : lineName(line, content),
      counted.outcome,
      seconds(counted.waitMs),
      seconds(talked === 0 ? null : talked),
    ],
    ...[endedBy, rating ?? '', conversationId.replace(/^call:/, '')],
  ];
}

function offerRow({ offeredAt, colleague, because, outcome, endedAt }: KeptOffer): readonly string[] {
  const ended = endedAt === null ? '' : localClock(endedAt);
  return [localClock(offeredAt), colleague, because, outcome ?? 'rings', ended];
}

function machine({ record, offers, counted }: RecordedCall) {
  const { conversationId, beganAt, endedAt, asked, steps, ...rest } = record;
  return {
    ...{
      call: conversationId.replace(/^call:/, ''),
      ...rest,
      beganAt: zonedText(beganAt),
      endedAt: zonedText(endedAt),
    },
    ...{
      askedAt: asked && zonedText(asked.at),
      cameTo: counted.outcome,
      waitedMs: counted.waitMs,
      talks: counted.talks,
    },
    turns: steps.map(({ after, ...step }) => ({ at: zonedText(beganAt + after), ...step })),
    rang: offers.map(({ colleague, line, offeredAt, because, outcome, endedAt: end }) => ({
      ...{ colleague, line, because, outcome, at: zonedText(offeredAt), endedAt: end === null ? null : zonedText(end) },
    })),
  };
}

function clock({ beganAt }: CallRecord, after: number): string {
  return localClock(beganAt + after);
}

function seconds(ms: number | null): string {
  return ms === null ? '' : `${Math.round(ms / 1000)} s`;
}

function print(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return 0;
}
