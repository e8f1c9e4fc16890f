import type { Json } from '../../domain/proofs/canonical-json.js';
import type { RegisterRow } from '../register/register.js';
import type { DrawKind } from '../systems/system.js';
import { DrawRefused } from './draw-refused.js';
import { isToken, type PersonTokens, textsIn, writtenIn } from './person-tokens.js';

type Fields = Readonly<Record<string, Json>>;

/** What is known of the persons of a draw when it is sealed. */
export interface Persons {
  /** Of the register, where it is one of people, and of `--people`. */
  readonly numbers: ReadonlySet<string>;
  readonly tokens: PersonTokens;
  /** Whether persons keep the tokens of an earlier draw, which then may stand for them. */
  readonly keepsTokens: boolean;
}

/** Fields of a seal that name persons; of a recusal (回避), only the first is one. */
const personsIn: Readonly<Record<string, (value: Json) => Json>> = {
  inspectors: (value) => value,
  // A number says how many are to be made.
  teams: (value) => (typeof value === 'number' ? null : value),
  recused: (value) =>
    Array.isArray(value) ? value.map((pair) => (Array.isArray(pair) ? (pair[0] ?? null) : pair)) : value,
};

/**
 * The fields of a seal with tokens in place of numbers. Whoever is barred by `not_again` may be absent today, and is hidden all the same.
 * @throws DrawRefused where somebody is named whose number would be public
 */
export function hiddenFields(fields: Fields, { numbers, tokens, keepsTokens }: Persons): Fields {
  for (const [field, personsOf] of Object.entries(personsIn)) {
    const stranger = textsIn(personsOf(fields[field] ?? null), 'numbers').find(
      (name) => !numbers.has(name) && !(keepsTokens && isToken(name)),
    );
    if (stranger !== undefined)
      throw new DrawRefused(
        `${field} names ${stranger}, who is nobody of the register or of --people; their number would be public. Give --people FILE with a row for each person that is named`,
      );
  }
  const { not_again, ...rest } = fields;
  const isPerson = (number: string) => numbers.has(number);
  const hidden = tokens.within(rest, isPerson) as Fields;
  const written = writtenIn(hidden, isPerson);
  if (written !== undefined)
    throw new DrawRefused(`${written} is the number of a person, and a seal is public. Take it out of the sentence`);
  if (not_again === undefined) return hidden;
  return { ...hidden, not_again: tokens.within(not_again, (name) => !(keepsTokens && isToken(name))) };
}

/**
 * Rows of people as they become public: the token and the facts that the rule reads.
 * @throws DrawRefused for any other column
 */
export function hiddenRows(
  rows: readonly RegisterRow[],
  read: readonly string[],
  tokens: PersonTokens,
): readonly RegisterRow[] {
  for (const row of rows) {
    const extra = Object.keys(row).find((name) => name !== 'id' && !read.includes(name));
    if (extra !== undefined)
      throw new DrawRefused(
        `people have a column "${extra}", which would be public and which the rule does not read. Take it out; what may stand there: ${['id', ...read].join(', ')}`,
      );
  }
  return tokens.rows(rows);
}

/** The facts of a person that a draw of this kind reads. */
export function factsRead(kind: DrawKind | null, fields: Fields, rule: Fields): readonly string[] {
  if (kind?.name === 'teams' || kind?.name === 'places') return ['bureau'];
  const { fact } = (fields.strata ?? {}) as { readonly fact?: Json };
  const weights = typeof rule.weight === 'string' ? rule.weight.split('*').map((name) => name.trim()) : [];
  return [...(typeof fact === 'string' ? [fact] : []), ...weights];
}
