import { Command, CommanderError } from 'commander';
import { addBenchCommand } from './commands/bench.js';
import { addFallbackCommand } from './commands/fallback.js';
import { addImportCommand } from './commands/import.js';
import { addLintCommand } from './commands/lint.js';
import { addRehearseCommand } from './commands/rehearse.js';
import { addServeCommand } from './commands/serve.js';

/** The `yibo` command: exit 0 done, 1 refused input, 2 wrong usage. */
const program = new Command('yibo')
  .description('一拨就灵: the hotline, WeChat account and lookups of an inspection bureau')
  .exitOverride()
  .showHelpAfterError('(add --help for what can be said)')
  .configureHelp({ showGlobalOptions: false });

addServeCommand(program);
addImportCommand(program);
addLintCommand(program);
addRehearseCommand(program);
addFallbackCommand(program);
addBenchCommand(program);
// Options set on the parent do not reach commands that were added before: say it to each.
for (const command of program.commands) command.exitOverride().showHelpAfterError('(add --help for what can be said)');

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`yibo: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
