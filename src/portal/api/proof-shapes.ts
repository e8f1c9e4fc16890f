import { z } from 'zod';
import { change, fields, hash, link, named, position, publicSeal, reason, sample, version } from './shapes.js';

const sealedRow = {
  leaf: hash.meta({ description: 'The hash of the row, as a leaf of the tree. It stays for ever.' }),
  row: named(
    'SealedRow',
    z.strictObject({
      ...{ dataset: z.string(), id: z.string(), change, fields: fields.optional(), version, reason },
      ...{ legalBasis: z.string(), sample },
      nonce: z
        .string()
        .meta({ description: 'Chance, so that a row that is told no more cannot be guessed by its hash.' }),
    }),
  )
    .nullable()
    .meta({
      description:
        'The very values that were sealed: their canonical JSON (RFC 8785) has the hash. Null when it is not told.',
    }),
  closed: z.enum(['lookup-only', 'ended', 'field-withheld']).optional().meta({
    description:
      'Why it is not told: the dataset is answered one record at a time; the record was withdrawn or has expired since; a field is public no more.',
  }),
  id: z.string().optional().meta({ description: 'Of which record, where the row itself is not told.' }),
};
const rowIndex = z.int().min(0).meta({ description: 'The place of the row in its release, from 0.' });

export const rowsAnswer = named(
  'Rows',
  z.strictObject({
    position,
    dataset: z.string(),
    public: publicSeal,
    rows: z.array(z.strictObject({ index: rowIndex, ...sealedRow })),
    next: z.int().min(1).nullable().meta({ description: 'Give it as `after` for the next page; null on the last.' }),
  }),
);

export const proofAnswer = named(
  'Proof',
  z.strictObject({
    dataset: z.string(),
    id: z.string(),
    position,
    public: publicSeal,
    index: rowIndex,
    ...{ leaf: sealedRow.leaf, row: sealedRow.row, closed: sealedRow.closed },
    path: z.array(hash).meta({ description: 'The audit path (RFC 6962) from the leaf to the root.' }),
    links: z.strictObject({ self: link, release: link }),
  }),
);
