/**
 * Sees to it that what an install builds with can run: the TypeScript compiler and esbuild come as optional packages, one for each platform, which an install with
 * `--omit=optional` leaves out together with what we ourselves made optional. They are fetched as the lock file names them, beside all
 * else, which stays as it is. Plain JavaScript, because it runs before any build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const platform = `${process.platform}-${process.arch}`;
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const missing = Object.entries({
  typescript: `@typescript/typescript-${platform}`,
  esbuild: `@esbuild/${platform}`,
}).filter(
  ([name, path]) =>
    packages[`node_modules/${path}`] && existsSync(join(modules, name)) && !existsSync(join(modules, path)),
);

for (const [, path] of missing) {
  const locked = packages[`node_modules/${path}`];
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
      `yibo: ${path} ${locked.version}, which builds the service, could not be fetched. Install without --omit=optional.`,
    );
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true, force: true });
}
