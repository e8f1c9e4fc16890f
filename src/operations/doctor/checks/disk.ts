import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { found, good, problem, skipped } from '../finding.js';
import { bytesText } from '../sizes.js';
import { type Check, settingsUnknown } from '../subject.js';

const emptyBytes = 100e6;
const lowBytes = 1e9;

export const disk: Check = {
  name: 'disk',
  async look({ settings, inspect, freeBytes }) {
    if (settings.databaseUrl === null) return settingsUnknown;
    const inspected = await inspect().catch(() => null);
    if (!inspected) return skipped('数据库读不了', 'the database cannot be read');
    if (inspected.file === null)
      return skipped('数据库在服务器上，到那里看', 'the database is on a server: look there');
    const folder = nearestFolder(dirname(inspected.file));
    try {
      accessSync(folder, constants.W_OK | constants.X_OK);
    } catch {
      return found([problem('disk-not-writable', { folder })]);
    }
    const bytes = await freeBytes(folder);
    const free = bytesText(bytes);
    if (bytes < emptyBytes) return found([problem('disk-full', { folder, free })]);
    if (bytes < lowBytes) return found([problem('disk-low', { folder, free })]);
    if (bytes < 2 * inspected.bytes) {
      return found([problem('disk-tight', { folder, free, size: bytesText(inspected.bytes) })]);
    }
    return good(`${folder} 剩 ${free}`, `${free} are free at ${folder}`);
  },
};

/** The database's folder, or the one in which it will be made. */
function nearestFolder(folder: string): string {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  return there;
}
