import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { readContentFiles } from '../content/files.js';
import { menuGraph } from '../content/graph.js';
import { loadContent } from '../content/load.js';
import { ContentRefused, formatProblem, type Problem } from '../content/problem.js';
import { loadDatasets, SchemasRefused } from '../datasets/schema.js';
import { worthlessProofs } from '../datasets/schema-proofs.js';
import { offered } from '../offered.js';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

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
    .description('check menus, intents, phrases, lines, hours and schemas, and show every problem with its remedy')
    .option('--root <folder>', 'the folder with menus/, intents/ and data/', projectRoot)
    .option('--graph [file]', 'write the menu tree as a Mermaid diagram, to FILE or here')
    .action(({ root, graph }: { root: string; graph?: string | true }) => {
      const linted = [lintContent(root, graph), lintSchemas(root)];
      const problems = linted.flatMap((one) => one.problems);
      for (const problem of problems) console.error(formatProblem(problem));
      for (const { warnings } of linted) {
        for (const warning of warnings) console.error(`${formatProblem(warning)}  (warning)`);
      }
      if (problems.length > 0) {
        console.error(`\n${problems.length} problem(s). The service would not start on this content.`);
        process.exitCode = 1;
      } else if (graph === undefined) {
        for (const { summary } of linted) console.log(summary);
      }
    });
}

function lintContent(root: string, graph: string | true | undefined): Linted {
  const files = readContentFiles(root);
  try {
    const content = loadContent(files, offered);
    if (graph === true) console.log(menuGraph(content));
    else if (graph !== undefined) writeFileSync(graph, `${menuGraph(content)}\n`);
    const { menus, forms, intents, lines, version } = content;
    const counted = `${menus.size} menus, ${forms.size} forms, ${intents.length} intents, ${lines.size} lines`;
    const summary = `${Object.keys(files).length} files, no problem: ${counted}. Version ${version}.`;
    return { summary, problems: [], warnings: [] };
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error;
    return { summary: '', problems: error.problems, warnings: [] };
  }
}

function lintSchemas(root: string): Linted {
  try {
    const datasets = loadDatasets(join(root, 'data'));
    return { summary: `${datasets.size} schemas, no problem.`, problems: [], warnings: worthlessProofs(datasets) };
  } catch (error) {
    if (!(error instanceof SchemasRefused)) throw error;
    return { summary: '', problems: error.problems, warnings: [] };
  }
}
