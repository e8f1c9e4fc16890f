import { expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContentInSlices } from '../../src/content/load.js';
import { installation } from '../../src/service/installation.js';
import { offered } from '../../src/service/offered.js';

const files = readContentFiles(installation(null).root);
const phrases = 'data/phrases/zh-CN.yaml';

test('a content that is in use is given again, and another version, or one made for other code, is not', async () => {
  const first = await loadContentInSlices(files, offered);
  expect(await loadContentInSlices({ ...files }, offered)).toBe(first);
  const changed = { ...files, [phrases]: `${files[phrases]}\n# one more line\n` };
  const other = await loadContentInSlices(changed, offered);
  expect(other).not.toBe(first);
  expect(other.version).not.toBe(first.version);
  expect(await loadContentInSlices(files, { ...offered })).not.toBe(first);
});

test('files with a mistake are refused, whatever was loaded before', async () => {
  await loadContentInSlices(files, offered);
  const broken = { ...files, [phrases]: 'a: [' };
  await expect(loadContentInSlices(broken, offered)).rejects.toThrow(phrases);
});
