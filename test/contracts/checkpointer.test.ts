import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Checkpointer } from '../../src/database/sqlite/checkpointer.js';
import { Connection } from '../../src/database/sqlite/connection.js';

let file: string;
let folder: string;
let writing: Connection;
let checkpointer: Checkpointer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yibo-checkpoints-'));
  file = join(folder, 'one.db');
  writing = await Connection.open(file, false);
  checkpointer = new Checkpointer(file);
});
afterEach(async () => {
  await checkpointer.close();
  await writing.close();
  rmSync(folder, { recursive: true, force: true });
});

const pages = () => statSync(file).size;

test('what was written is brought into the file beside the writer, which goes on writing', async () => {
  await writing.exec('CREATE TABLE given (text TEXT)');
  for (let n = 0; n < 50; n += 1) await writing.run('INSERT INTO given VALUES ($1)', ['一'.repeat(4000)]);
  const before = pages();
  checkpointer.note();
  checkpointer.note();
  await vi.waitFor(() => expect(pages()).toBeGreaterThan(before), { timeout: 5000 });
  await writing.run('INSERT INTO given VALUES ($1)', ['二']);
  expect(await writing.one('SELECT count(*) AS count FROM given')).toEqual({ count: 51 });
});

test('a file that is gone is no matter of its own, and closing waits for nothing', async () => {
  const gone = new Checkpointer(join(folder, 'no-such-folder', 'one.db'));
  gone.note();
  await gone.close();
  const tried = new Checkpointer(join(folder, 'no-such-folder', 'one.db'));
  tried.note();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await tried.close();
});
