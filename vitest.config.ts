import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const all = 'test/**/*.test.ts';
/** Files that put something of the process aside, such as its clock, a module or a function: others must not meet that. */
const putsAside = /\bvi\.[a-z]|\bprocess\.(?:env\.\w+ =|chdir\()/;
const alone = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && putsAside.test(readFileSync(root + file, 'utf8')));

export default defineConfig({
  test: {
    globalSetup: 'test/once-before-all.ts',
    setupFiles: ['test/before-each-file.ts'],
    // No test waits for a time of its own, but for what it looks for. These only end a run in which something hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    // For two cores: while one file waits for a server, a browser or a lease, two others work.
    maxWorkers: 3,
    reporters: ['default', './test/closing-line-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      // What the service is made of takes longer to load than most files take: they share what one has loaded.
      { extends: true, test: { name: 'together', include: [all], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
