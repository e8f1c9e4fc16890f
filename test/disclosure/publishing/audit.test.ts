import sqlite3 from 'sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../../src/disclosure/audit/audit.js';
import { changePlan, planCorrection } from '../../../src/disclosure/publishing/change-record.js';
import { draftChanges } from '../../../src/disclosure/publishing/draft-changes.js';
import { makePublic } from '../../../src/disclosure/publishing/make-public.js';
import { sealReleases } from '../../../src/disclosure/sealing/seal-releases.js';
import { releaseHash, versionHash } from '../../../src/domain/disclosure/release.js';
import type { Store } from '../../../src/domain/store.js';
import { importFile } from '../../../src/importing/import-file.js';
import { openStore } from '../../../src/store/open.js';
import { dataset, datasets, fileOf, pathOf, terms } from '../../importing/fixtures.js';

const wine = (code: string, name: string) => `${code},${name},巴西,示例公司\n`;
const header = 'bottle_code,name,origin_country,importer\n';

let file: string;
let store: Store;

beforeEach(async () => {
  file = pathOf('audit.db');
  store = await openStore(`sqlite:${file}`);
  await store.migrate();
  const publish = (text: string) =>
    importFile({
      dataset: dataset('wines'),
      file: fileOf(header + text),
      store: store.publications,
      terms,
      now: () => 5000,
    });
  await publish(wine('100001', '一') + wine('100002', '二') + wine('100003', '三'));
  await publish(wine('100004', '四'));
  await publish(wine('100002', '二改'));
  return () => store.close();
});

/** @returns SQL that copies a release, with other values in some of its columns */
function copyOfRelease(no: number, change: Record<string, string | number | null>): string {
  const quoted = (value: string | number | null) => (typeof value === 'string' ? `'${value}'` : String(value));
  const set = Object.entries(change).map(([column, value]) => `${column} = ${quoted(value)}`);
  return `CREATE TEMP TABLE copy AS SELECT * FROM release WHERE no = ${no};
    UPDATE copy SET ${set.join(', ')}; INSERT INTO release SELECT * FROM copy; `;
}

function copyOfVersions(from: number, to: number, id: string): string {
  return `INSERT INTO version SELECT ${to}, line, '${id}', change, fields, raw, previous, hash FROM version
    WHERE release = ${from} LIMIT 1; `;
}

/** What somebody with the file in hands could do: past the triggers, straight into the tables. */
async function tamper(sql: string): Promise<void> {
  const database = new sqlite3.Database(file);
  const run = (text: string) =>
    new Promise<void>((resolve, reject) => database.exec(text, (error) => (error ? reject(error) : resolve())));
  const triggers = ['release_is_final', 'release_is_kept', 'version_is_final', 'version_is_kept'];
  for (const trigger of [...triggers, 'release_is_published_whole_at_once', 'release_is_published_whole_later']) {
    await run(`DROP TRIGGER ${trigger}`);
  }
  await run(`PRAGMA ignore_check_constraints = ON; ${sql}`);
  await new Promise((resolve) => database.close(resolve));
}

const look = (expectedHead?: string) =>
  audit({ store: store.publications, seals: store.publicSeals, ...(expectedHead !== undefined && { expectedHead }) });

