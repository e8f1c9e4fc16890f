import type { Store } from '../domain/store.js';
import { publishedRegister } from '../draws/protocol/published-register.js';
import type { RegisterRow } from '../draws/register/register.js';
import type { RegisterRelease } from '../draws/register/register-release.js';
import type { DatasetSchema, Datasets } from '../schemas/schema.js';
import { UsageError } from './with-store.js';

/** Names with values as they are typed: `risk=risk_class,credit`. */
export type NamedFields = Readonly<Record<string, string>>;

/**
 * Reads `risk=risk_class,credit`: facts of the rule, each with the field that it is; alone, the field of the same name.
 * @throws UsageError
 */
export function factsGiven(text: string): NamedFields {
  const pairs = text.split(/[,，]/).map((one) => {
    const [, fact, field] = /^\s*([\p{L}\d_]+)\s*(?:=\s*([a-z0-9_]+))?\s*$/u.exec(one) ?? [];
    if (fact === undefined)
      throw new UsageError(`--facts "${one}" is none. Write fact=field, such as risk=risk_class.`);
    return [fact, field ?? fact] as const;
  });
  return Object.fromEntries(pairs);
}

/** What of a dataset a register is made of. */
export interface FromDataset {
  readonly dataset: string;
  readonly facts: NamedFields;
  readonly where: NamedFields;
}

/**
 * The rows of a dataset as they are public, with the release that they come from.
 * @throws UsageError for a dataset or a field that there is not, or that not everybody may read; DrawRefused where nothing is published
 */
export async function registerFrom(
  { dataset, facts, where }: FromDataset,
  datasets: Datasets,
  store: Pick<Store, 'records' | 'publications'>,
): Promise<{ readonly rows: readonly RegisterRow[]; readonly release: RegisterRelease }> {
  const schema = datasets.get(dataset);
  if (schema?.access !== 'open')
    throw new UsageError(`there is no open dataset ${dataset}. Known are: ${openNames(datasets)}.`);
  for (const field of [...Object.values(facts), ...Object.keys(where)]) expectField(schema, field);
  return publishedRegister({ dataset, facts, where }, store);
}

function expectField(schema: DatasetSchema, field: string): void {
  const names = schema.fields.map(({ name }) => name);
  if (!names.includes(field))
    throw new UsageError(`${schema.name} has no field ${field}. It has: ${names.join(', ')}.`);
}

function openNames(datasets: Datasets): string {
  return [...datasets.values()].flatMap(({ name, access }) => (access === 'open' ? [name] : [])).join(', ');
}
