import { z } from 'zod';

/** What the API answers with. The document of the API is made from these shapes, and tests hold answers against them. */
export const shapes = z.registry<{ id: string }>();

export function named<T extends z.ZodType>(id: string, shape: T): T {
  shapes.add(shape, { id });
  return shape;
}

const time = z.iso.datetime().meta({ description: 'In UTC.' });
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256, hexadecimal.' });
const versionHash = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({ description: 'SHA-256 over the version as it was published, in Base64 for addresses (base64url).' });
export const position = z.int().min(1).meta({ description: 'The place of the release in the chain of releases.' });
export const change = z
  .enum(['published', 'corrected', 'withdrawn', 'expired'])
  .meta({ description: 'withdrawn: 撤回. expired: the term of its publication (公示期限) is over.' });
export const sample = z
  .boolean()
  .meta({ description: 'True: 示例, made up; it states nothing about anybody or anything.' });
export const fields = z
  .record(z.string(), z.string())
  .meta({ description: 'By the names of the schema, every value as text; empty when unknown.' });
export const reason = z.string().meta({ description: 'Why it became public, was changed or ended.' });
export const cursor = z.string().meta({ description: 'Opaque: give it back as it is.' });
export const link = z.url();

export const version = named('Version', z.strictObject({ position, hash: versionHash, publishedAt: time }));
const passage = named('Passage', z.strictObject({ change, reason, version }));

export const problem = named(
  'Problem',
  z.looseObject({
    error: z.looseObject({
      code: z.string().meta({ description: 'For programs.' }),
      message: z.string().meta({ description: 'For people.' }),
      remedy: z.string().optional().meta({ description: 'What to do about it.' }),
    }),
    tombstone: named('Tombstone', z.strictObject({ id: z.string(), ...passage.shape, sample })).optional(),
    publishedAgain: passage.optional(),
  }),
);

export const problemDetails = named(
  'ProblemDetails',
  z
    .looseObject({
      type: z.string().meta({ description: '`urn:yibo:error:` and the code.' }),
      title: z.string(),
      status: z.int(),
      detail: z.string().meta({ description: 'For people.' }),
      code: z.string(),
      remedy: z.string().optional(),
    })
    .meta({ description: 'What is refused, to whoever accepts `application/problem+json` (RFC 9457).' }),
);

export const indexAnswer = named(
  'Index',
  z.strictObject({
    title: z.string(),
    documentation: link,
    links: z.strictObject({
      openapi: link,
      datasets: link,
      releases: link,
      lookups: z.record(z.string(), z.string()),
      feeds: z.record(z.string(), z.string()),
    }),
  }),
);

const datasetLinks = z.strictObject({
  self: link,
  schema: link,
  snapshot: link.optional(),
  changes: link.optional(),
  records: z.string().optional().meta({ description: 'An address with {id} in it.' }),
  listing: link.optional(),
  facets: link.optional(),
  files: z.string().optional().meta({ description: 'An address with {file} in it.' }),
});

export const datasetAnswer = named(
  'Dataset',
  z.strictObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    access: z
      .enum(['open', 'lookup'])
      .meta({ description: 'lookup: answered one record at a time, to who knows its numbers.' }),
    licenses: z.array(z.looseObject({ name: z.string() })),
    sources: z.array(z.looseObject({ title: z.string() })),
    count: z.int().min(0).meta({ description: 'Records in force.' }),
    sample: z.boolean().meta({ description: 'True: some of its records are 示例, made up.' }),
    lastRelease: z.strictObject({ position, hash, publishedAt: time }).nullable(),
    links: datasetLinks,
  }),
);

export const datasetsAnswer = named('Datasets', z.strictObject({ datasets: z.array(datasetAnswer) }));

export const recordAnswer = named(
  'Record',
  z.strictObject({
    dataset: z.string(),
    id: z.string(),
    change,
    fields,
    version,
    reason,
    sample,
    asOf: time.optional(),
    supersededBy: passage
      .nullable()
      .optional()
      .meta({ description: 'The version that has replaced it since; only with asOf.' }),
    appeal: z
      .strictObject({ until: z.iso.date(), withheld: z.array(z.string()) })
      .nullable()
      .meta({
        description:
          'Inspected, and the party may appeal until the end of that day (申诉期): these fields are not public yet. Null where all is told.',
      }),
    replies: z
      .array(z.strictObject({ no: z.int(), party: z.string(), saidOn: z.string(), text: z.string(), sample }))
      .meta({ description: 'What the party says about it (当事人说明), in its own words, as it stands today.' }),
    links: z.strictObject({ self: link, history: link, proof: link }),
  }),
);

