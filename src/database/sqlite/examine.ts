import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Damage, Examiner, Search } from '../../domain/care/damage.js';
import type { Inspection } from '../../domain/care/inspection.js';
import { missingMigrations } from '../migrations.js';
import { alterations, type Part } from '../structure.js';
import { inspectSqlite } from './inspect.js';
import { Findings, type Tree } from './integrity-words.js';
import { migrationsFolder } from './migrations-folder.js';
import { inMemory, type Queries, reading } from './reading.js';

const perTable = 100;
/** Between two tables, so that the log of those who write meanwhile can be brought into the file. */
const pauseMs = 20;
const lookEveryMs = 100;

const partsSql = `
  SELECT type, name, tbl_name AS "table", sql FROM sqlite_master
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;

/** SQLite says itself what is damaged; here it is put down to the table or index that it is in. */
export class SqliteExaminer implements Examiner {
  private readonly file: string;

  /** @param path of the database; there may be none */
  constructor(path: string) {
    this.file = resolve(path);
  }

  inspect(): Promise<Inspection> {
    return inspectSqlite(this.file);
  }

  /**
   * Goes through table by table, each in a reading of its own, with every row looked for in every index. A thorough search
   * goes on without pauses, and asks whether any page belongs to nothing.
   */
  async findDamage({ isThorough, isStopped = () => false }: Search): Promise<readonly Damage[]> {
    if (!existsSync(this.file)) return [];
    const trees = await this.trees().catch(saidBy);
    const found = new Findings(typeof trees === 'string' ? [] : trees);
    if (typeof trees === 'string') {
      found.add([trees], null);
      return found.all();
    }
    const tables = trees.filter(({ type }) => type === 'table').map(({ name }) => name);
    for (const table of tables) {
      if (isStopped()) return found.all();
      found.add(await this.check(`integrity_check("${table}")`, isStopped), table);
      if (!isThorough) await pause(pauseMs);
    }
    // Nothing more would be said of what is known by now.
    if (isThorough && found.all().length === 0)
      found.add(await this.check(`integrity_check(${perTable})`, isStopped), null);
    return found.all();
  }

  async findAlterations(): Promise<readonly Damage[]> {
    if (!existsSync(this.file)) return [];
    return reading(this.file, async (queries) => {
      const applied = await queries.all<{ name: string }>('SELECT name FROM migration');
      return alterations(await expectedParts(applied.map(({ name }) => name)), await partsOf(queries));
    });
  }

  /** Every table and index with the page it begins on. */
  private trees(): Promise<readonly Tree[]> {
    const sql = 'SELECT type, name, tbl_name AS "table", rootpage AS root FROM sqlite_master WHERE rootpage > 0';
    return reading(this.file, (queries) => queries.all<Tree>(sql));
  }

  /** @returns what it says that is not good; nothing when it was broken off */
  private check(pragma: string, isStopped: () => boolean): Promise<readonly string[]> {
    return reading(this.file, async (queries) => {
      const watch = setInterval(() => isStopped() && queries.interrupt(), lookEveryMs);
      try {
        const rows = await queries.all<Record<string, string>>(`PRAGMA ${pragma}`);
        return rows.flatMap((row) => Object.values(row)).filter((said) => said !== 'ok');
      } catch (error) {
        return isStopped() ? [] : [saidBy(error)];
      } finally {
        clearInterval(watch);
      }
    });
  }
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @param applied the migrations that the database has had */
function expectedParts(applied: readonly string[]): Promise<readonly Part[]> {
  const had = missingMigrations(migrationsFolder, []).filter(({ name }) => applied.includes(name));
  return inMemory(had.map(({ sql }) => sql).join('\n'), partsOf);
}

async function partsOf(queries: Pick<Queries, 'all'>): Promise<readonly Part[]> {
  const rows = await queries.all<{ type: 'table' | 'index' | 'trigger'; name: string; table: string; sql: string }>(
    partsSql,
  );
  return rows.map(({ type, name, table, sql }) => {
    const isUnique = type === 'index' && /^CREATE\s+UNIQUE/i.test(sql);
    return { kind: isUnique ? 'unique-index' : type, name, table, definition: sql };
  });
}
