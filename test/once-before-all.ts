import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { makeServerUser } from './postgres-server.js';

/**
 * Makes ready what the test files share and each would otherwise make for itself, two of them at the same moment: the
 * compiled commands with the model they answer by, and the user that PostgreSQL runs as. What cannot be made is told by
 * the tests that need it.
 */
export default function onceBeforeAll(): void {
  const yibo = fileURLToPath(new URL('../src/yibo.js', import.meta.url));
  spawnSync(process.execPath, [yibo, 'train', '--install'], { stdio: ['ignore', 'ignore', 'inherit'] });
  makeServerUser();
}
