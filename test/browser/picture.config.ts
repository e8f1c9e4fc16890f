import { defineConfig } from 'vitest/config';

// Draws the picture of the README: npm run picture.
export default defineConfig({
  test: { include: ['test/browser/picture.ts'], globalSetup: 'test/once-before-all.ts', testTimeout: 300_000 },
});
