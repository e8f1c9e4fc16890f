/**
 * Bundles what a browser checks draws with: `verifyBundle` of `src/draws`, as compiled, with stand-ins for what only Node has, into one file that
 * the portal serves on request. Plain JavaScript, because it runs before any build.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * @param {string} root the folder of the package, with `dist/` compiled
 * @returns {string | null} why that could not be done; null when it is
 */
export function bundleForBrowsers(root) {
  const draws = (name) => join(root, 'dist/draws', name);
  try {
    createRequire(join(root, 'package.json'))('esbuild').buildSync({
      entryPoints: [draws('bundle/verify.js')],
      outfile: join(root, 'dist/portal/assets/draw-verify.js'),
      bundle: true,
      minify: true,
      format: 'esm',
      // Those in which the pairing's whole numbers of any length and `toSorted` are.
      target: ['chrome110', 'firefox115', 'safari16'],
      alias: { 'node:crypto': draws('browser/crypto.js') },
      inject: [draws('browser/buffer.js')],
      // Its licence stands in node_modules, and is named in README.
      legalComments: 'inline',
      logLevel: 'warning',
    });
    return null;
  } catch (error) {
    return `what browsers load could not be bundled: ${error.message}`;
  }
}
