import type { Command } from 'commander';
import type { CaseView } from '../cases/case-view.js';
import { CaseRefused, handleCase, mergeCases } from '../cases/handle-case.js';
import type { Content } from '../domain/content/content.js';
import type { Store } from '../domain/store.js';
import { acts, type CaseFlags, eventsIn, refusalWords, textOf } from './case-acts.js';
import { caseNamed } from './case-named.js';
import { recordingJson, recordingsShown, writeCaseRecording } from './case-recordings.js';
import { caseJson, caseShown } from './case-shown.js';
import { viewIn } from './cases.js';
import { contentIn } from './content-here.js';
import { doneBy } from './given-text.js';
import { withStore } from './with-store.js';

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
  const { cases, recordings } = store;
  const content = contentIn();
  const into = flags.mergeInto === undefined ? null : caseNamed(String(flags.mergeInto));
  const wanted = eventsIn(flags, at, content);
  const done = () => ({ at, by: doneBy(textOf(flags, 'by')) });
  if (into !== null) await mergeCases(cases, caseNo, into, done(), content.cases, wanted);
  else if (wanted.length > 0) await handleCase(cases, caseNo, wanted, content.cases);
  if (flags.confidential) await cases.keepConfidential(caseNo);
  const isJson = flags.json === true;
  const file = textOf(flags, 'recording');
  if (file !== undefined) {
    await writeCaseRecording(recordings, caseNo, file, { no: textOf(flags, 'no'), isJson });
    return 0;
  }
  const happened = [...wanted.map(({ kind }) => kind), ...(into === null ? [] : ['merged'])];
  if (happened.length > 0 && !isJson) process.stdout.write(`Done: ${happened.join(', ')}.\n\n`);
  return show(caseNo, store, content, { isJson, persons: flags.persons === true, at });
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
