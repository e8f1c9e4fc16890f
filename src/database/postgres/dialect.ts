import type { Dialect, Step } from '../dialect.js';
import { numberArray, textArray, withoutNul } from './arrays.js';
import { chainLockSql } from './locks.js';
import { isOfTheServer } from './unavailable.js';

const types = { texts: 'text[]', numbers: 'bigint[]' };

/** Lists are arrays; OFFSET 0, or LIMIT 1 where there is only one, keeps tables in their order; many write at once. */
export const postgresDialect: Dialect = {
  // One text that cannot be looked for must not keep the others from being found.
  texts: (values) => textArray(values.map(withoutNul)),
  numbers: numberArray,
  isOneOf: (value, parameter, of) => `${value} = ANY (${parameter}::${types[of]})`,
  rowsOf: (parameter) => `(SELECT unnest(${parameter}::text[]) AS value)`,
  element: (array, index) => `(${array}::json ->> ${index})`,
  member: (object, name) => `(${object}::json ->> '${name}')`,
  inOrder: (steps) => steps.map(subquery).join(' CROSS JOIN LATERAL '),
  arrays: (columns) => `coalesce(json_agg(json_build_array(${columns.join(', ')})), '[]')::text`,
  hasOneWriter: false,
  lockRow: 'FOR UPDATE',
  nowMs: '(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  isUnavailable: isOfTheServer,
  async lockChain(connection) {
    await connection.all(chainLockSql);
  },
};

function subquery({ table, as, where, isOne, order, limit }: Step): string {
  const condition = where === undefined ? '' : `WHERE ${where}`;
  const sorted = order === undefined ? '' : `ORDER BY ${order}`;
  const end = isOne ? 'LIMIT 1' : limit === undefined ? 'OFFSET 0' : `LIMIT ${limit}`;
  return `(SELECT * FROM ${table} AS ${as} ${condition} ${sorted} ${end}) AS ${as}`;
}
