import { type Command, Option } from 'commander';
import { type CaseView, viewOf } from '../cases/case-view.js';
import { caseKinds } from '../domain/cases/case.js';
import type { CaseFile } from '../domain/cases/stores.js';
import type { Content } from '../domain/content/content.js';
import { caseJson, caseTable } from './case-shown.js';
import { contentIn } from './content-here.js';
import { lineNamed } from './line-named.js';
import { withStoreIfAny } from './with-store.js';

interface CasesFlags {
  readonly line?: string;
  readonly kind?: string;
  readonly state?: string;
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
    .addOption(new Option('--kind <kind>', 'only those of a kind').choices(caseKinds))
    .option('--state <state>', 'only those in a state: registered, accepted, dispatched …')
    .option('--overdue', 'only those of which something is overdue')
    .option('--all', 'those that are over, too')
    .option('--persons', 'say in --json who left them: personal data')
    .option('--json', 'for machines')
    .action(async (flags: CasesFlags) => {
      process.exitCode = await withStoreIfAny('cases', async (store, now) => {
        const content = contentIn();
        const files = store ? await store.cases.files(flags.all ? 'all' : 'open') : [];
        list(chosen(files, flags, content, now()), flags, content);
        return 0;
      });
    });
}

/** @returns how a case stands by the rules and hours of this content */
export function viewIn(file: CaseFile, content: Content, now: number): CaseView {
  const { schedules, lines, cases } = content;
  const scheduleOf = (line: string) => schedules.get(lines.get(line)?.schedule ?? 'general') ?? [];
  return viewOf(file, cases, scheduleOf, now);
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

function list(views: readonly CaseView[], { json = false, persons = false }: CasesFlags, content: Content): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify(
        views.map((view) => caseJson(view, content, persons)),
        null,
        2,
      )}\n`,
    );
  } else if (views.length === 0) process.stdout.write('There is no such case.\n');
  else process.stdout.write(`${caseTable(views, content)}\nLook at one: npx yibo case NUMBER\n`);
}
