import type { RecordStore } from '../domain/ports.js';
import { type ImportReport, importFile } from './import-file.js';
import { formatRowProblem } from './row-problem.js';
import type { Datasets } from './schema.js';

/**
 * Fills every dataset that is still empty with its `sample.csv`, marked as 示例, so that a first start has something
 * to show. A dataset with a single record of the bureau's own is left alone.
 * @returns a report for each dataset that was filled
 * @throws Error when a sample has a problem: it ships with the code and must have none
 */
export async function loadSamples(records: RecordStore, datasets: Datasets): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = [];
  for (const dataset of datasets.values()) {
    if (dataset.sampleFile === null || (await records.count(dataset.name)) > 0) continue;
    const report = await importFile({ dataset, file: dataset.sampleFile, store: records, sample: true });
    if (report.problemCount > 0) {
      const lines = report.problems.map((problem) => formatRowProblem(report.file, problem));
      throw new Error(`The sample of "${dataset.name}" has ${report.problemCount} problem(s):\n${lines.join('\n')}`);
    }
    reports.push(report);
  }
  return reports;
}
