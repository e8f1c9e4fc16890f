import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { examinerOf } from '../../src/database/inspect.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from '../commands/run-yibo.js';
import { damage, wipe } from './damaging.js';
import { change, database, examine, root } from './examine.js';
import { temporaryFolder } from './fixtures.js';
import { publishCars } from './published-cars.js';

/** A database in which forty cars are public, each with its sticker. */
async function databaseWithCars(): Promise<string> {
  const file = join(temporaryFolder(), 'yibo.db');
  const store = await openStore(`sqlite:${file}`);
  await store.migrate();
  await publishCars(store, 40);
  await store.close();
  return file;
}

async function damageIn(file: string, isThorough = true) {
  return (await examinerOf(`sqlite:${file}`)).findDamage({ isThorough });
}

async function alterationsIn(file: string) {
  const found = await (await examinerOf(`sqlite:${file}`)).findAlterations();
  return found?.map(({ kind, part, name }) => `${kind}: ${part} ${name}`);
}

async function told(file: string, check: string, language: 'en' | 'zh' = 'en'): Promise<string> {
  const { line, checked } = await examine({ DATABASE_URL: `sqlite:${file}` }, {}, root, [check]);
  return language === 'en' ? line(check) : JSON.stringify(checked);
}

describe('an index of SQLite that was damaged', () => {
  test('tells one car for another, and is found: with its name, what it means and what to do', async () => {
    const file = await databaseWithCars();
    await damage(file, 'version_by_id', 'CAR1007', 'CAR1006');
    await damage(file, 'version_by_id', 'CAR1008', 'CAR1007');
    const store = await openStore(`sqlite:${file}`);
    const record = await store.records.get('vehicles', 'CAR1007');
    await store.close();
    expect(record?.fields.vin).toBe('CAR1008');

    expect(await damageIn(file)).toMatchObject([{ kind: 'index-damaged', name: 'version_by_id', table: 'version' }]);
    const said = await told(file, 'integrity');
    expect(said).toMatch(/^✗ integrity .*index version_by_id, by which public records are found, is damaged/);
    expect(said).toContain(`sqlite3 ${file} 'REINDEX "version_by_id"'`);
    expect(said).toMatch(/\n {15}· .*missing from index version_by_id/);
    expect(await told(file, 'integrity', 'zh')).toContain('公开的记录的索引 version_by_id 坏了');
  });

  test.each([
    ['a key', 'version_key', 'KEY1008', 'KEY1007', 'version_key_by_version'],
    ['the way from a version to its keys', 'version_key_by_version', 'KEY1008', 'KEY1007', 'version_key_by_version'],
  ])('in %s', async (_, tree, from, to, index) => {
    const file = await databaseWithCars();
    await damage(file, tree, from, to);
    expect(await damageIn(file)).toMatchObject([{ kind: 'index-damaged', name: index }]);
    expect(await damageIn(file, false)).toMatchObject([{ kind: 'index-damaged', name: index }]);
  });

  test('is whole again after what doctor says', async () => {
    const file = await databaseWithCars();
    await damage(file, 'version_by_id', 'CAR1008', 'CAR1007');
    await change(file, 'REINDEX "version_by_id"');
    expect(await damageIn(file)).toEqual([]);
    expect(await told(file, 'record')).toMatch(/^✓ record .*40 versions/);
  });
});

test('a table whose page is rubbish is named, and not its indexes, which have nothing to lead to', async () => {
  const file = await databaseWithCars();
  await wipe(file, 'version');
  expect(await damageIn(file)).toMatchObject([{ kind: 'table-damaged', name: 'version' }]);
  const said = await told(file, 'integrity');
  expect(said).toMatch(
    /^✗ integrity .*table version is damaged, which holds public records[^\n]*Restore the newest backup/,
  );
  expect(said).not.toContain('*** in database');
});

test('a search that is stopped ends, and finds nothing that it has not seen', async () => {
  const file = await databaseWithCars();
  await damage(file, 'version_by_id', 'CAR1008', 'CAR1007');
  const examiner = await examinerOf(`sqlite:${file}`);
  expect(await examiner.findDamage({ isThorough: false, isStopped: () => true })).toEqual([]);
});

test('looking for damage leaves nothing beside the file, and makes none', async () => {
  const file = await databaseWithCars();
  await damageIn(file);
  await alterationsIn(file);
  expect(readdirSync(join(file, '..'))).toEqual(['yibo.db']);
  const none = join(temporaryFolder(), 'none.db');
  expect([await damageIn(none), await alterationsIn(none)]).toEqual([[], []]);
  expect(readdirSync(join(none, '..'))).toEqual([]);
});

