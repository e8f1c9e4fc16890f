import type { Damage, PartKind } from '../domain/care/damage.js';
import { tables } from './tables.js';

/** A part of a database's structure, as its catalog tells it. */
export interface Part {
  readonly kind: PartKind;
  readonly name: string;
  readonly table: string;
  /** All that it is, in the same words for two that are the same. */
  readonly definition: string;
}

/** What can refuse or change a row that is written. */
const weighty: readonly PartKind[] = ['unique-index', 'trigger', 'constraint'];

/**
 * Compares what is there with what the migrations make.
 * @param expected made in an empty place by the same migrations
 * @param present what the database has
 * @returns what is gone, what is another, and what stands beside ours and could refuse a row
 */
export function alterations(expected: readonly Part[], present: readonly Part[]): readonly Damage[] {
  const isOurs = ({ table }: Part): boolean => table in tables;
  const wanted = expected.filter(isOurs);
  const there = new Map(present.map((part) => [nameOf(part), part]));
  const known = new Set(wanted.map(nameOf));
  const lost = wanted.flatMap((part): Damage[] => {
    const now = there.get(nameOf(part));
    if (!now) return [damage('part-missing', part, [])];
    if (plain(now.definition) === plain(part.definition)) return [];
    return [damage('part-altered', part, [`made: ${plain(part.definition)}`, `now: ${plain(now.definition)}`])];
  });
  const foreign = present
    .filter((part) => isOurs(part) && weighty.includes(part.kind) && !known.has(nameOf(part)))
    .map((part) => damage('part-foreign', part, [plain(part.definition)]));
  return withoutEchoes(lost).concat(foreign);
}

/** What belongs to a table that is gone is gone with it. */
function withoutEchoes(lost: readonly Damage[]): Damage[] {
  const gone = new Set(
    lost.filter(({ part, kind }) => part === 'table' && kind === 'part-missing').map(({ name }) => name),
  );
  return lost.filter(({ part, table }) => part === 'table' || !gone.has(table));
}

/** A trigger that became another kind of thing under the same name would be both gone and foreign. */
function nameOf({ kind, table, name }: Part): string {
  return `${kind.replace('unique-', '')} ${table}.${name}`;
}

function plain(definition: string): string {
  return definition
    .replaceAll(/--[^\n]*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function damage(kind: Damage['kind'], { kind: part, name, table }: Part, said: readonly string[]): Damage {
  return { kind, part, name, table, said };
}
