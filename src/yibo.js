#!/usr/bin/env node
/**
 * The `yibo` command as a person types it: runs what an install has built. Where `src/` was changed since, it is built first, if there is a
 * compiler; what is current needs none, and nothing is written. Plain JavaScript, because it must run before anything has been compiled.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildState } from './built.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const state = buildState(root);
if (state !== 'current') {
  const failure = (await import('./build.js')).compile(root);
  if (failure !== null) {
    const what = state === 'missing' ? 'dist/ is not there' : 'dist/ was not built from src/ as it is now';
    console.error(
      `yibo: ${what}, and cannot be built: ${failure}. Nothing was started. In ${root}, as whoever owns it: npm ci --omit=dev`,
    );
    process.exit(1);
  }
}
await import('../dist/cli.js');
