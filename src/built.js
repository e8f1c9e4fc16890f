/**
 * What `dist/` was built from: a hash of the sources, written beside what was compiled. Times of files would not do: copying, unpacking and checking out
 * change them. Plain JavaScript, because it runs before any build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampOf = (root) => join(root, 'dist', '.built');

/**
 * @param {string} root the folder of the package
 * @returns {'current' | 'older' | 'missing'} whether what was compiled is of these sources; an installation without sources is what it is
 */
export function buildState(root) {
  if (!existsSync(join(root, 'dist', 'cli.js'))) return 'missing';
  const sources = hashOfSources(root);
  if (sources === null) return 'current';
  const stamp = stampOf(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources ? 'current' : 'older';
}

/** Notes that what was compiled is of the sources as they are now. */
export function noteBuilt(root, sources) {
  writeFileSync(stampOf(root), sources);
}

/** @returns {string | null} a name for exactly these sources; null when there are none */
export function hashOfSources(root) {
  const folder = join(root, 'src');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  if (files.length === 0) return null;
  const hash = createHash('sha256').update(readFileSync(join(root, 'tsconfig.json')));
  for (const name of files) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
