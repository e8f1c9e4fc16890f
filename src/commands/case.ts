import type { Command } from 'commander';
import { standingOf } from '../cases/case-machine.js';
import type { CaseView } from '../cases/case-view.js';
import { CaseRefused, handleCase, mergeCases, unmergeCase } from '../cases/handle-case.js';
import type { Content } from '../domain/content/content.js';
import type { Store } from '../domain/store.js';
import { acts, type CaseFlags, eventsIn, refusalWords, refuseEnded, textOf } from './case-acts.js';
import { caseNamed } from './case-named.js';
import { recordingJson, recordingsShown, writeCaseRecording } from './case-recordings.js';
import { caseJson, caseShown } from './case-shown.js';
import { viewIn } from './cases.js';
import { contentAtHand } from './content-here.js';
import { folderThere } from './folder-there.js';
import { doneBy } from './given-text.js';
import { UsageError, withStore } from './with-store.js';

/** Adds `yibo case`: shows a case, or does something with it. */
export function addCaseCommand(program: Command): void {
  const command = program
    .command('case <number>')
    .description('show a case (工单), or handle it; several at once are done in the order below');
  for (const { flag, takes, help } of acts) command.option(takes ? `--${flag} <${takes}>` : `--${flag}`, help);
  command
    .option('--merge-into <number>', 'put it into another case (并单)')
    .option('--yes', 'with --merge-into: also where persons, lines or kinds differ')
    .option('--unmerge', 'take it out of the case that it was put into (拆单)')
    .option('--by <name>', 'who does it; otherwise whoever is logged in')
    .option(
      '--recording <file>',
      'write what was said into the telephone to a file that is not there yet, to be played',
    )
    .option('--no <n>', 'with --recording: which of them, from 1; without it, the last that is kept')
    .option('--persons', 'say who left it: personal data')
    .option('--json', 'for machines')
    .addHelpText('after', '\nThe way of a case, from step to step: docs/cases.md')
    .action(async (number: string, flags: CaseFlags) => {
      const work = (store: Store, now: () => number) => refusing(() => run(caseNamed(number), flags, store, now()));
      process.exitCode = await withStore('case', work, { mustExist: true, writes: textOf(flags, 'recording') ?? null });
    });
}

/** @throws CaseRefused that names the options which help */
async function refusing(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CaseRefused ? new CaseRefused(refusalWords(error)) : error;
  }
}

async function run(caseNo: string, flags: CaseFlags, store: Store, at: number): Promise<number> {
  const content = await contentAtHand(store.contents, 'case');
  const isJson = flags.json === true;
  const { mergeInto, unmerge = false } = flags;
  const into = mergeInto === undefined ? null : caseNamed(String(mergeInto));
  const wanted = eventsIn(flags, at, content);
  refuseEnded(wanted, into);
  if (unmerge && into !== null)
    throw new UsageError('--unmerge and --merge-into do not go together. Nothing was done.');
  const file = textOf(flags, 'recording');
  refuseIdle(flags, { acts: wanted.length > 0 || unmerge === true || into !== null });
  // What may fail on a disk comes first: what happened to a case stays.
  if (file !== undefined) {
    folderThere('--recording', file);
    await writeCaseRecording(store.recordings, caseNo, file, { no: textOf(flags, 'no'), isJson });
  }
  const done = () => ({ at, by: doneBy(textOf(flags, 'by')) });
  if (unmerge) await unmergeCase(store.cases, caseNo, done(), content.cases, wanted);
  else if (into !== null) {
    const before = await store.cases.file(into);
    const merging = { from: caseNo, into, before: wanted, mayDiffer: flags.yes === true };
    await mergeCases(store.cases, merging, done(), content.cases);
    if (before && standingOf(before.case.openedAt, before.events).state === 'replied')
      process.stderr.write(`yibo case: ${into} was answered before, and is to be answered again, for both.\n`);
  } else if (wanted.length > 0) await handleCase(store.cases, caseNo, wanted, content.cases);
  const happened = [
    ...(unmerge ? ['unmerged'] : []),
    ...wanted.map(({ kind }) => kind),
    ...(into === null ? [] : ['merged']),
  ];
  if (happened.length > 0 && !isJson) process.stdout.write(`Done: ${happened.join(', ')}.\n\n`);
  if (file !== undefined) return 0;
  if (wanted.some(({ kind }) => kind === 'closed')) await warnOfCallback(caseNo, store);
  return show(caseNo, store, content, { isJson, persons: flags.persons === true, at });
}

/** Whoever was promised a call back hears nothing more of a case that is closed. */
async function warnOfCallback(caseNo: string, { callbacks }: Pick<Store, 'callbacks'>): Promise<void> {
  const promised = await callbacks.get(caseNo);
  if (promised === null || promised.state === 'connected' || promised.state === 'given-up') return;
  process.stderr.write(
    `yibo case: a call back (回电) was promised in ${caseNo} and has not come about; nobody is called any more. To keep the promise, say --reopen "…".\n`,
  );
}

/** @throws UsageError for an option that says something of another one that was not given */
function refuseIdle(flags: CaseFlags, { acts: isAct }: { readonly acts: boolean }): void {
  const idle = [
    ['--no', flags.no !== undefined && flags.recording === undefined, '--recording FILE'],
    ['--yes', flags.yes === true && flags.mergeInto === undefined, '--merge-into NUMBER'],
    ['--by', flags.by !== undefined && !isAct, 'what they did, such as --note "…"'],
  ] as const;
  for (const [option, isIdle, without] of idle)
    if (isIdle) throw new UsageError(`${option} says nothing by itself. Add ${without}.`);
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
  for (const words of leftOut(view)) process.stderr.write(`yibo case: ${words}\n`);
  return 0;
}

/** A clock that was met by going on is met; that nobody was told is said all the same. */
function leftOut({ events, now: { state } }: CaseView): readonly string[] {
  const round = events.slice(events.findLastIndex(({ kind }) => kind === 'reopened') + 1).map(({ kind }) => kind);
  const isArchived = state === 'archived' && !round.includes('called-back') && !round.includes('rated');
  return [
    ...(round.includes('closed') && !round.includes('replied')
      ? ['nobody was answered (答复) before it was closed. Say with --reopen and --answer what they were told.']
      : []),
    ...(isArchived ? ['nobody was called back (回访) before it was archived.'] : []),
  ];
}