describe('an audit', () => {
  test('finds an untouched chain whole, and tells its head', async () => {
    const [last] = await store.publications.list({ limit: 1 });
    expect(await look()).toEqual({
      ...{ releases: 3, versions: 5, head: last?.hash, broken: null },
      ...{ sealed: 0, publicHead: '' },
    });
  });

  test('counts the versions as it goes', async () => {
    const told: number[] = [];
    await audit({ store: store.publications, onProgress: (versions) => told.push(versions) });
    expect(told).toEqual([3, 4, 5]);
  });

  test('of an empty record finds nothing wrong', async () => {
    const empty = await openStore(`sqlite:${pathOf('empty.db')}`);
    await empty.migrate();
    expect(await audit({ store: empty.publications })).toEqual({
      ...{ releases: 0, versions: 0, head: '', sealed: 0, publicHead: '', broken: null },
    });
    await empty.close();
  });

  test.each([
    [
      'a changed value',
      `UPDATE version SET fields = replace(fields, '二', '贰') WHERE line = 3`,
      1,
      '100002',
      'changed after',
    ],
    ['a changed raw row', `UPDATE version SET raw = '["x"]' WHERE line = 4`, 1, '100003', 'changed after'],
    ['another id', `UPDATE version SET id = '900000' WHERE line = 2 AND release = 2`, 2, '900000', 'its hash'],
    ['a removed version', 'DELETE FROM version WHERE release = 1 AND line = 4', 1, null, '2 versions instead of 3'],
    [
      'an added version',
      "INSERT INTO version SELECT 2, 9, 'x', change, fields, raw, previous, hash FROM version WHERE id = '100003'",
      2,
      'x',
      'its hash',
    ],
    [
      'two versions that changed places',
      'UPDATE version SET line = 7 WHERE release = 1 AND line = 2',
      1,
      '100001',
      'its hash',
    ],
    [
      'a key that leads elsewhere',
      "UPDATE version_key SET value = '900009' WHERE value = '100002'",
      1,
      '100002',
      'its hash',
    ],
    ['a key that is gone', "DELETE FROM version_key WHERE value = '100003'", 1, '100003', 'its hash'],
    ['another reason', "UPDATE release SET reason = 'x' WHERE no = 2", 2, null, 'who, why, whence or what'],
    ['another approver', "UPDATE release SET approved_by = 'x' WHERE no = 1", 1, null, 'who, why, whence or what'],
    ['another day', 'UPDATE release SET published_at = 1 WHERE no = 1', 1, null, 'who, why, whence or what'],
    ['another source file', "UPDATE release SET sha256 = '' WHERE no = 3", 3, null, 'who, why, whence or what'],
    [
      'a removed release',
      'DELETE FROM version WHERE release = 2; DELETE FROM release WHERE no = 2',
      3,
      null,
      'release 2 of the chain is missing',
    ],
    [
      'a correction without its first version',
      'DELETE FROM version WHERE release = 1 AND line = 3; UPDATE release SET versions = 2 WHERE no = 1',
      1,
      null,
      'who, why',
    ],
    ['a release that is called a draft', "UPDATE release SET state = 'draft' WHERE no = 2", 2, null, 'is "draft"'],
    ['a maker without a name', "UPDATE release SET made_by = ' ' WHERE no = 2", 2, null, 'who made it'],
    [
      'an approver nobody can see',
      'UPDATE release SET approved_by = char(8203) WHERE no = 2',
      2,
      null,
      'who approved it',
    ],
    [
      'a maker who approved',
      'UPDATE release SET approved_by = made_by WHERE no = 1',
      1,
      null,
      'somebody else than its maker',
    ],
    [
      'a maker who approved under a name that looks the same',
      "UPDATE release SET approved_by = made_by || ' ' WHERE no = 1",
      1,
      null,
      'somebody else than its maker',
    ],
    ['columns that are cut off', `UPDATE release SET columns = '["a' WHERE no = 2`, 2, null, 'no list of names'],
    ['a header that is no list', "UPDATE release SET header = '7' WHERE no = 3", 3, null, 'no list of names'],
  ] as const)('names %s', async (_, sql, position, id, what) => {
    await tamper(sql);
    const { broken } = await look();
    expect(broken?.position).toBe(position);
    if (id !== null) expect(broken?.version?.id).toBe(id);
    expect(broken?.what).toContain(what);
  });

  // A forger who may write everything computes hashes anew; what stands beside the chain is not in any of them.
  test.each([-1, -9_223_372_036_854_775_808n])('names a version that was put on line %s', async (line) => {
    const forged = { id: '900001', change: 'published', line: Number(line), values: '["900001"]', raw: null } as const;
    const hash = versionHash('wines', { ...forged, previous: null, keys: [] });
    await tamper(`INSERT INTO version VALUES (2, ${line}, '900001', 'published', '["900001"]', NULL, NULL, '${hash}')`);
    const { broken } = await look();
    expect(broken).toMatchObject({ position: 2, what: expect.stringContaining('2 versions instead of 1') });
  });

  test.each([0, -7])('names a release that was put on place %s, and no reader sees it', async (place) => {
    await tamper(copyOfRelease(1, { no: 99, position: place }) + copyOfVersions(1, 99, '900001'));
    expect((await look()).broken).toMatchObject({
      release: 99,
      what: expect.stringContaining('the first has number 1'),
    });
    expect(await store.records.get('wines', '900001')).toBeNull();
    expect(await store.publications.history('wines', '900001')).toEqual([]);
  });

  test('names a second release on a place, also where reading in pages passes it by', async () => {
    await tamper(
      `CREATE TABLE twin AS SELECT * FROM release; DROP TABLE release; ALTER TABLE twin RENAME TO release;
       ${copyOfRelease(2, { no: 99, position: 2 })}`,
    );
    expect((await look()).broken).toMatchObject({ position: 2, what: 'another release has this place too' });
    const { publications } = store;
    const passing = Object.assign(Object.create(publications) as typeof publications, {
      chain: async (after: number, limit: number) =>
        (await publications.chain(after, limit)).filter(({ no }) => no !== 99),
    });
    expect((await audit({ store: passing })).broken?.what).toContain(
      '4 releases have a place in the chain, but only 3',
    );
  });

  test('a draft to which only a time was given stays unseen', async () => {
    await tamper(
      copyOfRelease(1, { no: 99, position: null, state: 'draft', published_at: 1 }) + copyOfVersions(1, 99, '900001'),
    );
    expect(await store.records.get('wines', '900001')).toBeNull();
    expect(await store.records.scan({ dataset: 'wines', limit: 99, which: 'all' })).toHaveLength(5);
    expect((await look()).broken).toBeNull();
  });

  test('names versions whose release is gone', async () => {
    await tamper(copyOfVersions(1, 77, '900001'));
    expect((await look()).broken).toMatchObject({ release: 77, position: null });
  });

  test('names a correction that does not know the version before it', async () => {
    const [before] = await store.publications.versionsOf(1, 2, 1);
    if (!before) throw new Error('no version');
    const { before: _, hash: __, ...parts } = before;
    const forged = { ...parts, line: 2, change: 'corrected', previous: 'x'.repeat(43) } as const;
    const hash = versionHash('wines', forged);
    await tamper(`UPDATE version SET (change, fields, previous, hash) =
      ('corrected', '${forged.values}', '${forged.previous}', '${hash}') WHERE release = 3`);
    expect((await look()).broken).toMatchObject({
      position: 3,
      version: { id: '100002' },
      what: expect.stringContaining('does not name the version before it'),
    });
  });

  test('sees a forged tail through a head that was noted before', async () => {
    const noted = (await look()).head;
    const [last] = await store.publications.list({ limit: 1 });
    if (!last) throw new Error('nothing published');
    // A forger who may write everything computes every hash anew.
    const forged = releaseHash({ ...last, reason: '假' });
    await tamper(`UPDATE release SET reason = '假', hash = '${forged}' WHERE no = 3`);
    expect((await look()).broken).toBeNull();
    expect((await look(noted)).broken?.what).toContain('does not contain');
  });

  test('still knows an older head after more was published', async () => {
    const noted = (await look()).head;
    const { change } = await planCorrection(store.publications, dataset('wines'), '100001', { name: '壹' });
    const plan = changePlan(dataset('wines'), terms, { sample: false, now: 9000 });
    const no = await draftChanges(store.publications, plan, [change]);
    await makePublic({ store, datasets, now: 9000 }, no, '李四');
    expect(await look(noted)).toMatchObject({ releases: 4, broken: null });
  });
});

