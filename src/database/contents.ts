import type { Inspection } from '../domain/care/inspection.js';
import { missingMigrations } from './migrations.js';
import { tables } from './tables.js';

/** What answers queries, in either database. */
interface Queries {
  all<Row>(sql: string): Promise<Row[]>;
}

interface AppliedRow {
  readonly name: string;
  readonly sha256: string;
  readonly at: number;
}

/** What the tables say, whichever database they are in. */
export type Contents = Pick<
  Inspection,
  'isEmpty' | 'applied' | 'pending' | 'misfit' | 'migratedAt' | 'publishedAt' | 'loading'
>;

const appliedSql = 'SELECT name, sha256, applied_at AS at FROM migration ORDER BY name';
const newestSql = 'SELECT max(published_at) AS at FROM release';
const loadingSql = `SELECT no, dataset, file, made_at AS "madeAt" FROM release WHERE state = 'loading' ORDER BY no`;

/**
 * @param present the names of the tables there are
 * @param isShared whether others may keep tables of theirs beside ours
 * @param folder where the migrations are
 */
export async function contentsOf(
  queries: Queries,
  { present, isShared, folder }: { present: ReadonlySet<string>; isShared: boolean; folder: string },
): Promise<Contents> {
  const known = Object.keys(tables).filter((table) => present.has(table));
  const applied = present.has('migration') ? await queries.all<AppliedRow>(appliedSql) : [];
  return {
    ...fit(folder, applied, isShared ? known.length : present.size),
    applied: applied.map(({ name }) => name),
    migratedAt: applied.length === 0 ? null : Math.max(...applied.map(({ at }) => at)) * 1000,
    publishedAt: present.has('release') ? ((await queries.all<{ at: number | null }>(newestSql))[0]?.at ?? null) : null,
    isEmpty: await areEmpty(queries, known),
    loading: present.has('release') ? await queries.all(loadingSql) : [],
  };
}

/** One after the other: a connection takes one query at a time. */
async function areEmpty(queries: Queries, known: readonly string[]): Promise<boolean> {
  for (const table of known) {
    const rows = await queries.all(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length > 0) return false;
  }
  return true;
}

function fit(
  folder: string,
  applied: readonly AppliedRow[],
  tablesInTheWay: number,
): Pick<Inspection, 'pending' | 'misfit'> {
  if (applied.length === 0 && tablesInTheWay > 0) {
    return { pending: [], misfit: 'it holds tables of another program. Name another database in DATABASE_URL.' };
  }
  try {
    return { pending: missingMigrations(folder, applied).map(({ name }) => name), misfit: null };
  } catch (error) {
    return { pending: [], misfit: error instanceof Error ? error.message : String(error) };
  }
}
