import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import type {
  ListEntry,
  Listed,
  ListedRecord,
  ListingChange,
  ListingIndex,
  ListingStore,
  ListName,
  ListRequest,
  ListSize,
} from '../../domain/listings/stores.js';
import { Stale } from './effects.js';
import { meetingOf, setBits } from './list-bits-stored.js';
import * as sql from './listing-queries.js';
import { type RecordRow, recordOf } from './release-row.js';

type IndexRow = Omit<ListingIndex, 'at'> & { readonly atPosition: number; readonly atLine: number };
type ListRow = ListName & ListSize;

/** More lists than this are not read at once; how many there are is rounded up, so that few statements are prepared. */
const sizes = [1, 2, 4, 8, 16, 32, 64];
const noList = -1;
/** Whatever begins with a text stands before this behind it. */
const last = '\u{10FFFF}';

/** The SQL is the same for every database. */
export class StoredListings implements ListingStore {
  private readonly sql: ReturnType<typeof sql.listChanging> & ReturnType<typeof sql.listReading>;

  constructor(private readonly database: Database) {
    this.sql = { ...sql.listChanging(database.dialect), ...sql.listReading(database.dialect) };
  }

  async indexes(dataset?: string): Promise<readonly ListingIndex[]> {
    const where = dataset === undefined ? '' : 'WHERE dataset = $1';
    const text = `SELECT ${sql.indexColumns} FROM listing_index ${where} ORDER BY no DESC`;
    const rows = await this.database.reader.all<IndexRow>(text, dataset === undefined ? [] : [dataset]);
    return rows.map(({ atPosition, atLine, ...row }) => ({ ...row, at: { position: atPosition, line: atLine } }));
  }

  async begin(index: Pick<ListingIndex, 'dataset' | 'spec' | 'target' | 'versions'>): Promise<void> {
    const { dataset, spec, target, versions } = index;
    const parameters = [dataset, spec, target, versions];
    await this.database.writer.statement((connection) => connection.run(sql.beginSql, parameters));
  }

  async listed(index: number, ids: readonly string[]): Promise<readonly PlacedRecord[]> {
    const rows = await this.database.patientReader.all<RecordRow>(this.sql.listed, [
      this.database.dialect.texts(ids),
      index,
    ]);
    return rows.map((row) => ({ ...recordOf(row), line: row.line }));
  }

  async apply(change: ListingChange): Promise<boolean> {
    try {
      await this.database.writer.longTransaction((connection) => this.applyOn(connection, change));
      return true;
    } catch (error) {
      if (error instanceof Stale) return false;
      throw error;
    }
  }

  async find(index: number, names: readonly ListName[]): Promise<readonly ListRow[]> {
    if (names.length === 0) return [];
    const given = names.map(({ ordering, field, value }) => JSON.stringify([String(ordering), field, value]));
    return this.database.reader.all<ListRow>(this.sql.find, [this.database.dialect.texts(given), index]);
  }

  async findWord(index: number, ordering: number, start: string, most: number): Promise<readonly ListSize[] | null> {
    const { reader, dialect } = this.database;
    const bound = 2 * most + 1;
    const rows = await reader.all<{ list: number }>(sql.wordSql, [index, start, start + last, bound]);
    const lists = [...new Set(rows.map(({ list }) => list))];
    if (rows.length === bound || lists.length > most) return null;
    return lists.length === 0 ? [] : reader.all<ListSize>(this.sql.inOrdering, [dialect.numbers(lists), ordering]);
  }

  values(index: number, field: string, limit: number): Promise<readonly { value: string; n: number }[]> {
    return this.database.reader.all(sql.valuesSql, [index, field, limit]);
  }

  async read(request: ListRequest): Promise<readonly Listed[]> {
    const { lists, also, asOf, backwards, after, least, below, limit } = request;
    const size = sizes.find((one) => one >= lists.length);
    if (size === undefined) throw new Error(`${lists.length} lists are too many to be read at once`);
    const padded = [...lists, ...Array.from({ length: size - lists.length }, () => noList)];
    const parameters = [asOf, after.key, after.id, least, below, limit, ...padded, ...also];
    type Row = Omit<Listed, 'fits'> & { readonly fits: number };
    const rows = await this.database.reader.all<Row>(sql.readSql(size, also.length, backwards), parameters);
    return rows.map((row) => ({ ...row, fits: row.fits === 1 }));
  }

  meeting(lists: readonly number[], most: number): Promise<readonly number[] | null> {
    return meetingOf(this.database.reader, lists, most, this.database.dialect);
  }

  async recordsOf(index: number, ordinals: readonly number[], limit: number): Promise<readonly ListedRecord[]> {
    if (ordinals.length === 0) return [];
    const { reader, dialect } = this.database;
    const rows = await reader.all<RecordRow>(this.sql.recordsOf, [dialect.texts(ordinals.map(String)), index, limit]);
    return rows.map((row) => ({ ...recordOf(row), line: row.line, key: '' }));
  }

