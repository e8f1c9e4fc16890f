import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { makeOwnContent } from '../../src/operations/own-content/make.js';
import { readOrigin, writeOrigin } from '../../src/operations/own-content/origin.js';
import { lookBeside, takeUp } from '../../src/operations/own-content/take-up.js';
import { offered } from '../../src/service/offered.js';
import { root } from '../commands/run-yibo.js';

const home = root.replace(/\/$/, '');
const folder = mkdtempSync(join(tmpdir(), 'yibo-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const factsIn = (where: string) => loadContent(readContentFiles(where), offered).facts.size;

/** Makes the folder one of the version before there were facts: answers say 某日 themselves. */
async function asBeforeFacts(): Promise<void> {
  const origin = readOrigin(folder);
  if (!origin) throw new Error('no note');
  rmSync(join(folder, 'data/facts'), { recursive: true });
  const files = Object.entries(origin.files)
    .filter(([path]) => !path.startsWith('data/facts/'))
    .map(([path, hash]) => {
      if (!path.startsWith('intents/') && !path.startsWith('data/english/')) return [path, hash];
      const text = readFileSync(join(folder, path), 'utf8').replace(/\{fact:[a-z0-9.-]+\}/g, '某日');
      writeFileSync(join(folder, path), text);
      return [path, createHash('sha256').update(text).digest('hex')];
    });
  await writeOrigin(folder, { ...origin, files: Object.fromEntries(files) });
}

test('content of a bureau from before there were facts is good, and gets them together with the answers that quote them', async () => {
  await makeOwnContent(home, folder);
  await asBeforeFacts();
  expect(factsIn(folder)).toBe(0);
  const beside = lookBeside(home, folder);
  if (!beside) throw new Error('no note');
  expect(await takeUp(beside, { home, folder, keep: [], problemsIn: () => [] })).toEqual([]);
  expect(factsIn(folder)).toBe(factsIn(home));
});
