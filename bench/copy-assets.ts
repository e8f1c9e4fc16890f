import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '../src/service/installation.js';

/**
 * Brings what the compiler leaves behind, such as the SQL of migrations and the programs of a stranger, to where the bench's own
 * copy of the service looks for it: `dist/bench/`.
 */
export function copyAssets(): void {
  const { home: root } = installation();
  cpSync(join(root, 'src'), join(root, 'dist/bench/src'), {
    recursive: true,
    filter: (file) => !file.endsWith('.ts'),
  });
  cpSync(join(root, 'docs'), join(root, 'dist/bench/docs'), { recursive: true });
}
