import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportReport, type ImportRequest, importFile } from '../../src/datasets/import-file.js';
import { formatRowProblem } from '../../src/datasets/row-problem.js';
import { type DatasetSchema, loadDatasets } from '../../src/datasets/schema.js';
import type { DisclosureRecord, RecordStore, RecordToStore } from '../../src/domain/ports.js';

export const datasets = loadDatasets();

export function dataset(name: string): DatasetSchema {
  const found = datasets.get(name);
  if (!found) throw new Error(`no dataset ${name}`);
  return found;
}

/** Holds records in a map, all of a call or none; enough to see what an import hands over. */
export class MemoryRecords implements RecordStore {
  readonly records = new Map<string, RecordToStore>();

  async get(name: string, id: string): Promise<DisclosureRecord | null> {
    return this.records.get(`${name} ${id}`) ?? null;
  }

  async findByKey(name: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]> {
    return [...this.records.values()]
      .filter((record) => record.dataset === name)
      .filter((record) => record.keys.some((key) => key.field === field && key.value === value))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async count(name: string): Promise<number> {
    return [...this.records.values()].filter((record) => record.dataset === name).length;
  }

  async samples(name: string, limit: number): Promise<readonly DisclosureRecord[]> {
    return [...this.records.values()].filter((one) => one.dataset === name && one.sample).slice(0, limit);
  }

  async putAll(records: AsyncIterable<RecordToStore> | Iterable<RecordToStore>) {
    const taken: RecordToStore[] = [];
    for await (const record of records) taken.push(record);
    const summary = { added: 0, changed: 0, unchanged: 0 };
    for (const record of taken) {
      const key = `${record.dataset} ${record.id}`;
      const before = this.records.get(key);
      if (!before) summary.added++;
      else if (JSON.stringify(before) === JSON.stringify(record)) summary.unchanged++;
      else summary.changed++;
      this.records.set(key, record);
    }
    return summary;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'yibo-test-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

export function fileOf(content: string | Buffer): string {
  const file = join(folder, `${++files}.csv`);
  writeFileSync(file, content);
  return file;
}

/** Imports a text into a dataset; `said` are the messages as an operator sees them, the file called `f.csv`. */
export async function importText(name: string, content: string | Buffer, more: Partial<ImportRequest> = {}) {
  const records = new MemoryRecords();
  const file = fileOf(content);
  const report = await importFile({ dataset: dataset(name), file, store: records, ...more });
  return { report, records, file, ...messagesOf(report) };
}

export function messagesOf(report: ImportReport): { said: string[]; warned: string[] } {
  const show = (problem: ImportReport['problems'][number]) => formatRowProblem('f.csv', problem);
  return { said: report.problems.map(show), warned: report.warnings.map(show) };
}
