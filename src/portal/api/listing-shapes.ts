import { z } from 'zod';
import { cursor, link, named, position, upsert } from './shapes.js';

export const listingAnswer = named(
  'Listing',
  z.strictObject({
    dataset: z.string(),
    records: z.array(z.strictObject(upsert)).meta({
      description: 'In the order asked for. A page may have fewer than asked for and still not be the last.',
    }),
    next: cursor.nullable().meta({ description: 'Give it as `cursor` for the next page; null on the last.' }),
    position: position.nullable().meta({
      description: 'The release as of which all pages of this walk are; null when nothing was published.',
    }),
    total: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'How many there are in all, where that is known without counting; else ask `/count`.' }),
    pending: z.int().min(0).meta({ description: 'How many versions are public that are not listed yet.' }),
    links: z.strictObject({ self: link, next: link.nullable(), count: link, facets: link }),
  }),
);

export const countAnswer = named(
  'Count',
  z.strictObject({
    dataset: z.string(),
    count: z.int().min(0),
    isExact: z.boolean().meta({ description: 'False: there are at least so many; nobody has counted on.' }),
  }),
);

export const facetsAnswer = named(
  'Facets',
  z.strictObject({
    dataset: z.string(),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        values: z.array(z.strictObject({ value: z.string(), count: z.int().min(0) })).meta({
          description: 'The most frequent first.',
        }),
        hasMore: z.boolean().meta({ description: 'Whether there are more values than these.' }),
      }),
    ),
    absent: z.array(z.string()).meta({ description: 'Fields that nothing can be filtered by.' }),
    orders: z
      .array(z.string())
      .meta({ description: 'What `sort` may be, the usual one first; a minus turns it round.' }),
    ranges: z.array(z.string()).meta({ description: 'Fields that may be bounded with `.from` and `.to`.' }),
    words: z.array(z.string()).meta({ description: 'Fields in which `q` looks for words.' }),
  }),
);
