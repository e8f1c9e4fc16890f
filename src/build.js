/**
 * Builds the service: compiles `src/` into `dist/`, bundles what browsers load of it, and notes what it was built from. Run by itself (`npm run build`, and after every install) it also sees to it
 * that there is a compiler, and learns the sayings of the package, so that a start takes neither. Plain JavaScript, because it runs before any build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hashOfSources, noteBuilt } from './built.js';
import { bundleForBrowsers } from './bundle.js';

/**
 * Compiles the sources of a package.
 * @param {string} root its folder
 * @returns {string | null} why that could not be done; null when it is
 */
export function compile(root) {
  const compiler = compilerOf(root);
  if (compiler === null) return 'there is no compiler (the package typescript)';
  const sources = hashOfSources(root);
  const { status } = spawnSync(process.execPath, [compiler, '-p', root], { stdio: ['ignore', 2, 2] });
  if (status !== 0) return 'compiling failed, see above';
  const unbundled = bundleForBrowsers(root);
  if (unbundled !== null) return unbundled;
  try {
    noteBuilt(root, sources ?? '');
    return null;
  } catch (error) {
    return error.message;
  }
}

function compilerOf(root) {
  try {
    const found = join(
      dirname(createRequire(join(root, 'package.json')).resolve('typescript/package.json')),
      'bin/tsc',
    );
    return existsSync(found) ? found : null;
  } catch {
    return null;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await import('./compiler.js');
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const failure = process.exitCode ? 'there is no compiler' : compile(root);
  if (failure === null) {
    const learnt = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'train', '--install'], { stdio: 'inherit' });
    process.exitCode = learnt.status ?? 1;
  } else {
    console.error(`yibo: not built: ${failure}.`);
    process.exitCode = 1;
  }
}
