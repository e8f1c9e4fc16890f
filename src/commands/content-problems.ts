import { formatProblem, type Problem } from '../authored/problem.js';
import { ContentRefused } from '../content/content-refused.js';
import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import { loadGuessRules } from '../disclosure/guessing/rules.js';
import { unmetNeeds } from '../disclosure/lookups/needs.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import { loadRetentionRules } from '../operations/retention/rules.js';
import { loadDatasets, SchemasRefused } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { offered } from '../service/offered.js';
import { loadPlaceRules } from '../stickers/place-rules.js';
import { personalData } from '../store/personal-data.js';

/** @returns everything for which the service would not start on the content of a folder, each with its place and remedy */
export function contentProblems(root: string): readonly string[] {
  const { data } = installation(root);
  return [
    ...problemsOf(() => loadContent(readContentFiles(root), offered)),
    ...problemsOf(() => {
      const datasets = loadDatasets(data);
      const unmet = unmetNeeds(lookupsOn(datasets), datasets);
      if (unmet.length > 0) throw new SchemasRefused(unmet);
      loadPublicationTerms(datasets, data);
    }),
    ...problemsOf(() => loadRetentionRules(data, personalData)),
    ...problemsOf(() => loadGuessRules(data)),
    ...problemsOf(() => loadPlaceRules(data)),
  ];
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ContentRefused || error instanceof SchemasRefused) return error.problems.map(formatProblem);
    if (error instanceof Error && 'problems' in error) return (error.problems as readonly Problem[]).map(formatProblem);
    throw error;
  }
}
