import type { Command } from 'commander';
import type { HistoricVersion } from '../domain/ports.js';
import { rawRow } from '../domain/publication.js';
import { instantOf } from '../domain/zone.js';
import { datasetNamed, momentNamed, shownTime, table, withStore } from './with-store.js';

/** Adds `yibo history`: for staff, with everything, also what was withdrawn. */
export function addHistoryCommand(program: Command): void {
  program
    .command('history')
    .description('show every version of a record: what it said, why, by whom, and where it came from')
    .argument('<dataset>', 'such as vehicles')
    .argument('<id>', 'the id of the record')
    .option('--as-of <day>', 'only what was public then: a day, or a time with its offset')
    .option('--json', 'for machines')
    .action(async (name: string, id: string, { asOf, json }: { asOf?: string; json?: boolean }) => {
      process.exitCode = await withStore('history', async (store) => {
        const dataset = datasetNamed(name);
        const until = asOf === undefined ? null : endOf(asOf);
        const all = await store.publications.history(dataset.name, id);
        const shown = until === null ? all : all.filter(({ release }) => (release.publishedAt ?? 0) <= until).slice(-1);
        if (shown.length === 0) {
          process.stderr.write(`yibo history: ${dataset.name} "${id}" was never public${asOf ? ` by ${asOf}` : ''}.\n`);
          return 1;
        }
        for (const one of shown) process.stdout.write(json ? `${JSON.stringify(one)}\n` : worded(one));
        return 0;
      });
    });
}

/** @returns the last moment of a day in Asia/Shanghai, or the time itself */
function endOf(text: string): number {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return instantOf(text, 24 * 60) - 1;
  return momentNamed('--as-of', text);
}

function worded({ version, release }: HistoricVersion): string {
  const values = JSON.parse(version.values) as readonly string[];
  const place = release.file === '' ? '' : `${release.file}, line ${version.line}, SHA-256 ${release.sha256}`;
  const facts = release.columns.map((column, index) => [`  ${column}`, values[index] ?? '']);
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
