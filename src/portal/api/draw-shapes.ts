import { z } from 'zod';
import { cursor, hash, link, named, sample } from './shapes.js';

const seconds = z.int().meta({ description: 'Seconds since 1970.' });

export const drawsAnswer = named(
  'Draws',
  z.strictObject({
    draws: z.array(
      z.strictObject({
        no: z.string().meta({ description: 'Without gaps in its system.' }),
        system: z.string(),
        mode: z.enum(['public', 'sealed']),
        state: z.enum(['sealed', 'out', 'drawn', 'revealed', 'void']).meta({
          description:
            'A public draw ends as drawn; a sealed one as revealed, or as void where its code was not revealed in time.',
        }),
        sealedAt: seconds,
        beacon: z.enum(['quicknet', 'numbers', 'codes']).meta({
          description:
            'What decides: a round of quicknet, numbers that two accounts typed, or codes of the bureau (弱证明).',
        }),
        round: z
          .int()
          .min(1)
          .nullable()
          .meta({ description: "Of drand's quicknet; null where another beacon decides." }),
        roundAt: seconds.nullable().meta({ description: 'When round or numbers come, in seconds since 1970.' }),
        revealBy: seconds.nullable(),
        register: z.int().min(0).meta({ description: 'How many rows it has.' }),
        sealHash: hash,
        receipts: z.record(z.string(), z.int()).meta({
          description: 'How many there are of each kind; of a sealed draw that is not revealed, none is told.',
        }),
        sample,
        links: z.strictObject({ self: link }),
      }),
    ),
    next: cursor.nullable(),
  }),
);

export const drawAnswer = named(
  'Draw',
  z
    .strictObject({
      v: z.literal('yibo-draw/1'),
      seal: z.looseObject({ draw: z.string(), system: z.string() }),
      seal_hash: hash,
      register: z.array(z.looseObject({ id: z.string() })).nullable(),
      people: z.array(z.looseObject({ id: z.string() })).nullable(),
      beacon: z.array(
        z.union([
          z.strictObject({ round: z.int(), signature: z.string() }),
          z.strictObject({ by: z.string(), at: seconds, numbers: z.array(z.array(z.int())) }),
        ]),
      ),
      codes: z.array(hash),
      result: z.looseObject({}).nullable(),
      receipts: z.array(z.looseObject({ n: z.int(), kind: z.string(), previous: hash, hash })),
      head: hash,
      stamp: z.string().nullable(),
    })
    .meta({
      description: 'The bundle of docs/draws.md: `npx yibo draw verify FILE` checks it, and so may a program of yours.',
    }),
);

const evenness = z
  .strictObject({ of: z.int(), counted: z.int(), expected: z.number(), sigma: z.number().nullable() })
  .meta({
    description: 'How many of how many, how many chance lets expect, and how far apart, in standard deviations.',
  });
const spread = z
  .strictObject({ counts: z.record(z.string(), z.int()), p: z.number().nullable() })
  .meta({ description: 'Counts of equally likely outcomes; p: how likely are counts as uneven or more (chi-square).' });

export const drawFiguresAnswer = named(
  'DrawFigures',
  z.strictObject({
    year: z.int(),
    draws: z.int(),
    bySource: z.strictObject({ quicknet: z.int(), numbers: z.int(), codes: z.int() }),
    voids: z.int(),
    withoutResult: z.int(),
    exceptions: z.strictObject({
      manual: z.int(),
      late: z.int(),
      'not-inspectable': z.int(),
      substitute: z.int(),
    }),
    pools: z.strictObject({ smallest: z.int(), median: z.int(), largest: z.int() }).nullable(),
    pairs: z.strictObject({ formed: z.int(), again: z.int() }),
    objects: z.strictObject({ drawn: z.int(), moreThanOnce: z.int(), most: z.int() }),
    inspected: evenness,
    firstHalf: evenness,
    withoutChances: z.int(),
    tickets: spread,
    channels: spread,
  }),
);
