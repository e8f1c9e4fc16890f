import { mirrorInto } from '../service/mirror.js';
import { progressLine } from './progress-line.js';

/**
 * Writes a mirror: all public pages and data as static files.
 * @returns the exit code
 */
export async function exportSite(folder: string, signal: AbortSignal): Promise<number> {
  const progress = progressLine('mirroring', process.stderr, undefined, 'pages and rows');
  const onProgress = (done: number, total: number): void => progress.show({ rows: done, share: done / total });
  const written = await mirrorInto(folder, process.env, { onProgress, signal }).finally(progress.end);
  const count = (n: number) => n.toLocaleString('en-US');
  const { pages, files, changed } = written;
  process.stderr.write(
    `${count(pages)} pages, ${count(files)} files in ${folder}; ${count(changed)} of them changed\n`,
  );
  return 0;
}