export const historyAnswer = named(
  'History',
  z.strictObject({
    dataset: z.string(),
    id: z.string(),
    isPublic: z.boolean().meta({ description: 'Whether it is in force now.' }),
    versions: z.array(
      z.strictObject({
        change,
        reason,
        legalBasis: z.string(),
        version,
        previous: versionHash.nullable().meta({ description: 'The hash of the version before; null for the first.' }),
        sample,
        fields: fields
          .nullable()
          .meta({ description: 'Null when it is not given: after the record was withdrawn or expired.' }),
      }),
    ),
  }),
);

export const publicSeal = named(
  'PublicSeal',
  z
    .strictObject({
      size: z.int().min(0).meta({ description: 'How many rows.' }),
      root: hash.meta({ description: 'The root of the Merkle tree (RFC 6962) over its rows.' }),
      previous: z.string().meta({ description: 'The public seal of the release before it; empty for the first.' }),
      seal: hash.meta({ description: 'SHA-256 over what is public of the release, its root and the seal before it.' }),
    })
    .meta({ description: 'What anybody can recompute; docs/open-data.md says how.' }),
);

export const releasesAnswer = named(
  'Releases',
  z.strictObject({
    releases: z.array(
      z.strictObject({
        position,
        dataset: z.string(),
        publishedAt: time,
        versions: z.int().min(0).meta({ description: 'How many versions it holds.' }),
        root: hash.meta({ description: 'SHA-256 over the hashes of its versions.' }),
        previous: z.string().meta({ description: 'The hash of the release before it; empty for the first.' }),
        hash,
        public: publicSeal.nullable().meta({ description: 'Null while it is being computed, which follows soon.' }),
        sample,
        reason: z.string().optional().meta({ description: 'Only of datasets that are open.' }),
        legalBasis: z.string().optional().meta({ description: 'Only of datasets that are open.' }),
      }),
    ),
    next: z.int().min(0).meta({ description: 'Give it as `after` to go on, now or later.' }),
    hasMore: z.boolean(),
  }),
);

export const keysAnswer = named(
  'Keys',
  z.strictObject({
    keys: z.array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[0-9A-Z]{6}$/)
          .meta({ description: 'As stickers name it: the first 30 bits of the SHA-256 of the key, in base32.' }),
        publicKey: z
          .string()
          .regex(/^[A-Za-z0-9_-]{43}$/)
          .meta({ description: 'Ed25519 (RFC 8032), 32 bytes in base64url.' }),
        from: time,
        retiredAt: time
          .nullable()
          .meta({ description: 'Since when nothing new is signed under it; what was is good.' }),
        revokedFrom: time
          .nullable()
          .meta({ description: 'Since when it may be in other hands: only what was on record before is believed.' }),
      }),
    ),
  }),
);

export const upsert = { id: z.string(), change, fields, version, reason, sample };

export const snapshotAnswer = named(
  'Snapshot',
  z.strictObject({
    dataset: z.string(),
    records: z.array(z.strictObject(upsert)),
    next: cursor.nullable().meta({ description: 'Give it as `after` for the next page; null on the last.' }),
    sealed: z
      .strictObject({ position, seal: hash })
      .nullable()
      .meta({ description: 'The newest public seal: note it. Null before the first.' }),
    changes: cursor.meta({ description: 'Give it as `since` to the changes, once all pages have been read.' }),
  }),
);

export const changesAnswer = named(
  'Changes',
  z.strictObject({
    dataset: z.string(),
    changes: z.array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('upsert'), ...upsert }),
        z.strictObject({ type: z.literal('tombstone'), id: z.string(), change, version, reason, sample }),
        z.strictObject({ type: z.literal('superseded'), id: z.string(), change, version, sample }),
      ]),
    ),
    next: cursor.meta({ description: 'Give it as `since` to go on, now or later.' }),
    hasMore: z.boolean(),
  }),
);

export const lookupAnswer = named(
  'LookupAnswer',
  z.strictObject({
    lookup: z.string().meta({ description: 'Which question was asked, as the address has it.' }),
    sample,
    facts: z
      .array(
        z.strictObject({
          label: z.string().meta({ description: 'What it is called, in Chinese, such as 品牌型号.' }),
          value: z.string(),
          unit: z.string().optional().meta({ description: 'What the value is counted in; it follows directly.' }),
        }),
      )
      .meta({ description: 'All that is told, in the order in which the telephone and chat tell it.' }),
    version,
    parts: z
      .array(z.strictObject({ dataset: z.string(), id: z.string(), ...version.shape }))
      .optional()
      .meta({ description: 'The records of other datasets that facts are from, such as the steps of a consignment.' }),
    text: z.string().meta({ description: 'The facts as chat writes them, in Chinese.' }),
  }),
);
