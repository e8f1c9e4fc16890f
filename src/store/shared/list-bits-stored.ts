import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { ListEntry, ListingChange } from '../../domain/listings/stores.js';
import { inAll, ordinalsPerPiece, readBits, writeBits } from './list-bits.js';

/** The ordinals of one piece that are in a list. */
interface BitsRow {
  readonly list: number;
  readonly piece: number;
  readonly bits: string;
}

function queries({ rowsOf, element, inOrder, isOneOf }: Dialect) {
  const given = (index: number) => element('given.value', index);
  const number = (index: number) => `CAST(${given(index)} AS bigint)`;
  return {
    bits: `SELECT list, piece, bits FROM listing_bits WHERE ${isOneOf('list', '$1', 'numbers')} ORDER BY piece`,
    bitsOf: `
      SELECT b.list, b.piece, b.bits FROM ${inOrder([
        { table: rowsOf('$1'), as: 'given' },
        { table: 'listing_bits', as: 'b', where: `b.list = ${number(0)} AND b.piece = ${number(1)}`, isOne: true },
      ])}`,
    putBits: `
      INSERT INTO listing_bits (list, piece, bits)
      SELECT ${number(0)}, ${number(1)}, ${given(2)} FROM ${rowsOf('$1')} AS given WHERE true
      ON CONFLICT (list, piece) DO UPDATE SET bits = excluded.bits`,
  };
}

/**
 * Notes in which lists of the first order the versions are that a change lists, each by its ordinal.
 * @param numberOf the number of the list that an entry belongs to
 */
export async function setBits(
  connection: EitherConnection,
  { index, listed, added }: ListingChange,
  numberOf: (one: ListEntry) => number,
  dialect: Dialect,
): Promise<void> {
  const ordinals = new Map(listed.map(({ id }, place) => [id, index.ordinals + place]));
  const pieces = new Map<string, { readonly list: number; readonly piece: number; readonly places: Set<number> }>();
  for (const one of added) {
    const ordinal = ordinals.get(one.id);
    if (one.ordering !== 0 || one.field === '' || ordinal === undefined) continue;
    const list = numberOf(one);
    const piece = Math.floor(ordinal / ordinalsPerPiece);
    const key = `${list}/${piece}`;
    const known = pieces.get(key) ?? { list, piece, places: new Set() };
    known.places.add(ordinal % ordinalsPerPiece);
    pieces.set(key, known);
  }
  if (pieces.size === 0) return;
  const { bitsOf, putBits } = queries(dialect);
  const named = [...pieces.values()].map(({ list, piece }) => JSON.stringify([String(list), String(piece)]));
  for (const { list, piece, bits } of await connection.all<BitsRow>(bitsOf, [dialect.texts(named)])) {
    const own = pieces.get(`${list}/${piece}`);
    for (const place of readBits(bits)) own?.places.add(place);
  }
  const rows = [...pieces.values()].map(({ list, piece, places }) =>
    JSON.stringify([String(list), String(piece), writeBits(places)]),
  );
  await connection.run(putBits, [dialect.texts(rows)]);
}

/** @returns the ordinals that are in all of some lists; null when they are more than `most` */
export async function meetingOf(
  reader: Pick<EitherConnection, 'all'>,
  lists: readonly number[],
  most: number,
  dialect: Dialect,
): Promise<readonly number[] | null> {
  const rows = await reader.all<BitsRow>(queries(dialect).bits, [dialect.numbers(lists)]);
  const pieces = new Map<number, string[]>();
  for (const { piece, bits } of rows) {
    const own = pieces.get(piece);
    if (own) own.push(bits);
    else pieces.set(piece, [bits]);
  }
  const found: number[] = [];
  for (const [piece, texts] of pieces) {
    if (texts.length < lists.length) continue;
    for (const place of inAll(texts)) found.push(piece * ordinalsPerPiece + place);
    if (found.length > most) return null;
  }
  return found;
}
