import type { Dialect } from '../../database/dialect.js';
import { recordColumns } from './release-row.js';
import { versions } from './steps.js';

/** An entry that nothing has replaced is in force until then. */
export const never = Number.MAX_SAFE_INTEGER;
const rowsPerPiece = 5_000;

export const indexColumns = `
  no, dataset, spec, state, position, at_position AS "atPosition", at_line AS "atLine", target, horizon, versions, ordinals`;

export const beginSql = `
  INSERT INTO listing_index (dataset, spec, state, position, at_position, at_line, target, horizon, versions)
  VALUES ($1, $2, 'building', 0, 0, 0, $3, $3, $4) ON CONFLICT (dataset, spec) DO NOTHING`;

// Of two processes that go on from the same place, the second finds it gone.
export const claimSql = `
  UPDATE listing_index SET state = $1, position = $2, at_position = $3, at_line = $4, versions = $5, ordinals = $6
  WHERE no = $7 AND at_position = $8 AND at_line = $9 AND state = $10 AND versions = $11 AND ordinals = $12`;

/** The lists that a word leads to, whatever their order; $4 bounds them. */
export const wordSql = `
  SELECT list FROM listing_word WHERE index_no = $1 AND word >= $2 AND word < $3 ORDER BY word, list LIMIT $4`;

export const valuesSql = `
  SELECT value, n FROM listing_list WHERE index_no = $1 AND ordering = 0 AND field = $2 AND n > 0
  ORDER BY n DESC LIMIT $3`;

export const forgetSql = `
  DELETE FROM listing_entry WHERE until <= $1 AND (list, key, id, since) IN (
    SELECT list, key, id, since FROM listing_entry WHERE until <= $1 AND until < ${never} ORDER BY until LIMIT ${rowsPerPiece})`;

/** Lists that nobody is in: of those only that can be, since what is replaced may be asked for yet. */
const emptyLists = `
  SELECT no FROM listing_list WHERE index_no = $1 AND n <= 0 AND NOT EXISTS (
    SELECT 1 FROM listing_entry WHERE list = listing_list.no LIMIT 1) LIMIT ${rowsPerPiece}`;
export const forgetListsSql = [
  `DELETE FROM listing_word WHERE index_no = $1 AND list IN (${emptyLists})`,
  `DELETE FROM listing_bits WHERE list IN (${emptyLists})`,
  `DELETE FROM listing_list WHERE no IN (${emptyLists})`,
];

/** What is kept of an index, a piece at a time: what leads to its lists, then what is in them. */
export const eraseSql = {
  tables: [
    ['listing_word', 'index_no, word, list'],
    ['listing_record', 'index_no, id'],
  ].map(
    ([table, key]) => `
      DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE index_no = $1 LIMIT ${rowsPerPiece})`,
  ),
  lists: `SELECT no, n FROM listing_list WHERE index_no = $1 ORDER BY no LIMIT 500`,
  entries: `
    DELETE FROM listing_entry WHERE (list, key, id, since) IN (
      SELECT list, key, id, since FROM listing_entry WHERE list = $1 LIMIT ${rowsPerPiece})`,
  index: `DELETE FROM listing_index WHERE no = $1`,
};

/** The queries that change lists. */
export function listChanging({ isOneOf, rowsOf, element }: Dialect) {
  const given = (index: number) => element('given.value', index);
  const number = (index: number) => `CAST(${given(index)} AS bigint)`;
  const entryNames = `SELECT ${number(0)}, ${given(1)}, ${given(2)} FROM ${rowsOf('$1')} AS given`;
  return {
    countLists: `
      INSERT INTO listing_list (index_no, ordering, field, value, n)
      SELECT $2, ${number(0)}, ${given(1)}, ${given(2)}, ${number(3)} FROM ${rowsOf('$1')} AS given WHERE true
      ON CONFLICT (index_no, ordering, field, value) DO UPDATE SET n = listing_list.n + excluded.n
      RETURNING no, ordering, field, value, n`,
    addEntries: `
      INSERT INTO listing_entry (list, key, id, since, line)
      SELECT ${number(0)}, ${given(1)}, ${given(2)}, $2, ${number(3)} FROM ${rowsOf('$1')} AS given WHERE true
      ON CONFLICT (list, key, id, since) DO NOTHING`,
    addWords: `
      INSERT INTO listing_word (index_no, word, list)
      SELECT $2, ${given(0)}, ${number(1)} FROM ${rowsOf('$1')} AS given WHERE true
      ON CONFLICT (index_no, word, list) DO NOTHING`,
    replace: `UPDATE listing_entry SET until = $2 WHERE until = ${never} AND (list, key, id) IN (${entryNames})`,
    remove: `DELETE FROM listing_entry WHERE (list, key, id) IN (${entryNames})`,
    list: `
      INSERT INTO listing_record (index_no, id, position, line, ordinal)
      SELECT $2, ${given(0)}, $3, ${number(1)}, ${number(2)} FROM ${rowsOf('$1')} AS given WHERE true
      ON CONFLICT (index_no, id) DO UPDATE
      SET position = excluded.position, line = excluded.line, ordinal = excluded.ordinal`,
    eraseBits: `DELETE FROM listing_bits WHERE ${isOneOf('list', '$1', 'numbers')}`,
    unlist: `
      DELETE FROM listing_record WHERE index_no = $2 AND id IN (SELECT given.value FROM ${rowsOf('$1')} AS given)`,
    eraseEntriesOf: `DELETE FROM listing_entry WHERE ${isOneOf('list', '$1', 'numbers')}`,
    eraseLists: `DELETE FROM listing_list WHERE ${isOneOf('no', '$1', 'numbers')}`,
  };
}

