import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedRecord } from '../../src/domain/disclosure/record.js';
import type { ReleaseTerms } from '../../src/domain/disclosure/release.js';
import type { Store } from '../../src/domain/store.js';
import { type ImportReport, type ImportRequest, importFile } from '../../src/importing/import-file.js';
import { formatRowProblem } from '../../src/importing/rows/row-problem.js';
import { type DatasetSchema, loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { openStore } from '../../src/store/open.js';
import { afterThis, folderOfFile } from '../left-behind.js';

export const datasets = loadDatasets(installation().data);

export function dataset(name: string): DatasetSchema {
  const found = datasets.get(name);
  if (!found) throw new Error(`no dataset ${name}`);
  return found;
}

export const terms: ReleaseTerms = {
  madeBy: '张三',
  approvedBy: '李四',
  reason: '例行公开',
  legalBasis: '《政府信息公开条例》',
  source: '检验系统',
  fetchedAt: 1000,
};

let files = 0;

/** A new database in a file of its own, closed after the test. */
export async function emptyStore(): Promise<Store> {
  const store = await openStore(`sqlite:${join(folderOfFile('yibo-importing-'), `${++files}.db`)}`);
  await store.migrate();
  afterThis('test', () => store.close());
  return store;
}

/** @returns every record in force, by `dataset id` */
export async function recordsIn(
  store: Store,
  names: Iterable<string> = datasets.keys(),
): Promise<Map<string, PlacedRecord>> {
  const found = new Map<string, PlacedRecord>();
  for (const name of names) {
    const records = await store.records.scan({ dataset: name, limit: 1_000_000, which: 'current' });
    for (const record of records) found.set(`${name} ${record.id}`, record);
  }
  return found;
}

export function pathOf(name: string): string {
  return join(folderOfFile('yibo-importing-'), `${++files}-${name}`);
}

export function fileOf(content: string | Buffer, extension = 'csv'): string {
  const file = pathOf(`f.${extension}`);
  writeFileSync(file, content);
  return file;
}

type More = Partial<ImportRequest> & { readonly extension?: string; readonly into?: Store };

/** Imports a text into a dataset; `said` are the messages as an operator sees them, the file called `f.csv`. */
export async function importText(name: string, content: string | Buffer, { extension, into, ...more }: More = {}) {
  const store = into ?? (await emptyStore());
  const file = fileOf(content, extension);
  const { publications, records } = store;
  const request = { dataset: dataset(name), file, store: publications, records, terms, now: () => 2000, ...more };
  const report = await importFile(request);
  return { report, store, records: await recordsIn(store), file, ...messagesOf(report) };
}

export function messagesOf(report: ImportReport): { said: string[]; warned: string[] } {
  const show = (problem: ImportReport['problems'][number]) => formatRowProblem('f.csv', problem, report.format);
  return { said: report.problems.map(show), warned: report.warnings.map(show) };
}
