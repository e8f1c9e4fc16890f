import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../authored/data-file.js';
import type { ContentDocument } from '../../authored/document.js';
import { type Problem, suggestion } from '../../authored/problem.js';
import { type Duration, parseDuration } from '../../domain/time/duration.js';
import { type Datasets, SchemasRefused } from '../../schemas/schema.js';

const text = z.string('is missing. Write a sentence.').trim().nonempty('is empty. Fill it in.');
const duration = z.string('is missing. Write a duration such as P3Y.').transform((given, context): Duration => {
  const read = parseDuration(given);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'is no duration. Write it like P90D, P6M or P3Y.' });
  return z.NEVER;
});

const expiryRule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'is no name. Use small letters, digits and hyphens.'),
  dataset: z.string(),
  when: z.record(z.string(), z.string()).default({}),
  from: z.string().optional(),
  after: duration,
  reason: text,
  legalBasis: text,
});

const shape = z.strictObject(
  {
    standing: z.strictObject(
      { approvedBy: text, legalBasis: text, reason: text },
      'is missing. Write approvedBy, legalBasis and reason below it.',
    ),
    expiry: z.array(expiryRule, 'must be a list of rules, each beginning with "- id:".').default([]),
  },
  'must begin with "standing:", who approves routine imports. Put it back from a copy of data/.',
);

/** 公示期限: when a record's publication must end. */
export type ExpiryRule = z.infer<typeof expiryRule>;

/** How records become public: `data/publication.yaml`. */
export type PublicationTerms = z.infer<typeof shape>;

/**
 * @param datasets what the rules may speak of
 * @throws SchemasRefused with every problem and its place
 */
export function loadPublicationTerms(datasets: Datasets, folder: string): PublicationTerms {
  const file = join(folder, 'publication.yaml');
  if (!existsSync(file)) throw new SchemasRefused([missing(relative(process.cwd(), file))]);
  const document = readDataFile(file);
  const terms = document.read(shape);
  for (const [place, rule] of terms?.expiry.entries() ?? []) crossCheck(document, ['expiry', place], rule, datasets);
  if (terms) refuseNeverReached(document, terms.expiry);
  if (!terms || document.problems.length > 0) throw new SchemasRefused(document.problems);
  return terms;
}

/** The first rule that fits a record counts: one that asks for all that an earlier one asks for is never reached. */
function refuseNeverReached(document: ContentDocument, rules: readonly ExpiryRule[]): void {
  for (const [place, rule] of rules.entries()) {
    const earlier = rules.slice(0, place);
    if (earlier.some(({ id }) => id === rule.id))
      document.refuse(['expiry', place, 'id'], `"${rule.id}" is the name of two rules. Choose another.`);
    const taker = earlier.find(
      ({ dataset, when }) =>
        dataset === rule.dataset && Object.entries(when).every(([name, value]) => rule.when[name] === value),
    );
    if (taker)
      document.refuse(
        ['expiry', place],
        `is never reached: "${taker.id}" before it fits every record that it fits. Move it up, or remove it.`,
      );
  }
}

function missing(file: string): Problem {
  const message =
    'is missing. It says who approves routine imports, and when publication ends: put it back from a copy of data/.';
  return { file, line: 1, column: 1, path: '', message };
}

function crossCheck(document: ContentDocument, at: (string | number)[], rule: ExpiryRule, datasets: Datasets): void {
  const dataset = datasets.get(rule.dataset);
  if (!dataset) {
    document.refuse([...at, 'dataset'], `"${rule.dataset}" is no dataset.${suggestion(rule.dataset, datasets.keys())}`);
    return;
  }
  const fields = new Map(dataset.fields.map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(rule.when)) {
    const field = fields.get(name);
    const allowed = field?.constraints.enum;
    if (!field) document.refuse([...at, 'when', name], `"${name}" is no field.${suggestion(name, fields.keys())}`);
    else if (allowed && !allowed.includes(value)) {
      document.refuse([...at, 'when', name], `"${value}" is no value of it.${suggestion(value, allowed)}`);
    }
  }
  if (rule.from === undefined) return;
  const from = fields.get(rule.from);
  if (!from) document.refuse([...at, 'from'], `"${rule.from}" is no field.${suggestion(rule.from, fields.keys())}`);
  else if (from.type !== 'date' && from.type !== 'datetime') {
    document.refuse([...at, 'from'], `"${rule.from}" is no date. Name a field of type date or datetime.`);
  }
}
