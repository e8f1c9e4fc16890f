import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { readContentFiles } from '../content/files.js';
import { menuGraph } from '../content/graph.js';
import { loadContent } from '../content/load.js';
import { ContentRefused, formatProblem } from '../content/problem.js';
import { offered } from '../offered.js';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description('check menus, intents, phrases, lines and hours, and show every problem with its remedy')
    .option('--root <folder>', 'the folder with menus/, intents/ and data/', projectRoot)
    .option('--graph [file]', 'write the menu tree as a Mermaid diagram, to FILE or here')
    .action((options: { root: string; graph?: string | true }) => {
      const files = readContentFiles(options.root);
      try {
        const content = loadContent(files, offered);
        if (options.graph === true) console.log(menuGraph(content));
        else if (options.graph !== undefined) writeFileSync(options.graph, `${menuGraph(content)}\n`);
        else {
          const { menus, forms, intents, lines } = content;
          const counted = `${menus.size} menus, ${forms.size} forms, ${intents.length} intents, ${lines.size} lines`;
          console.log(`${Object.keys(files).length} files, no problem: ${counted}. Version ${content.version}.`);
        }
      } catch (error) {
        if (!(error instanceof ContentRefused)) throw error;
        for (const problem of error.problems) console.error(formatProblem(problem));
        console.error(`\n${error.problems.length} problem(s). The service would not start on this content.`);
        process.exitCode = 1;
      }
    });
}