describe('the structure of SQLite', () => {
  test.each([
    ['DROP TRIGGER version_is_final', 'part-missing: trigger version_is_final'],
    ['DROP INDEX version_by_id', 'part-missing: unique-index version_by_id'],
    ['DROP INDEX release_by_dataset', 'part-missing: index release_by_dataset'],
    ['DROP TABLE outbox', 'part-missing: table outbox'],
    [
      'DROP INDEX version_by_id; CREATE INDEX version_by_id ON version (id, release)',
      'part-altered: unique-index version_by_id',
    ],
    [
      'DROP TRIGGER version_is_final; CREATE TRIGGER version_is_final BEFORE UPDATE ON version BEGIN SELECT 1; END',
      'part-altered: trigger version_is_final',
    ],
    [
      "PRAGMA writable_schema = on; UPDATE sqlite_master SET sql = replace(sql, 'CHECK (approved_by <> made_by)', '') WHERE name = 'release'",
      'part-altered: table release',
    ],
    [
      'CREATE TRIGGER helpful BEFORE INSERT ON case_file BEGIN SELECT raise(IGNORE); END',
      'part-foreign: trigger helpful',
    ],
    ['CREATE UNIQUE INDEX once ON turn (delivery_id, at)', 'part-foreign: unique-index once'],
  ])('%s is found', async (sql, found) => {
    const file = await database();
    expect(await alterationsIn(file)).toEqual([]);
    await change(file, sql);
    expect(await alterationsIn(file)).toContain(found);
  });

  test("another index that only makes something faster is nobody else's business", async () => {
    const file = await database();
    await change(file, 'CREATE INDEX faster ON case_file (line)');
    expect(await alterationsIn(file)).toEqual([]);
  });

  test('that is not as it was is told with what it means', async () => {
    const file = await database();
    await change(file, 'DROP TRIGGER version_is_final; DROP INDEX version_by_id');
    const said = await told(file, 'structure');
    expect(said).toMatch(
      /✗ structure .*trigger version_is_final of version is gone: public records can be changed or deleted, and nothing/,
    );
    expect(said).toMatch(/✗ structure .*unique index version_by_id of version is gone: public records may come twice/);
    expect(await told(file, 'structure', 'zh')).toContain('触发器 version_is_final（表 version）不见了');
  });
});

describe('the audit', () => {
  test.each([
    ['version_by_id', 'CAR1008', 'CAR1007', 'CAR1008'],
    ['version_key', 'KEY1008', 'KEY1007', 'CAR1008'],
  ])('is misled by no damage in %s: every version is asked for by its id and its keys', async (tree, from, to, id) => {
    const file = await databaseWithCars();
    expect(await told(file, 'record')).toMatch(/^✓ record .*40 versions/);
    await damage(file, tree, from, to);
    const said = await told(file, 'record');
    expect(said).toMatch(
      new RegExp(`^✗ record .*version of "${id}" from line 8: who asks for it .* an index is damaged`),
    );
  });

  test('looks at triggers and unique indexes, too, and ends with 1 where one is gone', async () => {
    const file = await databaseWithCars();
    const desk = new Desk();
    onTestFinished(() => desk.remove());
    const env = { DATABASE_URL: `sqlite:${file}` };
    expect(desk.run(['audit'], env)).toMatchObject({ code: 0, out: expect.stringMatching(/^The chain holds/) });
    await change(file, 'DROP TRIGGER version_is_final');
    const { code, out } = desk.run(['audit'], env);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/The chain holds[\s\S]*trigger version_is_final of version is gone/),
    ]);
    const json = JSON.parse(desk.run(['audit', '--json'], env).out);
    expect(json).toMatchObject({ broken: null, structure: [{ code: 'part-missing' }] });
  });
});

describe('a backup', () => {
  test('carries no damage on: it is refused, with what is damaged and what to do; the file is not made', async () => {
    const file = await databaseWithCars();
    await damage(file, 'version_key', 'KEY1008', 'KEY1007');
    const desk = new Desk();
    onTestFinished(() => desk.remove());
    const env = { DATABASE_URL: `sqlite:${file}` };
    const { code, err } = desk.run(['backup', 'b.jsonl.gz'], env);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /^yibo backup: the database is damaged.*\nindex version_key_by_version,[\s\S]*REINDEX[\s\S]*--even-damaged/,
      ),
    ]);
    expect(readdirSync(desk.folder)).toEqual([]);

    const rescued = desk.run(['backup', 'b.jsonl.gz', '--even-damaged'], env);
    expect([rescued.code, rescued.err]).toEqual([0, expect.stringMatching(/^warning: index version_key_by_version/)]);
    expect(readdirSync(desk.folder)).toEqual(['b.jsonl.gz']);
  });
});
