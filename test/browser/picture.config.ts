import { defineConfig } from 'vitest/config';

// Draws the picture of the README, and measures how pages are painted: npm run picture.
export default defineConfig({
  test: {
    include: ['test/browser/picture.ts', 'test/browser/portal-picture.ts'],
    globalSetup: 'test/once-before-all.ts',
    testTimeout: 300_000,
    fileParallelism: false,
  },
});
