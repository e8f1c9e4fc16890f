import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFacts } from '../../src/service/record-facts.js';
import { startTestService, type TestService } from './running.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-record-facts-'));
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});
const withoutKey = async (stickerKeys: string) =>
  (await recordFacts(service.store, service.data.current.datasets, stickerKeys)).withoutStickerKey;

test('cars and bottles that are public without a key of stickers are named; with one, none is', async () => {
  expect(await withoutKey(join(folder, 'nowhere'))).toEqual(['vehicles', 'wines']);
  // In local mode the first start has made one.
  expect(await withoutKey(service.config.stickerKeys)).toEqual([]);
});

test('keys that cannot be read are none', async () => {
  writeFileSync(join(folder, 'keys.json'), '{');
  expect(await withoutKey(folder)).toEqual(['vehicles', 'wines']);
});
