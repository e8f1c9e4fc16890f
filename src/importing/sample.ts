import { relative } from 'node:path';
import type { PublicationTerms } from '../disclosure/publishing/publication-terms.js';
import { importTerms } from '../disclosure/publishing/release-terms.js';
import { PublicationRefused } from '../domain/disclosure/release.js';
import type { Store } from '../domain/store.js';
import type { DatasetSchema, Datasets } from '../schemas/schema.js';
import { type ImportReport, importFile } from './import-file.js';
import { formatRowProblem } from './rows/row-problem.js';

/**
 * Fills every dataset that is still empty with its `sample.csv`, marked as 示例, so that a first start has something
 * to show. A dataset that has anything published is left alone, and so are all while another process is importing.
 * @returns a report for each dataset that was filled
 * @throws Error when a sample has a problem: it ships with the code and must have none
 */
export async function loadSamples(
  store: Pick<Store, 'publications'>,
  datasets: Datasets,
  publication: PublicationTerms,
  now: () => number,
): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = [];
  for (const dataset of datasets.values()) {
    if (dataset.sampleFile === null) continue;
    const known = await store.publications.list({ dataset: dataset.name, state: 'published', limit: 1 });
    if (known.length > 0) continue;
    const given = { madeBy: '示例数据', reason: '示例' };
    const terms = { ...importTerms(given, publication, dataset), fetchedAt: now() };
    const request = { dataset, file: dataset.sampleFile, store: store.publications, terms, now, sample: true };
    const report = await importFile(request).catch((error: unknown) => {
      if (error instanceof PublicationRefused && error.code === 'busy') return null;
      throw error;
    });
    if (!report) return reports;
    if (report.problemCount > 0) {
      const lines = problemsOf(report);
      throw new Error(`The sample of "${dataset.name}" has ${report.problemCount} problem(s):\n${lines.join('\n')}`);
    }
    reports.push(report);
  }
  return reports;
}

/**
 * Judges a dataset's `sample.csv` as the first start would, and writes nothing.
 * @returns how many rows it has; 0 when there is none
 * @throws Error with every problem, as an importer shows it
 */
export async function judgeSample(dataset: DatasetSchema): Promise<number> {
  if (dataset.sampleFile === null) return 0;
  const terms = { madeBy: '', approvedBy: null, reason: '', legalBasis: '', source: dataset.title, fetchedAt: 0 };
  const request = { dataset, file: dataset.sampleFile, store: null, terms, now: () => 0, dryRun: true, sample: true };
  const report = await importFile(request);
  if (report.problemCount > 0) throw new Error(problemsOf(report).join('\n'));
  return report.rows;
}

function problemsOf({ file, problems }: ImportReport): readonly string[] {
  return problems.map((problem) => formatRowProblem(relative(process.cwd(), file), problem));
}
