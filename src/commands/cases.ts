import { type Command, Option } from 'commander';
import { suggestion } from '../authored/problem.js';
import { type CaseView, viewOf } from '../cases/case-view.js';
import { type CaseKind, caseKinds } from '../domain/cases/case.js';
import { type CaseState, caseStates, openCaseStates } from '../domain/cases/case-event.js';
import type { CaseFile } from '../domain/cases/stores.js';
import type { Content } from '../domain/content/content.js';
import { scheduleOf } from '../domain/hotline/line-schedule.js';
import { caseJson, caseTable, kindNames } from './case-shown.js';
import { contentAtHand } from './content-here.js';
import { lineNamed } from './line-named.js';
import { UsageError, withStoreThere } from './with-store.js';

interface CasesFlags {
  readonly line?: string;
  readonly kind?: CaseKind;
  readonly state?: CaseState;
  readonly overdue?: boolean;
  readonly all?: boolean;
  readonly persons?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo cases`: what has to be answered, the first that is due first. */
export function addCasesCommand(program: Command): void {
  program
    .command('cases')
    .description('list cases (工单) that are not over, with what is due next; the first that is due comes first')
    .option('--line <line>', 'only those of a line: its name in lines.yaml, what callers hear, or its key')
    .option(
      '--kind <kind>',
      `only those of a kind: ${caseKinds.map((kind) => `${kind} (${kindNames[kind]})`).join(', ')}`,
      kindNamed,
    )
    .addOption(new Option('--state <state>', 'only those in a state, also where it is over').choices(caseStates))
    .option('--overdue', 'only those of which something is overdue')
    .option('--all', 'those that are over, too')
    .option('--persons', 'say in --json who left them: personal data')
    .option('--json', 'for machines')
    .action(async (flags: CasesFlags) => {
      process.exitCode = await withStoreThere('cases', async ({ cases, contents }, now) => {
        const content = await contentAtHand(contents, 'cases');
        const isAll = flags.all || (flags.state !== undefined && !isOpen(flags.state));
        const files = await cases.files(isAll ? 'all' : 'open');
        list(chosen(files, flags, content, now()), flags, content);
        return 0;
      });
    });
}

/** @returns how a case stands by the rules and hours of this content */
export function viewIn(file: CaseFile, content: Content, now: number): CaseView {
  return viewOf(file, content.cases, (line) => scheduleOf(content, line), now);
}

/** @throws UsageError */
function kindNamed(text: string): CaseKind {
  const found = caseKinds.find((kind) => kind === text || kindNames[kind] === text);
  if (found) return found;
  const names = caseKinds.flatMap((kind) => [kind, kindNames[kind]]);
  const begun = caseKinds.find((kind) => text !== '' && kindNames[kind].startsWith(text));
  throw new UsageError(
    `--kind "${text}" is none.${begun ? ` Did you mean "${kindNames[begun]}"?` : suggestion(text, names)}`,
  );
}

function chosen(files: readonly CaseFile[], flags: CasesFlags, content: Content, now: number): readonly CaseView[] {
  const line = flags.line === undefined ? null : lineNamed(flags.line, content).id;
  return files
    .filter(({ case: one }) => (line === null || one.line === line) && (flags.kind ?? one.kind) === one.kind)
    .map((file) => viewIn(file, content, now))
    .filter((view) => (flags.state ?? view.now.state) === view.now.state && (!flags.overdue || view.isOverdue))
    .toSorted((a, b) => dueOf(a) - dueOf(b));
}

function dueOf({ next }: CaseView): number {
  return next?.dueAt ?? Number.MAX_SAFE_INTEGER;
}

function list(views: readonly CaseView[], flags: CasesFlags, content: Content): void {
  const { json = false, persons = false } = flags;
  if (json) {
    process.stdout.write(
      `${JSON.stringify(
        views.map((view) => caseJson(view, content, persons)),
        null,
        2,
      )}\n`,
    );
  } else if (views.length === 0) process.stdout.write(`${noneOf(flags)}\n`);
  else process.stdout.write(`${caseTable(views, content)}\nLook at one: npx yibo case NUMBER\n`);
}

function noneOf({ line, kind, state, overdue, all }: CasesFlags): string {
  if (line ?? kind ?? state ?? overdue)
    return `No case is so.${all ? '' : ' Those that are over are looked through with --all.'}`;
  return all ? 'There is no case yet.' : 'No case is open. Those that are over: npx yibo cases --all.';
}

function isOpen(state: CaseState): boolean {
  return (openCaseStates as readonly CaseState[]).includes(state);
}
