import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsThere } from '../../src/authored/fields-there.js';

const words = z.union([z.string(), z.strictObject({ voice: z.string(), text: z.string() })]).transform(String);
const shape = z.strictObject({
  title: z.string(),
  fields: z.array(z.strictObject({ name: z.string(), ask: words })).optional(),
  known: z.record(z.string(), z.strictObject({ value: words })),
});

test.each([
  [[], ['title', 'fields', 'known']],
  [
    ['fields', 0],
    ['name', 'ask'],
  ],
  [
    ['fields', 0, 'ask'],
    ['voice', 'text'],
  ],
  [['known', 'address'], ['value']],
  [['title'], []],
  [['nowhere', 1], []],
])('at %j the shape knows the names %j', (path, names) => {
  expect(fieldsThere(shape, path)).toEqual(names);
});
