/**
 * Sees to it that the TypeScript compiler can run: it comes as an optional package, one for each platform, which an install with
 * `--omit=optional` leaves out together with what we ourselves made optional. It is fetched as the lock file names it, beside all
 * else, which stays as it is. Plain JavaScript, because it runs before any build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const path = `@typescript/typescript-${process.platform}-${process.arch}`;
const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[`node_modules/${path}`];

if (locked && existsSync(join(modules, 'typescript')) && !existsSync(join(modules, path))) {
  const folder = join(modules, '.compiler');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const what = [
    'install',
    `${path}@${locked.version}`,
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const { status } = spawnSync(command, [...first, ...what], { cwd: folder, stdio: 'inherit' });
  const hidden = join(folder, 'node_modules', '.package-lock.json');
  const got = status === 0 && JSON.parse(readFileSync(hidden, 'utf8')).packages[`node_modules/${path}`];
  if (got && got.integrity === locked.integrity) {
    mkdirSync(dirname(join(modules, path)), { recursive: true });
    renameSync(join(folder, 'node_modules', path), join(modules, path));
  } else {
    console.error(
      `yibo: the compiler (${path} ${locked.version}) could not be fetched. Install without --omit=optional.`,
    );
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true, force: true });
}
