import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { examinerOf } from '../../src/database/inspect.js';
import type { Damage } from '../../src/domain/care/damage.js';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { publishCars } from './published-cars.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** A database in which cars are public, and somebody at a console who may do everything. */
async function databaseWithCars(): Promise<{ url: string; sql: (text: string) => Promise<pg.QueryResult> }> {
  const url = await server.createDatabase();
  const store = await openStore(url);
  await store.migrate();
  await publishCars(store, 40);
  await store.close();
  const console = new pg.Client(url);
  await console.connect();
  onTestFinished(async () => {
    await console.end();
    await server.dropDatabase(url);
  });
  return { url, sql: (text) => console.query(text) };
}

const namesOf = (found: readonly Damage[] | null) => found?.map(({ kind, part, name }) => `${kind}: ${part} ${name}`);

async function alterationsIn(url: string) {
  return namesOf(await (await examinerOf(url)).findAlterations());
}

describe('the structure of PostgreSQL', () => {
  test('is as the migrations make it; what they were made beside for is gone, and nothing was changed', async () => {
    const { url, sql } = await databaseWithCars();
    expect(await alterationsIn(url)).toEqual([]);
    expect((await sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'yibo%'")).rows).toEqual([]);
  });

  test.each([
    ['DROP TRIGGER version_is_final ON version', 'part-missing: trigger version_is_final'],
    ['ALTER TABLE version DISABLE TRIGGER version_is_final', 'part-altered: trigger version_is_final'],
    [
      "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
      'part-altered: trigger version_is_final',
    ],
    ['ALTER TABLE turn DROP CONSTRAINT turn_delivery_id_key', 'part-missing: constraint turn_delivery_id_key'],
    [
      'ALTER TABLE release DROP CONSTRAINT release_is_published_whole',
      'part-missing: constraint release_is_published_whole',
    ],
    ['DROP INDEX version_by_line', 'part-missing: index version_by_line'],
    ['DROP TABLE outbox', 'part-missing: table outbox'],
    ['ALTER TABLE case_file ALTER COLUMN message DROP NOT NULL', 'part-altered: table case_file'],
    ['CREATE UNIQUE INDEX once ON turn (delivery_id, at)', 'part-foreign: unique-index once'],
  ])('%s is found', async (text, found) => {
    const { url, sql } = await databaseWithCars();
    await sql(text);
    expect(await alterationsIn(url)).toContain(found);
  });

  test('is not known to a role that may not make a schema, and that is said', async () => {
    const { url, sql } = await databaseWithCars();
    await sql(
      "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'r'; GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
    );
    onTestFinished(async () => void (await sql('DROP OWNED BY reader; DROP ROLE reader')));
    const asReader = new URL(url);
    asReader.username = 'reader';
    asReader.password = 'r';
    expect(await alterationsIn(asReader.href)).toBeUndefined();
  });
});

describe('damage in PostgreSQL', () => {
  test('is looked for where amcheck is there', async () => {
    const { url, sql } = await databaseWithCars();
    const examiner = await examinerOf(url);
    expect(await examiner.findDamage({ isThorough: true })).toBeNull();
    await sql('CREATE EXTENSION amcheck');
    expect(await examiner.findDamage({ isThorough: true })).toEqual([]);
  });

  test('of an index that does not have every row is found, with its name', async () => {
    const { url, sql } = await databaseWithCars();
    await sql('CREATE EXTENSION amcheck');
    // An index that is said not to be ready misses what is written meanwhile.
    await sql("UPDATE pg_index SET indisready = false WHERE indexrelid = 'version_by_line'::regclass");
    await sql("INSERT INTO version (release, line, id, fields, hash) VALUES (1, 99, 'CAR9', '[]', 'h')");
    await sql("UPDATE pg_index SET indisready = true WHERE indexrelid = 'version_by_line'::regclass");
    const found = await (await examinerOf(url)).findDamage({ isThorough: true });
    expect(found).toMatchObject([{ kind: 'index-damaged', name: 'version_by_line', table: 'version' }]);
    expect(found?.[0]?.said[0]).toContain('version_by_line');
  });
});
