import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { formatProblem, type Problem } from '../authored/problem.js';
import { phraseDoubts } from '../content/check-phrases.js';
import { hoursDoubts } from '../content/compare-hours.js';
import { promiseDoubts } from '../content/compare-promises.js';
import { ContentRefused } from '../content/content-refused.js';
import { contentDoubts } from '../content/doubts.js';
import { type ContentFiles, readContentFiles } from '../content/files.js';
import { menuGraph } from '../content/graph.js';
import { loadContent } from '../content/load.js';
import type { Content } from '../domain/content/content.js';
import { reviewsDue } from '../domain/content/reviews.js';
import { localTime } from '../domain/time/zone.js';
import { RetentionRefused } from '../operations/retention/rules.js';
import { SchemasRefused } from '../schemas/schema.js';
import { worthlessProofs } from '../schemas/schema-proofs.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { installation, packageFolder } from '../service/installation.js';
import { readData } from '../service/live-data.js';
import { offered } from '../service/offered.js';
import { readDigits } from '../service/spoken-digits.js';
import { personalData } from '../store/personal-data.js';
import { lintSayings, type SayingDoubt } from '../understanding/evaluation/lint-sayings.js';
import { contentUpdates } from './content-updates.js';
import { rootNamed } from './root-named.js';
import { rosterDoubts } from './roster-doubts.js';

const warningsShown = 40;

/** What was read: a line for people, or every problem; and what somebody should look at all the same. */
interface Linted {
  readonly summary: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Adds `yibo lint`. Exit: 0 no problem, 1 some; warnings do not count. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description(
      'check menus, forms, intents, phrases, facts, dangers, lines, hours, schemas and rules, and show every problem with its remedy',
    )
    .option('--root <folder>', 'look at this folder with menus/, intents/ and data/ (else the one in force)')
    .option('--reviews', 'list every answer and fact whose review is due')
    .option('--graph [file]', 'write the menu tree as a Mermaid diagram, to FILE or here')
    .action(({ root: named, graph, reviews = false }: { root?: string; graph?: string | true; reviews?: boolean }) => {
      const root = named === undefined ? installation().root : rootNamed(named);
      const linted = [
        ...(named === undefined ? [lintUpdates(root)] : []),
        lintContent(root, graph, reviews),
        lintData(root),
      ];
      const problems = linted.flatMap((one) => one.problems);
      for (const problem of problems) console.error(formatProblem(problem));
      for (const { warnings } of linted) {
        for (const warning of warnings.slice(0, reviews ? warnings.length : warningsShown))
          console.error(`${formatProblem(warning)}  (warning)`);
        if (!reviews && warnings.length > warningsShown)
          console.error(`… and ${warnings.length - warningsShown} more warnings`);
      }
      if (problems.length > 0) {
        console.error(`\n${problems.length} problem(s) in ${resolve(root)}. The service does not take this up.`);
        process.exitCode = 1;
      } else if (graph === undefined) {
        for (const { summary } of linted) if (summary !== '') console.log(summary);
      }
    });
}

/** What a new version of Yibo wants changed. */
function lintUpdates(root: string): Linted {
  return { summary: '', problems: [], warnings: contentUpdates({ home: packageFolder(), folder: resolve(root) }) };
}

function lintContent(root: string, graph: string | true | undefined, reviews: boolean): Linted {
  const files = readContentFiles(root);
  try {
    const content = loadContent(files, offered);
    if (graph === true) console.log(menuGraph(content));
    else if (graph !== undefined) writeFileSync(graph, `${menuGraph(content)}\n`);
    const { menus, forms, intents, facts, lines, version } = content;
    const counted = `${menus.size} menus, ${forms.size} forms, ${intents.length} intents, ${facts.size} facts, ${lines.size} lines`;
    const summary = `${Object.keys(files).length} files, no problem: ${counted}. Version ${version}.`;
    const doubts = lintSayings(content).map((doubt) => warningOf(doubt, files));
    const now = new ServiceClock(loadConfig(process.env).clockStartsAt).now();
    const warnings = [
      ...contentDoubts(files),
      ...phraseDoubts(files),
      ...hoursDoubts(content, files, now),
      ...promiseDoubts(content, files, now),
      ...rosterDoubts(content, files, now),
      ...doubts,
      ...reviewDoubts(content, files, reviews),
    ];
    return { summary, problems: [], warnings };
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error;
    return { summary: '', problems: error.problems, warnings: [] };
  }
}

/** One for all answers and facts whose review is due, or one for each. */
function reviewDoubts(content: Content, files: ContentFiles, isEach: boolean): Problem[] {
  const { clockStartsAt } = loadConfig(process.env);
  const due = reviewsDue(content, localTime(new ServiceClock(clockStartsAt).now()).day);
  const each = due.map(({ where, id, about, reviewed, reviewBy }) => {
    const message = `was to be reviewed by ${reviewBy} (last: ${reviewed}). Make sure it is right, and set both dates.`;
    if (where === 'intents') return warningOf({ intent: id, about, message: `has an answer that ${message}` }, files);
    const [facts = '', name = ''] = id.split('.');
    const isIt = (text: string): boolean => text.trim().startsWith(`${name}:`);
    const [file, line] = lineIn(files, 'data/facts/', `facts: ${facts}`, isIt);
    return { file, line, column: 3, path: '', message: `the fact "${id}" (${about}) ${message}` };
  });
  const [first] = each;
  if (isEach || each.length <= 1 || !first) return each;
  const more = `So have ${each.length - 1} others: npx yibo lint --reviews lists them.`;
  return [{ ...first, message: `${first.message} ${more}` }];
}

/** A doubt with its place: the line of the file that holds the words it is about. */
function warningOf({ intent, about, message }: SayingDoubt, files: ContentFiles): Problem {
  const isIt = (line: string): boolean => line.trim() === about;
  const [file, line] = lineIn(files, 'intents/', `intent: ${intent}`, isIt);
  return { file, line, column: 3, path: '', message: `"${about}" ${message}` };
}

/** @returns the file of a folder that has a line, and where in it something stands; its first line where nothing does */
function lineIn(
  files: ContentFiles,
  folder: string,
  head: string,
  isIt: (line: string) => boolean,
): readonly [file: string, line: number] {
  for (const [file, text] of Object.entries(files)) {
    if (!file.startsWith(folder)) continue;
    const lines = text.split('\n');
    if (!lines.includes(head)) continue;
    return [file, Math.max(1, lines.findIndex(isIt) + 1)];
  }
  return [folder, 1];
}

/** Schemas, the rules of publication, retention and guessing, and the recordings of digits, as a start reads them. */
function lintData(root: string): Linted {
  try {
    const { datasets, terms, retentionRules } = readData(installation(root).data, personalData);
    readDigits(installation(root));
    const rules = `${terms.expiry.length} rules for the end of publication, ${retentionRules.length} for retention`;
    const summary = `${datasets.size} schemas, no problem. ${rules}.`;
    return { summary, problems: [], warnings: worthlessProofs(datasets) };
  } catch (error) {
    if (!(error instanceof SchemasRefused || error instanceof RetentionRefused)) throw error;
    return { summary: '', problems: error.problems, warnings: [] };
  }
}
