import type { Release } from '../../domain/disclosure/release.js';
import type { PublicationStore, RecordStore } from '../../domain/disclosure/stores.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import { Register, type RegisterRow } from '../register/register.js';
import { type RegisterRelease, rowOf } from '../register/register-release.js';
import type { Seal } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import { DrawRefused } from './draw-refused.js';
import { inWords } from './parts.js';
import { PersonTokens } from './person-tokens.js';

/** What is read to make a register of what is published. */
export interface PublishedParts {
  readonly records: Pick<RecordStore, 'scan'>;
  readonly publications: Pick<PublicationStore, 'last' | 'chain'>;
}

const rowsAtOnce = 1_000;

/**
 * The rows of a dataset as they are public now, and where they come from.
 * @throws DrawRefused where nothing is published
 */
export async function publishedRegister(
  asked: Pick<RegisterRelease, 'dataset' | 'facts' | 'where'>,
  parts: PublishedParts,
): Promise<{ readonly rows: readonly RegisterRow[]; readonly release: RegisterRelease }> {
  const last = await parts.publications.last();
  if (last?.position == null || last.hash === null) throw new DrawRefused('nothing is published yet');
  const release = { ...asked, position: last.position, hash: last.hash };
  return { rows: await rowsAt(release, last.publishedAt ?? 0, parts), release };
}

/** What comparing a register with the disclosure database came to. */
export interface ReleaseVerdict {
  readonly answer: 'holds' | 'does not hold' | 'cannot be known';
  readonly words: string;
}

/**
 * Whether the rows of a seal are those that its release made public, as this database has them.
 * @param part of the seal
 */
export async function checkRelease(
  seal: Seal,
  part: 'register' | 'people',
  parts: PublishedParts & { readonly draws: Pick<DrawStore, 'secret'> },
): Promise<ReleaseVerdict | null> {
  const sealed = seal[part] as (Seal['register'] & { readonly release?: RegisterRelease }) | undefined;
  const release = sealed?.release;
  if (!sealed || !release) return null;
  const named = `release ${release.position} of ${release.dataset}`;
  const [found, next] = await parts.publications.chain(release.position - 1, 2);
  if (found?.position !== release.position)
    return { answer: 'cannot be known', words: `${named} is not in this database` };
  if (found.hash !== release.hash)
    return {
      answer: 'does not hold',
      words: `release ${release.position} has the hash ${found.hash}, not the one that is sealed`,
    };
  const untimely = whyUntimely(seal.sealed_at, found, next);
  if (untimely !== null) return { answer: 'does not hold', words: `${named} ${untimely}` };
  const rows = await rowsAt(release, found.publishedAt ?? 0, parts);
  if (new Register(rows).root === sealed.root) return { answer: 'holds', words: `the rows are those of ${named}` };
  // Of persons, the seal holds tokens, which only whoever has the salt can compute.
  const secret = await parts.draws.secret(seal.draw);
  const mayBeTokens = part === 'people' || kindOf(seal)?.isOfPeople === true;
  if (secret === null && mayBeTokens)
    return { answer: 'cannot be known', words: `the rows are tokens, whose salt is not in this database` };
  const isTokens = secret !== null && new Register(new PersonTokens(secret.salt).rows(rows)).root === sealed.root;
  return isTokens
    ? { answer: 'holds', words: `the rows are tokens of those of ${named}` }
    : { answer: 'does not hold', words: `${named} has ${rows.length} such rows, and another root than the seal` };
}

/** How long reading a register may take between release and seal, and how far two clocks may be apart. */
const apartSeconds = 600;

/** A seal is over the newest release of its moment: whoever may choose among older ones chooses who can be drawn, and one of a later moment shows that the seal is later, too. */
function whyUntimely(sealedAt: number | undefined, found: Release, next: Release | undefined): string | null {
  if (sealedAt === undefined) return null;
  const seconds = (release: Release | undefined) =>
    release?.publishedAt == null ? null : Math.floor(release.publishedAt / 1000);
  const [published, replaced] = [seconds(found), seconds(next)];
  if (published !== null && published > sealedAt + apartSeconds)
    return `was published at ${inWords(published)}, after the draw is said to be sealed`;
  if (replaced !== null && replaced < sealedAt - apartSeconds)
    return `was not the newest when the draw was sealed: the next came at ${inWords(replaced)}`;
  return null;
}

async function rowsAt(
  release: RegisterRelease,
  asOf: number,
  { records }: PublishedParts,
): Promise<readonly RegisterRow[]> {
  const rows: RegisterRow[] = [];
  const { dataset, position } = release;
  for (let after: { readonly position: number; readonly line: number } | undefined; ; ) {
    const page = await records.scan({ dataset, ...(after && { after }), limit: rowsAtOnce, which: 'current', asOf });
    for (const record of page) {
      const row = record.position <= position ? rowOf(record, release) : null;
      if (row) rows.push(row);
    }
    const last = page.at(-1);
    if (page.length < rowsAtOnce || !last) return rows;
    after = { position: last.position, line: last.line };
  }
}
