#!/usr/bin/env node
/**
 * The `yibo` command as a person types it: builds `dist/` when `src/` is newer, then runs it.
 * It is plain JavaScript because it must run before anything has been compiled.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built');

function isBuilt() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return [...sources, join(root, 'tsconfig.json')].every((file) => statSync(file).mtimeMs <= builtAt);
}

if (!isBuilt()) {
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json');
  const build = spawnSync(process.execPath, [join(dirname(tsc), 'bin', 'tsc'), '-p', root], { stdio: 'inherit' });
  if (build.status !== 0) {
    console.error('yibo: the build failed (see above). Nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, '');
}
await import('../dist/cli.js');
