import { nearest } from '../authored/nearest.js';
import type { CaseRefused } from '../cases/handle-case.js';
import { type CaseEvent, type CaseEventKind, mostNoted, mostTold } from '../domain/cases/case-event.js';
import { limitIn } from '../domain/cases/time-limit.js';
import type { Content } from '../domain/content/content.js';
import { colleagueCalled } from './colleague-named.js';
import { doneBy, mostName, notLonger } from './given-text.js';
import { UsageError } from './with-store.js';

interface Act {
  readonly flag: string;
  readonly does: CaseEventKind;
  /** What stands behind the flag: what is said, to whom it goes, or nothing. */
  readonly takes: 'words' | 'to' | null;
  /** Whether the person is told what is said. */
  readonly isTold?: true;
  readonly help: string;
}

/** What can be done with a case, in the order in which it is done where several are asked for. */
export const acts: readonly Act[] = [
  { flag: 'reopen', does: 'reopened', takes: 'words', help: 'handle it a second time (二次办理), and why' },
  { flag: 'accept', does: 'accepted', takes: null, help: 'take it on (受理)' },
  {
    flag: 'reject',
    does: 'rejected',
    takes: 'words',
    isTold: true,
    help: 'do not take it on (不予受理): why, and whose it is',
  },
  { flag: 'assign', does: 'dispatched', takes: 'to', help: 'hand it to somebody, or to somebody else (派单, 改派)' },
  { flag: 'sign', does: 'signed', takes: null, help: 'sign for it (签收)' },
  { flag: 'return', does: 'returned', takes: 'words', help: 'send it back (退单), and why' },
  { flag: 'resume', does: 'resumed', takes: null, help: 'let its clocks run again' },
  { flag: 'pause', does: 'paused', takes: 'words', help: 'let its clocks stand still, and why' },
  {
    flag: 'extend',
    does: 'extended',
    takes: 'to',
    help: 'give its answer and its closing longer (延期), such as "5 working days"; why: --note',
  },
  { flag: 'urge', does: 'urged', takes: 'words', help: 'urge whoever has it (催办, 督办)' },
  { flag: 'confidential', does: 'concealed', takes: null, help: 'show who left it only to whoever asks for it (保密)' },
  { flag: 'not-confidential', does: 'revealed', takes: 'words', help: 'not any more (解除保密), and why' },
  { flag: 'note', does: 'noted', takes: 'words', help: 'note something' },
  {
    flag: 'answer',
    does: 'replied',
    takes: 'words',
    isTold: true,
    help: 'what the person was, or is to be, told (答复)',
  },
  {
    flag: 'close',
    does: 'closed',
    takes: 'words',
    isTold: true,
    help: 'nothing is left to do (办结): what came of it',
  },
  { flag: 'called-back', does: 'called-back', takes: 'words', help: 'the person was asked whether it is well (回访)' },
  { flag: 'rate', does: 'rated', takes: 'to', help: 'how well, from 1 to 5 (评价)' },
  { flag: 'archive', does: 'archived', takes: null, help: 'put it away (归档)' },
];

/** The options of `yibo case` as they were typed, by their names in camel case. */
export type CaseFlags = Readonly<Record<string, string | boolean | undefined>>;

/**
 * @returns what is to happen to a case by these options, in the order of {@link acts}
 * @throws UsageError
 */
export function eventsIn(flags: CaseFlags, at: number, content: Content): readonly CaseEvent[] {
  return acts.flatMap(({ flag, does, takes, isTold }) => {
    const { [camel(flag)]: given } = flags;
    if (given === undefined || given === false) return [];
    const said = typeof given === 'string' ? given.trim() : '';
    if (takes && said === '') throw new UsageError(`--${flag} says nothing. Write it in quotes.`);
    notLonger(`--${flag}`, said, takes === 'to' ? mostName : isTold ? mostTold : mostNoted);
    if (flag === 'rate' && !/^[1-5]$/.test(said)) throw new UsageError(`--rate "${said}" is no number from 1 to 5.`);
    if (flag === 'extend') refuseExtension(said, flags);
    const target = flag === 'assign' ? handlerNamed(said, content) : said;
    return [{ kind: does, at, by: doneBy(textOf(flags, 'by')), ...(takes && { [takes]: target }) }];
  });
}

/**
 * @param into the case that it is to be put into
 * @throws UsageError for what ends a case that is to go on in another
 */
export function refuseEnded(events: readonly CaseEvent[], into: string | null): void {
  const ending = into === null ? undefined : events.find(({ kind }) => endings.has(kind));
  const flag = ending && acts.find(({ does }) => does === ending.kind)?.flag;
  if (flag) throw new UsageError(`--${flag} and --merge-into do not go together. Nothing was done.`);
}

const endings: ReadonlySet<CaseEventKind> = new Set(['rejected', 'closed', 'called-back', 'rated', 'archived']);

/** @returns what was typed behind an option; undefined where it was not said */
export function textOf(flags: CaseFlags, name: string): string | undefined {
  const { [name]: value } = flags;
  return typeof value === 'string' ? value : undefined;
}

/** @returns why something was refused, in whose option, and with the options that come first */
export function refusalWords({ message, wanted, ways }: CaseRefused): string {
  const flagOf = (kind: CaseEventKind) => acts.findIndex(({ does }) => does === kind);
  const option = (kind: CaseEventKind) => `--${acts[flagOf(kind)]?.flag}`;
  const known = ways.filter((steps) => steps.every((kind) => flagOf(kind) >= 0));
  const said = wanted !== null && flagOf(wanted) >= 0 ? `${option(wanted)}: ${message}` : message;
  if (wanted === null || known.length === 0) return said;
  // Several at once are done in the order of the table.
  const isInOrder = known.every((steps) =>
    [...steps, wanted].every((kind, index, all) => index === 0 || flagOf(all[index - 1] ?? kind) < flagOf(kind)),
  );
  const words = known.map((steps) => steps.map(option).join(', then ')).join(' or ');
  return `${said} Say ${words} first${isInOrder ? ', or with it' : ', each by itself'}.`;
}

function refuseExtension(said: string, { note }: CaseFlags): void {
  const ways = '"5 working days", "4 working hours" or "24 hours"';
  if (!limitIn(said)) throw new UsageError(`--extend "${said}" is no time. Write it like ${ways}.`);
  if (note === undefined) throw new UsageError('--extend does not say why. Add --note "…".');
}

/**
 * A case may go to somebody who is in no file, such as another office; who is in one is written as there.
 * @throws UsageError for a name that one letter turns into a colleague's
 */
function handlerNamed(text: string, content: Content): string {
  const found = colleagueCalled(text, content);
  if (found) return found.id;
  const near = nearest(
    text,
    [...content.roster.colleagues].flatMap(([id, { name }]) => [id, name]),
  );
  if (near !== null) throw new UsageError(`--assign "${text}" is no colleague. Did you mean "${near}"?`);
  process.stderr.write(`yibo case: "${text}" is no colleague of data/staff, and has the case all the same.\n`);
  return text;
}

function camel(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
