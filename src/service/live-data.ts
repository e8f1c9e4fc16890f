import { basename } from 'node:path';
import type { Problem } from '../authored/problem.js';
import { oneAtATime } from '../content/one-at-a-time.js';
import { type ChangeOutcome, watchFiles } from '../content/watch-files.js';
import { type GuessRules, loadGuessRules } from '../disclosure/guessing/rules.js';
import type { Lookup } from '../disclosure/lookups/lookup.js';
import { unmetNeeds } from '../disclosure/lookups/needs.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import { loadPublicationTerms, type PublicationTerms } from '../disclosure/publishing/publication-terms.js';
import type { PersonalData } from '../domain/care/forgetful.js';
import { loadRetentionRules, RetentionRefused, type RetentionRule } from '../operations/retention/rules.js';
import { type Datasets, loadDatasets, SchemasRefused } from '../schemas/schema.js';
import { loadPlaceRules, type PlaceRules } from '../stickers/place-rules.js';

/** What `data/` says besides content, read and cross-checked together. */
export interface DataInForce {
  readonly datasets: Datasets;
  /** The lookups as these schemas have them. */
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly terms: PublicationTerms;
  readonly retentionRules: readonly RetentionRule[];
  readonly guessRules: GuessRules;
  readonly placeRules: PlaceRules;
}

/**
 * @param folder the `data/` folder
 * @param kinds what retention rules can be about
 * @throws SchemasRefused, or RetentionRefused where nothing else is wrong, with every problem of every file
 */
export function readData(folder: string, kinds: readonly PersonalData[]): DataInForce {
  const problems: Problem[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SchemasRefused || error instanceof RetentionRefused)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const datasets = attempt(() => loadDatasets(folder));
  const lookups = lookupsOn(datasets ?? new Map());
  if (datasets) problems.push(...unmetNeeds(lookups, datasets));
  const terms = datasets && attempt(() => loadPublicationTerms(datasets, folder));
  const guessRules = attempt(() => loadGuessRules(folder));
  const placeRules = attempt(() => loadPlaceRules(folder));
  const others = problems.length;
  const retentionRules = attempt(() => loadRetentionRules(folder, kinds));
  if (problems.length > others && others === 0) throw new RetentionRefused(problems);
  if (!datasets || !terms || !guessRules || !placeRules || !retentionRules || problems.length > 0)
    throw new SchemasRefused(problems);
  return { datasets, lookups, terms, retentionRules, guessRules, placeRules };
}

const filesOfRules = new Set(['schema.json', 'publication.yaml', 'retention.yaml', 'guessing.yaml', 'stickers.yaml']);

/**
 * The schemas and rules in force. A saved change is taken up without a restart, all files together; what is wrong is refused, and
 * those before go on. Whoever uses them asks for `current` each time, and keeps nothing of it between two requests.
 * @example
 * const live = new LiveData('data', kinds);
 * live.current.datasets.get('wines'); // as its schema.json was saved last, if that was good
 */
export class LiveData {
  private inForce: DataInForce;
  private refused: SchemasRefused | RetentionRefused | null = null;

  /** Reads the files again, when a reading that is under way has ended. @returns whether anything else is now in force */
  readonly reload = oneAtATime(async () => this.readAgain());

  /** @throws SchemasRefused or RetentionRefused with every problem of the files */
  constructor(
    private readonly folder: string,
    private readonly kinds: readonly PersonalData[],
  ) {
    this.inForce = readData(folder, kinds);
  }

  get current(): DataInForce {
    return this.inForce;
  }

  /** What is wrong with the files on disk, while those before are in force. */
  get problem(): SchemasRefused | RetentionRefused | null {
    return this.refused;
  }

  /**
   * Takes up changes as they are saved.
   * @returns a function that stops watching
   */
  watch(tell: (outcome: ChangeOutcome, error?: unknown) => void): () => Promise<void> {
    // Of the folders' other files, such as photos, there may be many.
    const ignored = (path: string, stats?: { isFile(): boolean }): boolean =>
      stats?.isFile() === true && !filesOfRules.has(basename(path));
    const options = { depth: 1, ignored };
    return watchFiles({ paths: [this.folder], options, reload: this.reload, problem: () => this.refused }, tell);
  }

  private readAgain(): boolean {
    try {
      const read = readData(this.folder, this.kinds);
      this.refused = null;
      if (written(read) === written(this.inForce)) return false;
      this.inForce = read;
      return true;
    } catch (error) {
      if (!(error instanceof SchemasRefused || error instanceof RetentionRefused)) throw error;
      this.refused = error;
      return false;
    }
  }
}

/** @returns a text that is the same where nothing was changed that counts */
function written({ datasets, terms, retentionRules, guessRules, placeRules }: DataInForce): string {
  const schemas = [...datasets.values()].map(({ name, text, folder }) => [name, text, folder]);
  return JSON.stringify([schemas, terms, retentionRules, guessRules, placeRules]);
}
