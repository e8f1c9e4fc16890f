import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { AskedFact } from './asked.js';
import { type Fact, factsOf, factValue, type Telling } from './fact.js';
import type { Lookup } from './lookup.js';
import { sayFacts } from './say-fact.js';

/** How a field of a record is told: under the title that its schema gives it, unless it says otherwise. */
export interface FieldTelling extends Omit<Telling, 'label'> {
  /** What it is called instead, where people say another word than the schema: 车架号 for 车辆识别代号. */
  readonly label?: string;
  /** It is the number of a thing, and read out digit by digit. */
  readonly isCode?: boolean;
  /** Words that ask for it (什么时候检), beside what it is called. */
  readonly asked?: readonly string[];
}

/** A lookup of single records that are told field by field, one sentence each after a first one. */
export interface RecordLookupPlan
  extends Pick<Lookup, 'id' | 'dataset' | 'identifiers' | 'challenge' | 'slots' | 'find' | 'candidate' | 'several'> {
  /** The keys of the schema that it finds records by. */
  readonly keys: readonly string[];
  /** The fields that it tells, in their order. */
  readonly tells: Readonly<Record<string, FieldTelling>>;
  /** Which of those the first sentence says; it cannot do without them. */
  readonly head: readonly string[];
  /** @param value gives the value of a field of the head */
  sayHead(value: (field: string) => string, mark: Sentence | ''): Sentence;
}

/**
 * Makes a lookup of a plan.
 * @param schema of the dataset it asks; null where there is none, and its fields are called by their names
 * @example `{ tells: { engine_no: { isCode: true } } }` with a schema that titles `engine_no` 发动机号 tells 发动机号：2TR…
 */
export function recordLookup(plan: RecordLookupPlan, schema: DatasetSchema | null): Lookup {
  const { id, dataset, identifiers, challenge, slots, find, candidate, several, keys, tells, head, sayHead } = plan;
  const titles = new Map(schema?.fields.map(({ name, title }) => [name, title]));
  const tellings = Object.fromEntries(
    Object.entries(tells).map(([name, telling]) => [
      name,
      { ...telling, label: telling.label ?? titles.get(name) ?? name },
    ]),
  );
  const labelOf = (field: string) => tellings[field]?.label ?? field;
  const headLabels = new Set(head.map(labelOf));
  const codeLabels = Object.entries(tells).flatMap(([name, { isCode }]) => (isCode ? [labelOf(name)] : []));
  const sayAll = (facts: readonly Fact[]): readonly Sentence[] => sayFacts(facts, codeLabels);
  const asked = Object.entries(tells).map(([name, { asked = [] }]): AskedFact => {
    const title = labelOf(name);
    return { title, words: [title, ...asked], say: (facts) => sayAll(facts.filter(({ label }) => label === title)) };
  });
  return {
    id,
    dataset,
    identifiers,
    fields: Object.keys(identifiers),
    needs: [{ dataset, keys, fields: head }],
    challenge,
    secret: null,
    slots,
    find,
    candidate,
    several,
    asked,
    facts: (record: DisclosureRecord) => factsOf(record, tellings),
    say(facts: readonly Fact[], { mark }) {
      const others = facts.filter(({ label }) => !headLabels.has(label));
      return [sayHead((field) => factValue(facts, labelOf(field)), mark), ...sayAll(others)];
    },
  };
}
