import { Command, CommanderError } from 'commander';
import { suggestion } from './authored/problem.js';
import { guardScreen } from './commands/screen.js';

type AddCommand = (program: Command) => void;

/** Every command, in the order in which help lists them; only the one that is asked for is loaded. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import('./commands/serve.js')).addServeCommand,
  import: async () => (await import('./commands/import.js')).addImportCommand,
  releases: async () => (await import('./commands/releases.js')).addReleasesCommand,
  publish: async () => (await import('./commands/releases.js')).addPublishCommands,
  discard: async () => (await import('./commands/releases.js')).addPublishCommands,
  correct: async () => (await import('./commands/correct.js')).addCorrectCommands,
  withdraw: async () => (await import('./commands/correct.js')).addCorrectCommands,
  history: async () => (await import('./commands/history.js')).addHistoryCommand,
  expire: async () => (await import('./commands/expire.js')).addExpireCommand,
  datasets: async () => (await import('./commands/datasets.js')).addDatasetsCommand,
  export: async () => (await import('./commands/export.js')).addExportCommand,
  qr: async () => (await import('./commands/qr.js')).addQrCommand,
  verify: async () => (await import('./commands/verify.js')).addVerifyCommand,
  sticker: async () => (await import('./commands/sticker.js')).addStickerCommands,
  seal: async () => (await import('./commands/seal.js')).addSealCommand,
  audit: async () => (await import('./commands/audit.js')).addAuditCommand,
  init: async () => (await import('./commands/own-content.js')).addOwnContentCommands,
  'update-content': async () => (await import('./commands/own-content.js')).addOwnContentCommands,
  lint: async () => (await import('./commands/lint.js')).addLintCommand,
  train: async () => (await import('./commands/train.js')).addTrainCommand,
  understand: async () => (await import('./commands/understand.js')).addUnderstandCommand,
  evaluate: async () => (await import('./commands/evaluate.js')).addEvaluateCommand,
  unanswered: async () => (await import('./commands/unanswered.js')).addUnansweredCommand,
  cases: async () => (await import('./commands/cases.js')).addCasesCommand,
  case: async () => (await import('./commands/case.js')).addCaseCommand,
  outbox: async () => (await import('./commands/outbox.js')).addOutboxCommands,
  calls: async () => (await import('./commands/calls.js')).addCallCommands,
  call: async () => (await import('./commands/calls.js')).addCallCommands,
  callbacks: async () => (await import('./commands/callbacks.js')).addCallbackCommands,
  callback: async () => (await import('./commands/callbacks.js')).addCallbackCommands,
  missed: async () => (await import('./commands/callbacks.js')).addCallbackCommands,
  report: async () => (await import('./commands/report.js')).addReportCommand,
  rehearse: async () => (await import('./commands/rehearse.js')).addRehearseCommand,
  staff: async () => (await import('./commands/staff.js')).addStaffCommand,
  hours: async () => (await import('./commands/hours.js')).addHoursCommand,
  route: async () => (await import('./commands/route.js')).addRouteCommand,
  notice: async () => (await import('./commands/notice.js')).addNoticeCommands,
  prompts: async () => (await import('./commands/prompts.js')).addPromptsCommand,
  fallback: async () => (await import('./commands/fallback.js')).addFallbackCommand,
  backup: async () => (await import('./commands/backup.js')).addBackupCommand,
  restore: async () => (await import('./commands/restore.js')).addRestoreCommand,
  doctor: async () => (await import('./commands/doctor.js')).addDoctorCommand,
  retention: async () => (await import('./commands/retention.js')).addRetentionCommand,
  draw: async () => (await import('./commands/draw.js')).addDrawCommands,
  errors: async () => (await import('./commands/errors.js')).addErrorsCommand,
};

// Commands say what files are called, and a file may be called anything.
for (const screen of [process.stdout, process.stderr]) guardScreen(screen);

/** The `yibo` command: exit 0 done, 1 refused input, 2 wrong usage. */
const program = new Command('yibo')
  .description('一拨就灵: the hotline, WeChat account and lookups of an inspection bureau')
  .exitOverride()
  .showHelpAfterError('(add --help for what can be said)')
  .configureHelp({ showGlobalOptions: false });

const [asked = ''] = process.argv.slice(2);
const load = Object.hasOwn(commands, asked) ? [commands[asked]] : Object.values(commands);
// Two commands may be added by one function.
for (const add of new Set(await Promise.all(load.map((command) => command?.())))) add?.(program);
// Options set on the parent do not reach commands that were added before: say it to each.
for (const command of program.commands) command.exitOverride().showHelpAfterError('(add --help for what can be said)');

const group = program.commands.find((command) => command.name() === asked);
const unknown = group ? notOf(group, process.argv[3]) : null;
if (group && unknown !== null) {
  const names = group.commands.map((command) => command.name());
  process.stderr.write(`yibo ${asked}: "${unknown}" is no command of it.${suggestion(unknown, names)}\n`);
  process.exit(2);
}

/** @returns a word that stands where one of its commands does, and is none of them */
function notOf({ commands: all, registeredArguments }: Command, word: string | undefined): string | null {
  if (all.length === 0 || registeredArguments.length > 0 || word === undefined || word.startsWith('-')) return null;
  return word === 'help' || all.some((one) => one.name() === word) ? null : word;
}

let isLost = false;
// Whoever reads along may have seen enough: yibo releases | head.
process.stdout.on('error', async (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || isLost) return;
  isLost = true;
  // Whatever the command says it came to, nobody has read it.
  process.once('exit', () => {
    process.exitCode = 1;
  });
  (await import('./commands/explain.js')).explain(asked, error, 'what is written here');
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.exitCode = (await import('./commands/explain.js')).explain(asked, error);
  }
}
