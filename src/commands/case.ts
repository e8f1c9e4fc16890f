import type { Command } from 'commander';
import { CaseRefused, handleCase, mergeCases } from '../cases/handle-case.js';
import type { CaseEvent, CaseEventKind } from '../domain/cases/case-event.js';
import { caseNumberLooks } from '../domain/cases/case-number.js';
import { limitIn } from '../domain/cases/time-limit.js';
import type { Content } from '../domain/content/content.js';
import type { Store } from '../domain/store.js';
import { recordingJson, recordingsShown, writeCaseRecording } from './case-recordings.js';
import { caseJson, caseShown } from './case-shown.js';
import { viewIn } from './cases.js';
import { contentIn } from './content-here.js';
import { operator } from './given-text.js';
import { UsageError, withStore } from './with-store.js';

interface Act {
  readonly flag: string;
  readonly does: CaseEventKind;
  /** What stands behind the flag: what is said, to whom it goes, or nothing. */
  readonly takes: 'words' | 'to' | null;
  readonly help: string;
}

/** What can be done with a case, in the order in which it is done where several are asked for. */
const acts: readonly Act[] = [
  { flag: 'reopen', does: 'reopened', takes: 'words', help: 'handle it a second time (二次办理), and why' },
  { flag: 'accept', does: 'accepted', takes: null, help: 'take it on (受理)' },
  { flag: 'reject', does: 'rejected', takes: 'words', help: 'do not take it on (不予受理): why, and whose it is' },
  { flag: 'assign', does: 'dispatched', takes: 'to', help: 'hand it to somebody, or to somebody else (派单, 改派)' },
  { flag: 'sign', does: 'signed', takes: null, help: 'sign for it (签收)' },
  { flag: 'return', does: 'returned', takes: 'words', help: 'send it back (退单), and why' },
  { flag: 'resume', does: 'resumed', takes: null, help: 'let its clocks run again' },
  { flag: 'pause', does: 'paused', takes: 'words', help: 'let its clocks stand still, and why' },
  {
    flag: 'extend',
    does: 'extended',
    takes: 'to',
    help: 'give it longer (延期), such as "5 working days"; why: --note',
  },
  { flag: 'urge', does: 'urged', takes: 'words', help: 'urge whoever has it (催办, 督办)' },
  { flag: 'note', does: 'noted', takes: 'words', help: 'note something' },
  { flag: 'answer', does: 'replied', takes: 'words', help: 'what the person was, or is to be, told (答复)' },
  { flag: 'close', does: 'closed', takes: 'words', help: 'nothing is left to do (办结): what came of it' },
  { flag: 'called-back', does: 'called-back', takes: 'words', help: 'the person was asked whether it is well (回访)' },
  { flag: 'rate', does: 'rated', takes: 'to', help: 'how well, from 1 to 5 (评价)' },
  { flag: 'archive', does: 'archived', takes: null, help: 'put it away (归档)' },
];

type CaseFlags = Readonly<Record<string, string | boolean | undefined>>;

/** Adds `yibo case`: shows a case, or does something with it. */
export function addCaseCommand(program: Command): void {
  const command = program
    .command('case <number>')
    .description('show a case (工单), or handle it; several at once are done in the order below');
  for (const { flag, takes, help } of acts) command.option(takes ? `--${flag} <${takes}>` : `--${flag}`, help);
  command
    .option('--merge-into <number>', 'put it into another case (并单)')
    .option('--confidential', 'show who left it only to whoever asks for it (保密)')
    .option('--by <name>', 'who does it; otherwise whoever is logged in')
    .option(
      '--recording <file>',
      'write what was said into the telephone to a file that is not there yet, to be played',
    )
    .option('--no <n>', 'with --recording: which of them, from 1; without it, the last that is kept')
    .option('--persons', 'say who left it: personal data')
    .option('--json', 'for machines')
    .action(async (number: string, flags: CaseFlags) => {
      const work = (store: Store, now: () => number) => run(numberNamed(number), flags, store, now());
      process.exitCode = await withStore('case', work, { mustExist: true, writes: given(flags, 'recording') ?? null });
    });
}

async function run(caseNo: string, flags: CaseFlags, store: Store, at: number): Promise<number> {
  const { cases, recordings } = store;
  const content = contentIn();
  const into = flags.mergeInto === undefined ? null : numberNamed(String(flags.mergeInto));
  const wanted = eventsIn(flags, at);
  if (wanted.length > 0) await handleCase(cases, caseNo, wanted, content.cases);
  if (into !== null) await mergeCases(cases, caseNo, into, { at, by: byOf(flags) }, content.cases);
  if (flags.confidential) await cases.keepConfidential(caseNo);
  const isJson = flags.json === true;
  const file = given(flags, 'recording');
  if (file === undefined) return show(caseNo, store, content, { isJson, persons: flags.persons === true, at });
  await writeCaseRecording(recordings, caseNo, file, { no: given(flags, 'no'), isJson });
  return 0;
}

async function show(
  caseNo: string,
  { cases, recordings }: Pick<Store, 'cases' | 'recordings'>,
  content: Content,
  { isJson, persons, at }: { readonly isJson: boolean; readonly persons: boolean; readonly at: number },
): Promise<number> {
  const file = await cases.file(caseNo);
  if (!file) throw new CaseRefused(`There is no case ${caseNo}. See npx yibo cases --all.`);
  const view = viewIn(file, content, at);
  const spoken = await recordings.of(caseNo);
  const json = () => ({ ...caseJson(view, content, persons), recordings: spoken.map(recordingJson) });
  if (isJson) process.stdout.write(`${JSON.stringify(json(), null, 2)}\n`);
  else process.stdout.write(caseShown(view, content, persons) + recordingsShown(spoken));
  return 0;
}

function given(flags: CaseFlags, name: string): string | undefined {
  const { [name]: value } = flags;
  return typeof value === 'string' ? value : undefined;
}

/** @throws UsageError */
function eventsIn(flags: CaseFlags, at: number): readonly CaseEvent[] {
  return acts.flatMap(({ flag, does, takes }) => {
    const { [camel(flag)]: given } = flags;
    if (given === undefined || given === false) return [];
    const said = typeof given === 'string' ? given.trim() : '';
    if (takes && said === '') throw new UsageError(`--${flag} says nothing. Write it in quotes.`);
    if (flag === 'rate' && !/^[1-5]$/.test(said)) throw new UsageError(`--rate "${said}" is no number from 1 to 5.`);
    if (flag === 'extend' && !limitIn(said))
      throw new UsageError(`--extend "${said}" is no time. Write it like "5 working days".`);
    return [{ kind: does, at, by: byOf(flags), ...(takes && { [takes]: said }) }];
  });
}

function byOf({ by }: CaseFlags): string {
  return typeof by === 'string' && by.trim() !== '' ? by.trim() : operator('--by');
}

/** @throws UsageError */
function numberNamed(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  const looks = caseNumberLooks(digits);
  if (looks === 'right') return digits;
  if (looks === 'mistyped')
    throw new UsageError(`"${text}" has a wrong digit, or two that changed places: its check digit does not fit.`);
  throw new UsageError(`"${text}" is no number of a case, such as 2016102100017.`);
}

function camel(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
