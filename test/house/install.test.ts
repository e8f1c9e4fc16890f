import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

/** Packages that `src/` imports, and those that it is built with: node's types, the compiler, and what bundles for browsers. */
const imported = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(root, 'src', file), 'utf8').matchAll(/ from '((?:@[^/']+\/)?[^./'][^/']*)/g),
  ])
  .map(([, name = '']) => (name.startsWith('node:') ? 'node' : name));

test('npm ci --omit=dev installs all that the service is built with: it builds itself, after an install and when src/ is newer', () => {
  expect(imported).toContain('express');
  const needed = ['typescript', 'esbuild', ...new Set(imported.flatMap((name) => [name, `@types/${name}`]))];
  expect(needed.filter((name) => devDependencies[name] !== undefined)).toEqual([]);
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['typescript', 'esbuild']));
});
