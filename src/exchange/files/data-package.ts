import type { ChainHead } from '../../disclosure/reading/chain.js';
import type { PublicSeal } from '../../domain/disclosure/public-seal.js';
import type { DatasetSchema, ForeignKey } from '../../schemas/schema.js';
import type { Note } from './notes.js';
import type { WrittenFile } from './write-export.js';

/** A dataset's rows in a package. */
export interface PackagedRows extends WrittenFile {
  readonly dataset: DatasetSchema;
  /** Where they are, from the folder of the package. */
  readonly path: string;
  readonly notes: readonly Note[];
  readonly hasSamples: boolean;
  /** Several versions of a record may be in it, and some without contents. */
  readonly areAllVersions: boolean;
}

export interface PackageFacts {
  readonly createdAt: number;
  readonly head: ChainHead;
  /** The public seal up to that head; null when there is none yet. */
  readonly seal: Pick<PublicSeal, 'position' | 'seal'> | null;
  /** What was public at this moment, in ms since 1970; null: all that the head says. */
  readonly asOf: number | null;
}

/**
 * Describes rows as a Data Package (version 2), which the tools of Frictionless Data read and check.
 * @returns the contents of `datapackage.json`
 * @see https://datapackage.org/standard/data-package/
 */
export function describePackage(rows: readonly PackagedRows[], { createdAt, head, seal, asOf }: PackageFacts): string {
  const [only] = rows.length === 1 ? rows : [];
  const { last } = head;
  return `${JSON.stringify(
    {
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: only?.dataset.name ?? 'open-data',
      title: only ? titleOf(only) : '公开数据',
      ...(only && {
        description: only.dataset.description,
        licenses: only.dataset.licenses,
        sources: only.dataset.sources,
      }),
      created: new Date(createdAt).toISOString(),
      // Which state of the public record this is.
      ...(last && { version: String(last.position), 'yibo:head': { position: last.position, hash: last.hash } }),
      // Who has noted it can see later that all of this is still what was sealed: docs/verify-chain.py.
      ...(seal && { 'yibo:sealed': { position: seal.position, seal: seal.seal } }),
      ...(asOf !== null && { 'yibo:asOf': new Date(asOf).toISOString() }),
      resources: rows.map((one) => resourceOf(one, rows)),
    },
    null,
    2,
  )}\n`;
}

function resourceOf(rows: PackagedRows, all: readonly PackagedRows[]): object {
  const { dataset, path, bytes, sha256 } = rows;
  return {
    name: dataset.name,
    type: 'table',
    title: titleOf(rows),
    description: dataset.description,
    path,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${sha256}`,
    licenses: dataset.licenses,
    sources: dataset.sources,
    schema: tableSchema(rows, all),
  };
}

/** The dataset's own schema, with the columns of notes behind its fields. */
function tableSchema({ dataset, notes, areAllVersions }: PackagedRows, all: readonly PackagedRows[]): object {
  const { fields, missingValues } = JSON.parse(dataset.text) as {
    readonly fields: readonly Record<string, unknown>[];
    readonly missingValues?: readonly string[];
  };
  const noteFields = notes.map(({ name, title, description }) => ({ name, title, type: 'string', description }));
  // Versions without contents have no required values, and ids come again.
  const own = areAllVersions ? fields.map(({ constraints: _, ...field }) => field) : fields;
  const isHere = (resource: string) => all.some(({ dataset: { name } }) => name === resource);
  const foreignKeys = dataset.foreignKeys
    .filter(({ reference }) => isHere(reference.resource))
    .map((key) => (key.reference.resource === dataset.name ? toItself(key) : key));
  return {
    fields: [...own, ...noteFields],
    ...(missingValues && { missingValues }),
    ...(!areAllVersions && { primaryKey: dataset.id }),
    ...(!areAllVersions && foreignKeys.length > 0 && { foreignKeys }),
  };
}

/** As Table Schema has it: a reference to rows of the same table names no resource. */
function toItself({ fields, reference }: ForeignKey): object {
  return { fields, reference: { fields: reference.fields } };
}

function titleOf({ dataset, hasSamples }: PackagedRows): string {
  return hasSamples ? `${dataset.title}（示例）` : dataset.title;
}