  async recordsAt(places: readonly Listed[]): Promise<readonly ListedRecord[]> {
    if (places.length === 0) return [];
    const { reader, dialect } = this.database;
    const given = places.map(({ position, line }) => JSON.stringify([String(position), String(line)]));
    const rows = await reader.all<RecordRow>(this.sql.recordsAt, [dialect.texts(given)]);
    const found = new Map(rows.map((row) => [`${row.position}/${row.line}`, row]));
    return places.flatMap(({ position, line, key }) => {
      const row = found.get(`${position}/${line}`);
      return row ? [{ ...recordOf(row), line, key }] : [];
    });
  }

  async forget({ no }: ListingIndex, upTo: number): Promise<boolean> {
    const { writer } = this.database;
    const forgotten = await writer.longTransaction((connection) => connection.run(sql.forgetSql, [upTo]));
    if (forgotten > 0) return true;
    return writer.longTransaction(async (connection) => {
      let gone = 0;
      for (const text of sql.forgetListsSql) gone = await connection.run(text, [no]);
      await connection.run('UPDATE listing_index SET horizon = $1 WHERE no = $2 AND horizon < $1', [upTo, no]);
      return gone > 0;
    });
  }

  erase(index: number): Promise<boolean> {
    const { writer, dialect } = this.database;
    return writer.longTransaction(async (connection) => {
      for (const text of sql.eraseSql.tables) if ((await connection.run(text, [index])) > 0) return true;
      const lists = await connection.all<ListSize>(sql.eraseSql.lists, [index]);
      const [first] = lists;
      if (!first) return (await connection.run(sql.eraseSql.index, [index])) > 0;
      const small = lists.filter(({ n }) => n <= 10).map(({ no }) => no);
      if (small.length === 0 && (await connection.run(sql.eraseSql.entries, [first.no])) > 0) return true;
      const numbers = dialect.numbers(small.length > 0 ? small : [first.no]);
      for (const text of [this.sql.eraseEntriesOf, this.sql.eraseBits, this.sql.eraseLists])
        await connection.run(text, [numbers]);
      return true;
    });
  }

  private async applyOn(connection: EitherConnection, change: ListingChange): Promise<void> {
    const { index, release, to, added, replaced, removed, listed, unlisted } = change;
    const { texts } = this.database.dialect;
    const given = (rows: readonly (readonly (string | number)[])[]) =>
      texts(rows.map((row) => JSON.stringify(row.map(String))));
    const from = [index.no, index.at.position, index.at.line, index.state, index.versions, index.ordinals];
    const moved = [to.state, to.position, to.at.position, to.at.line, to.versions, to.ordinals];
    if ((await connection.run(sql.claimSql, [...moved, ...from])) === 0) throw new Stale();
    const numbers = await this.count(connection, change);
    const named = (entries: readonly ListEntry[]) =>
      given(entries.map((one) => [numbers.get(nameOf(one)) ?? noList, one.key, one.id]));
    if (removed.length > 0) await connection.run(this.sql.remove, [named(removed)]);
    if (replaced.length > 0) await connection.run(this.sql.replace, [named(replaced), release]);
    const rows = added.map((one) => [numbers.get(nameOf(one)) ?? noList, one.key, one.id, one.line] as const);
    // In the order of the table, so that neighbours are written together.
    rows.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
    if (rows.length > 0) await connection.run(this.sql.addEntries, [given(rows), release]);
    if (unlisted.length > 0) await connection.run(this.sql.unlist, [texts(unlisted), index.no]);
    if (listed.length > 0) {
      const numbered = listed.map(({ id, line }, place) => [id, line, index.ordinals + place]);
      await connection.run(this.sql.list, [given(numbered), index.no, release]);
      await setBits(connection, change, (one) => numbers.get(nameOf(one)) ?? noList, this.database.dialect);
    }
  }

  /** Counts lists up and down. @returns the number of each list that the change names */
  private async count(connection: EitherConnection, change: ListingChange): Promise<ReadonlyMap<string, number>> {
    const { index, added, replaced, removed } = change;
    const { texts } = this.database.dialect;
    const lists = new Map<string, { name: ListEntry; by: number }>();
    const note = (by: number) => (one: ListEntry) => {
      const list = lists.get(nameOf(one));
      if (list) list.by += by;
      else lists.set(nameOf(one), { name: one, by });
    };
    added.forEach(note(1));
    [...replaced, ...removed].forEach(note(-1));
    if (lists.size === 0) return new Map();
    const counted = [...lists.values()].map(({ name: { ordering, field, value }, by }) =>
      JSON.stringify([String(ordering), field, value, String(by)]),
    );
    const rows = await connection.all<ListRow>(this.sql.countLists, [texts(counted), index.no]);
    const words: string[] = [];
    for (const row of rows) {
      const list = lists.get(nameOf(row));
      // One that was there has its words.
      if (row.ordering !== 0 || row.n !== list?.by) continue;
      for (const word of list.name.words ?? []) words.push(JSON.stringify([word, String(row.no)]));
    }
    if (words.length > 0) await connection.run(this.sql.addWords, [texts(words), index.no]);
    return new Map(rows.map((row) => [nameOf(row), row.no]));
  }
}

function nameOf({ ordering, field, value }: ListName): string {
  return `${ordering} ${field} ${value}`;
}
