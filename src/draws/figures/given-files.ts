import { chainStart } from '../beacon/chain-start.js';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleVerdict } from '../bundle/verdict.js';
import { receiptHash } from '../seal/receipt.js';
import { yearOf } from './draw-figures.js';

/** A file that somebody chose, and what checking it came to. */
export interface GivenFile {
  readonly file: string;
  readonly bundle: Bundle;
  readonly verdict: Pick<BundleVerdict, 'answer' | 'step' | 'words'>;
}

/** What of the files of a year is counted. */
export interface Countable {
  readonly counted: readonly Bundle[];
  /** What is not counted, or is missing: in sentences. */
  readonly faults: readonly string[];
  /** Of what only the seal is counted. */
  readonly notes: readonly string[];
}

/**
 * What files that somebody chose say of a year. Whoever chooses them may leave some out, give one twice, or give results that nobody can check: each draw is counted once, what came out only
 * where it holds, and seals name the one before, so that a gap between them is told. Whether more draws came after the last, no file says.
 */
export function countable(year: number, files: readonly GivenFile[]): Countable {
  const faults: string[] = [];
  const notes: string[] = [];
  const counted: Bundle[] = [];
  const seals = new Map<string, string>();
  for (const given of files) {
    const { file, bundle, verdict } = given;
    const shown = shownOf(given);
    const first = shown === null ? undefined : seals.get(shown.seal_hash);
    if (shown === null) faults.push(`${file}: ${verdict.words}`);
    else if (first !== undefined) faults.push(`${file}: it is the draw of ${first} once more`);
    else {
      seals.set(shown.seal_hash, file);
      if (yearOf(bundle) === year) {
        counted.push(shown);
        if (shown !== bundle && bundle.result !== null) notes.push(`${file}: ${verdict.words}`);
      }
      if (yearOf(bundle) === null) faults.push(`${file}: its seal does not say when it was sealed`);
    }
  }
  return { counted, faults: [...faults, ...gapsIn(counted)], notes };
}

/** @returns what of a file was checked: of one that cannot be known its seal alone; of a void one what happened, too, where it is linked; null where it does not hold */
function shownOf({ bundle, verdict }: GivenFile): Bundle | null {
  if (verdict.answer === 'holds') return bundle;
  if (verdict.answer === 'cannot be known') return { ...bundle, result: null, receipts: [] };
  const isVoid = verdict.step === 'code' && bundle.receipts.at(-1)?.kind === 'void';
  return isVoid && bundle.result === null && isLinked(bundle) ? bundle : null;
}

function isLinked({ seal, seal_hash, beacon, receipts, head }: Bundle): boolean {
  const hashes = [chainStart(seal.beacon, seal_hash, beacon), ...receipts.map(({ hash }) => hash)];
  return (
    hashes.at(-1) === head && receipts.every((one, at) => receiptHash(one) === one.hash && one.previous === hashes[at])
  );
}

/** Of each system, one seal at most names one before that is not given: that of the year before. Two that name the same are two histories. */
function gapsIn(bundles: readonly Bundle[]): readonly string[] {
  const given = new Set(bundles.map(({ seal_hash }) => seal_hash));
  const faults: string[] = [];
  for (const system of new Set(bundles.map(({ seal }) => seal.system))) {
    const own = bundles.filter(({ seal }) => seal.system === system);
    const open = own.filter(({ seal }) => seal.previous === null || !given.has(seal.previous));
    const [, ...late] = open.toSorted((one, other) => (one.seal.sealed_at ?? 0) - (other.seal.sealed_at ?? 0));
    for (const { seal } of late) faults.push(`the draw of ${system} before ${seal.draw} is not given`);
    const befores = own.flatMap(({ seal }) => seal.previous ?? []);
    for (const hash of new Set(befores.filter((one, at) => befores.indexOf(one) < at)))
      faults.push(`two draws of ${system} say that they follow the same one, ${hash}`);
  }
  return faults;
}
