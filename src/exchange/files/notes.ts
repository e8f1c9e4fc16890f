import type { ReadVersion } from '../../disclosure/reading/read-versions.js';
import { noteNames } from '../../domain/disclosure/note-names.js';

/**
 * Something said about a row beside its facts. Importers pass over whatever begins with `yibo:`, so that a file with notes
 * can be imported as it is.
 */
export interface Note {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** @returns the text; empty when there is nothing to say */
  of(version: ReadVersion): string;
}

const sample: Note = {
  name: noteNames.sample,
  title: '示例',
  description: 'Says 示例 where the row is made up: it states nothing about anybody or anything.',
  of: ({ record }) => (record.sample ? '示例' : ''),
};

const aboutVersions: readonly Note[] = [
  {
    name: noteNames.id,
    title: '记录标识',
    description: 'The id of the record that this is a version of.',
    of: ({ record }) => record.id,
  },
  {
    name: noteNames.change,
    title: '变更',
    description: 'published, corrected, withdrawn (撤回) or expired (到期).',
    of: ({ record }) => record.change,
  },
  {
    name: noteNames.withheld,
    title: '不再公开',
    description:
      'Says true where the record was withdrawn or has expired after this version: its contents are left out.',
    of: ({ isWithheld }) => (isWithheld ? 'true' : ''),
  },
  {
    name: noteNames.position,
    title: '发布序号',
    description: 'The place of its release in the chain of releases.',
    of: ({ record }) => String(record.position),
  },
  {
    name: noteNames.publishedAt,
    title: '公开时间',
    description: 'When it became public.',
    of: ({ record }) => new Date(record.publishedAt).toISOString(),
  },
  { name: noteNames.reason, title: '理由', description: 'Why.', of: ({ record }) => record.reason },
  { name: noteNames.hash, title: '哈希', description: "The version's own SHA-256.", of: ({ record }) => record.hash },
];

/** @returns what a file of these rows has to say beside the facts */
export function notesFor(rows: { readonly haveSamples: boolean; readonly areAllVersions: boolean }): readonly Note[] {
  return [...(rows.haveSamples ? [sample] : []), ...(rows.areAllVersions ? aboutVersions : [])];
}