describe('public seals', () => {
  const salt = () => 'f'.repeat(64);
  beforeEach(async () => void (await sealReleases({ store, datasets, salt })));

  test('hold as far as there are any; one that was noted is found in the chain', async () => {
    const [first] = await store.publicSeals.list(0, 1);
    const last = await store.publicSeals.last();
    expect(await look(first?.seal)).toMatchObject({ broken: null, sealed: 3, publicHead: last?.seal });
    expect((await look('9'.repeat(64))).broken?.what).toContain('does not contain');
  });

  test.each([
    ["UPDATE public_seal SET root = 'a' WHERE position = 2", 2, 'its public root is not that of its public rows'],
    ['UPDATE public_seal SET size = 2 WHERE position = 1', 1, 'its public root is not that of its public rows'],
    ["UPDATE public_seal SET salt = 'a' WHERE position = 3", 3, 'its public root is not that of its public rows'],
    ["UPDATE public_seal SET seal = 'a' WHERE position = 1", 1, 'its public seal does not fit'],
    ["UPDATE public_seal SET previous = 'a' WHERE position = 2", 2, 'its public seal does not name the one before it'],
    ['DELETE FROM public_seal WHERE position = 1', 1, 'its public seal is missing, and later ones are there'],
    ["UPDATE public_piece SET root = 'a' WHERE position = 1", 1, 'the pieces of its public root were changed'],
    ['UPDATE public_piece SET first_line = 9 WHERE position = 1', 1, 'the pieces of its public root were changed'],
    ['DELETE FROM public_piece WHERE position = 3', 3, 'the pieces of its public root were changed'],
  ])('%s: it is found', async (sql, position, what) => {
    const gone = ['seal_is_final', 'seal_is_kept', 'piece_is_final', 'piece_is_kept'];
    await tamper(`${gone.map((name) => `DROP TRIGGER public_${name};`).join(' ')} ${sql}`);
    const { broken } = await look();
    expect(broken?.position).toBe(position);
    expect(broken?.what).toContain(what);
  });
});

test('the database itself refuses to change or delete what was published', async () => {
  const database = new sqlite3.Database(file);
  const attempt = (sql: string) =>
    new Promise<string>((resolve) => database.exec(sql, (error) => resolve(error?.message ?? 'done')));
  expect(await attempt("UPDATE version SET fields = '[]'")).toContain('publish a correction');
  expect(await attempt('DELETE FROM version')).toContain('withdraw the record');
  expect(await attempt("UPDATE release SET reason = 'x'")).toContain('publish a correction');
  expect(await attempt('DELETE FROM release')).toContain('withdraw its records');
  await sealReleases({ store, datasets, salt: () => 'f'.repeat(64) });
  for (const table of ['public_seal', 'public_piece']) {
    expect(await attempt(`UPDATE ${table} SET root = 'a'`)).toContain('never changed');
    expect(await attempt(`DELETE FROM ${table}`)).toContain('never deleted');
  }
  const draft = copyOfRelease(1, { no: 9, state: 'draft', position: null, hash: null, published_at: null });
  expect(await attempt(draft)).toBe('done');
  for (const change of ['published_at = 1', 'position = 9', "hash = 'x'"]) {
    expect(await attempt(`UPDATE release SET ${change} WHERE no = 9`)).toContain('or with none of them');
  }
  const misplaced = copyOfRelease(1, { no: 10, position: 0 }).replaceAll('copy', 'copy_of_it');
  expect(await attempt(misplaced)).toContain('its position from 1');
  await new Promise((resolve) => database.close(resolve));
});