/** The queries that read lists. */
export function listReading({ inOrder, isOneOf, rowsOf, element }: Dialect) {
  const given = (index: number) => element('given.value', index);
  const record = (release: string) => [
    { table: 'release', as: 'r', where: `r.position = ${release}.position`, isOne: true },
    { ...versions(`v.release = r.no AND v.line = ${release}.line`), isOne: true },
  ];
  return {
    listed: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: rowsOf('$1'), as: 'wanted' },
        { table: 'listing_record', as: 'l', where: 'l.index_no = $2 AND l.id = wanted.value', isOne: true },
        ...record('l'),
      ])}`,
    find: `
      SELECT l.no, l.ordering, l.field, l.value, l.n FROM ${inOrder([
        { table: rowsOf('$1'), as: 'given' },
        {
          table: 'listing_list',
          as: 'l',
          where: `l.index_no = $2 AND l.ordering = CAST(${given(0)} AS bigint) AND l.field = ${given(1)} AND l.value = ${given(2)}`,
          isOne: true,
        },
      ])}`,
    inOrdering: `
      SELECT l.no, l.n FROM ${inOrder([
        { table: 'listing_list', as: 'a', where: isOneOf('a.no', '$1', 'numbers') },
        {
          table: 'listing_list',
          as: 'l',
          where: 'l.index_no = a.index_no AND l.ordering = $2 AND l.field = a.field AND l.value = a.value',
          isOne: true,
        },
      ])}`,
    recordsOf: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: rowsOf('$1'), as: 'wanted' },
        {
          table: 'listing_record',
          as: 'l',
          where: 'l.index_no = $2 AND l.ordinal = CAST(wanted.value AS bigint)',
          isOne: true,
        },
        ...record('l'),
      ])} LIMIT $3`,
    recordsAt: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: rowsOf('$1'), as: 'given' },
        { table: 'release', as: 'r', where: `r.position = CAST(${given(0)} AS bigint)`, isOne: true },
        { ...versions(`v.release = r.no AND v.line = CAST(${given(1)} AS bigint)`), isOne: true },
      ])}`,
  };
}

/**
 * @param lists how many lists there are: each is read by itself, as far as the page can need
 * @param also how many lists a record must be in besides: in the same order, so that neighbours there are neighbours here
 */
export function readSql(lists: number, also: number, backwards: boolean): string {
  const order = backwards ? 'key DESC, id DESC' : 'key, id';
  const one = (_: unknown, place: number) => `
    SELECT * FROM (
      SELECT key, id, since, line FROM listing_entry
      WHERE list = $${place + 7} AND since <= $1 AND until > $1
        AND (key, id) ${backwards ? '<' : '>'} ($2, $3) AND key >= $4 AND key < $5
      ORDER BY ${order} LIMIT $6) AS one_${place}`;
  const isIn = (_: unknown, place: number) => `EXISTS (
    SELECT 1 FROM listing_entry AS o
    WHERE o.list = $${lists + place + 7} AND o.key = e.key AND o.id = e.id AND o.since = e.since)`;
  const fits = also === 0 ? '1' : `CASE WHEN ${Array.from({ length: also }, isIn).join(' AND ')} THEN 1 ELSE 0 END`;
  return `
    SELECT e.key, e.id, e.since AS position, e.line, ${fits} AS fits FROM (
      SELECT * FROM (${Array.from({ length: lists }, one).join(' UNION ALL ')}) AS several ORDER BY ${order} LIMIT $6) AS e
    ORDER BY ${order.replaceAll(/(key|id)/g, 'e.$1')}`;
}
