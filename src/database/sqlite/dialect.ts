import type { Dialect } from '../dialect.js';

/** The codes of SQLite that are about the file, its disk or its lock, and not about a statement. */
const ofTheFile: ReadonlySet<unknown> = new Set(
  [
    'BUSY',
    'LOCKED',
    'FULL',
    'IOERR',
    'READONLY',
    'CANTOPEN',
    'CORRUPT',
    'NOTADB',
    'NOMEM',
    'PROTOCOL',
    'AUTH',
    'PERM',
  ].map((name) => `SQLITE_${name}`),
);

/** Lists are JSON; CROSS JOIN keeps tables in their order; whoever writes is alone. */
export const sqliteDialect: Dialect = {
  texts: (values) => JSON.stringify(values),
  numbers: (values) => JSON.stringify(values),
  isOneOf: (value, parameter) => `${value} IN (SELECT value FROM json_each(${parameter}))`,
  rowsOf: (parameter) => `json_each(${parameter})`,
  element: (array, index) => `(${array} ->> ${index})`,
  member: (object, name) => `(${object} ->> '${name}')`,
  inOrder(steps) {
    const tables = steps.map(({ table, as }) => `${table} AS ${as}`);
    const conditions = steps.flatMap(({ where }) => where ?? []);
    return `${tables.join(' CROSS JOIN ')} ON ${conditions.join(' AND ')}`;
  },
  arrays: (columns) => `json_group_array(json_array(${columns.join(', ')}))`,
  hasOneWriter: true,
  lockRow: '',
  nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  skipLocked: '',
  isUnavailable: (error) => error instanceof Error && 'code' in error && ofTheFile.has(error.code),
  lockChain: () => Promise.resolve(),
};
