import sqlite3 from 'sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { changePlan, planCorrection } from '../../src/datasets/change-record.js';
import { importFile } from '../../src/datasets/import-file.js';
import type { Store } from '../../src/domain/ports.js';
import { releaseHash } from '../../src/domain/publication.js';
import { audit } from '../../src/services/publications/audit.js';
import { draftChanges } from '../../src/services/publications/draft-changes.js';
import { makePublic } from '../../src/services/publications/make-public.js';
import { openStore } from '../../src/store/open.js';
import { dataset, fileOf, pathOf, terms } from '../datasets/fixtures.js';

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

/** What somebody with the file in hands could do: past the triggers, straight into the tables. */
async function tamper(sql: string): Promise<void> {
  const database = new sqlite3.Database(file);
  const run = (text: string) =>
    new Promise<void>((resolve, reject) => database.exec(text, (error) => (error ? reject(error) : resolve())));
  for (const trigger of ['release_is_final', 'release_is_kept', 'version_is_final', 'version_is_kept']) {
    await run(`DROP TRIGGER ${trigger}`);
  }
  await run(sql);
  await new Promise((resolve) => database.close(resolve));
}

const look = (expectedHead?: string) =>
  audit({ store: store.publications, ...(expectedHead !== undefined && { expectedHead }) });

describe('an audit', () => {
  test('finds an untouched chain whole, and tells its head', async () => {
    const [last] = await store.publications.list({ limit: 1 });
    expect(await look()).toEqual({ releases: 3, versions: 5, head: last?.hash, broken: null });
  });

  test('counts the versions as it goes', async () => {
    const told: number[] = [];
    await audit({ store: store.publications, onProgress: (versions) => told.push(versions) });
    expect(told).toEqual([3, 4, 5]);
  });

  test('of an empty record finds nothing wrong', async () => {
    const empty = await openStore(`sqlite:${pathOf('empty.db')}`);
    await empty.migrate();
    expect(await audit({ store: empty.publications })).toEqual({ releases: 0, versions: 0, head: '', broken: null });
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
  ] as const)('names %s', async (_, sql, position, id, what) => {
    await tamper(sql);
    const { broken } = await look();
    expect(broken?.position).toBe(position);
    if (id !== null) expect(broken?.version?.id).toBe(id);
    expect(broken?.what).toContain(what);
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
    await makePublic(store.publications, no, '李四', 9000);
    expect(await look(noted)).toMatchObject({ releases: 4, broken: null });
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
  await new Promise((resolve) => database.close(resolve));
});
