import type { Command } from 'commander';
import { askedMoment } from '../disclosure/reading/moment.js';
import { factsOf } from '../domain/disclosure/facts.js';
import { rawRow } from '../domain/disclosure/release.js';
import type { HistoricVersion } from '../domain/disclosure/stores.js';
import type { Store } from '../domain/store.js';
import { datasetNamed, shownTime, table, UsageError, withStore } from './with-store.js';

interface HistoryFlags {
  readonly asOf?: string;
  readonly json?: boolean;
}

/** Adds `yibo history`: for staff, with everything, also what was withdrawn. */
export function addHistoryCommand(program: Command): void {
  program
    .command('history')
    .description('show every version of a record: what it said, why, by whom, and where it came from')
    .argument('<dataset>', 'such as vehicles')
    .argument('<id>', 'the id of the record')
    .option('--as-of <day>', 'only what was public then: a day, or a time with its offset')
    .option('--json', 'for machines')
    .action(async (name: string, id: string, flags: HistoryFlags) => {
      const work = (store: Store, now: () => number) => show(store, name, id, flags, now());
      process.exitCode = await withStore('history', work, { mustExist: true });
    });
}

async function show(
  { publications }: Store,
  name: string,
  id: string,
  { asOf, json }: HistoryFlags,
  now: number,
): Promise<number> {
  const dataset = datasetNamed(name);
  const until = asOf === undefined ? null : pastMoment(asOf, now);
  const all = await publications.history(dataset.name, id);
  const shown = until === null ? all : all.filter(({ release }) => (release.publishedAt ?? 0) <= until).slice(-1);
  if (shown.length === 0) {
    const remedy = 'Compare dataset and id with where you read them.';
    process.stderr.write(
      `yibo history: ${dataset.name} "${id}" was never public${asOf ? ` by ${asOf}` : ''}. ${remedy}\n`,
    );
    return 1;
  }
  for (const one of shown) process.stdout.write(json ? `${JSON.stringify(one)}\n` : worded(one));
  return 0;
}

/** @throws UsageError when it is no moment, or has not come yet */
function pastMoment(text: string, now: number): number {
  const at = askedMoment(text, now);
  if (at === 'future') {
    throw new UsageError(
      `--as-of "${text}" lies in the future: nobody knows what will be public then. Name a day up to today.`,
    );
  }
  if (at !== 'malformed') return at;
  throw new UsageError(`--as-of "${text}" is no day or time. Write 2016-10-21, or 2016-10-21T10:00:00+08:00.`);
}

function worded({ version, release }: HistoricVersion): string {
  const place = release.file === '' ? '' : `${release.file}, line ${version.line}, SHA-256 ${release.sha256}`;
  const facts = Object.entries(factsOf(release.columns, version.values)).map(([name, text]) => [`  ${name}`, text]);
  const why = [
    ['  reason', `${release.reason} (${release.legalBasis})`],
    ['  made by', `${release.madeBy}, ${shownTime(release.madeAt)}`],
    ['  approved by', `${release.approvedBy ?? ''}, ${shownTime(release.approvedAt)}`],
    ['  source', `${release.source}, fetched ${shownTime(release.fetchedAt)}`],
    ['  file', place],
    ['  raw row', rawRow(version, release) ?? ''],
    ['  hash', version.hash],
    ['  hash before', version.previous ?? ''],
  ];
  const head = `${shownTime(release.publishedAt)}  ${version.change}  (release ${release.no}, number ${release.position} of the chain)`;
  const sample = release.sample ? '  示例：此记录为虚构\n' : '';
  return `${head}\n${sample}${table([...facts, ...why].filter(([, text]) => text !== ''))}\n`;
}
