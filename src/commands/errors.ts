import { type Command, Option } from 'commander';
import { suggestion } from '../authored/problem.js';
import { type ErrorCode, errorCodes, explained, isErrorCode } from '../domain/errors/errors.js';
import type { Reader } from '../domain/errors/explained-error.js';
import { table, UsageError } from './with-store.js';

interface ErrorsFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

const readers: Readonly<Record<Reader, { readonly who: string; readonly heading: string; readonly about: string }>> = {
  request: {
    who: 'requests',
    heading: 'Requests',
    about:
      'In the open API the code stands in `error.code`, beside a sentence for people; webhooks are told the sentence alone.',
  },
  operator: {
    who: 'operators',
    heading: 'Operators',
    about: 'A command, or the start of the service, says what, where and what to do; the code names the kind.',
  },
  log: { who: 'the log', heading: 'The log', about: 'In the log the code stands in `err.code`.' },
  'stand-in': {
    who: 'rehearsals',
    heading: 'Rehearsals',
    about: 'Met with transcripts (`npx yibo rehearse`) and at the simulator.',
  },
};

const codes = (Object.keys(errorCodes) as ErrorCode[]).sort();

/** Adds `yibo errors`: the catalogue of error codes; `docs/errors.md` is made with it. */
export function addErrorsCommand(program: Command): void {
  program
    .command('errors')
    .description('say what an error code means and what to do about it, or list them all')
    .argument('[code]', 'such as too-many')
    .addOption(new Option('--json', 'for machines: an object on each line').conflicts('markdown'))
    .option('--markdown', 'as docs/errors.md has them')
    .action((code: string | undefined, flags: ErrorsFlags) => {
      process.stdout.write(worded(code === undefined ? null : codeNamed(code), flags));
    });
}

/** @throws UsageError with the nearest code that there is */
function codeNamed(text: string): ErrorCode {
  if (isErrorCode(text)) return text;
  throw new UsageError(`"${text}" is no error code.${suggestion(text, codes)} See yibo errors.`);
}

function worded(code: ErrorCode | null, { json = false, markdown = false }: ErrorsFlags): string {
  const asked = code === null ? codes : [code];
  if (json) return asked.map((one) => `${JSON.stringify({ code: one, ...explained(one) })}\n`).join('');
  if (markdown) return code === null ? page() : rows(asked);
  if (code === null) return table(asked.map((one) => [one, explained(one).meaning]));
  const { metBy, status, meaning, remedy } = explained(code);
  const met = `met by ${metBy.map((reader) => readers[reader].who).join(', ')}`;
  return `${code}: ${status === undefined ? met : `HTTP ${status}, ${met}`}\n${meaning}\n${remedy}\n`;
}

function page(): string {
  const sections = (Object.keys(readers) as Reader[]).map((reader) => {
    const { heading, about } = readers[reader];
    return `\n## ${heading}\n${about}\n\n${rows(codes.filter((code) => explained(code).metBy[0] === reader))}`;
  });
  return `# Error codes

Every code with which an error reaches a program, a person or a log, what it means, and what to do. Made of \`src/domain/errors/\`:
\`npx yibo errors --markdown > docs/errors.md\`. \`npx yibo errors CODE\` tells one.
${sections.join('')}`;
}

function rows(asked: readonly ErrorCode[]): string {
  const lines = asked.map((code) => {
    const { metBy, status, meaning, remedy } = explained(code);
    const also = metBy.slice(1).map((reader) => `; met by ${readers[reader].who} too`);
    return `| \`${code}\`${status === undefined ? '' : ` ${status}`}${also.join('')} | ${meaning} | ${remedy} |\n`;
  });
  return `| Code | Meaning | What to do |\n|---|---|---|\n${lines.join('')}`;
}
