import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure, good, skipped, warning } from '../finding.js';
import { bytesText } from '../sizes.js';
import type { Check } from '../subject.js';

const emptyBytes = 100e6;
const lowBytes = 1e9;

export const disk: Check = {
  name: 'disk',
  async look({ settings, inspect, freeBytes }) {
    if (!settings) return skipped('not known while the settings are wrong');
    const found = await inspect().catch(() => null);
    if (!found) return skipped('the database cannot be read');
    if (found.file === null) return skipped('the database is on a server: look there');
    const folder = nearestFolder(dirname(found.file));
    try {
      accessSync(folder, constants.W_OK | constants.X_OK);
    } catch {
      return failure(`this user may not write to ${folder}. Give it to the user that the service runs as.`);
    }
    const free = await freeBytes(folder);
    const said = `${bytesText(free)} are free at ${folder}`;
    const remedy = 'Make room, or put the database on a larger disk';
    if (free < emptyBytes) return failure(`${said}: soon no turn can be stored, and callers get no answer. ${remedy}.`);
    if (free < lowBytes) return warning(`${said}, less than 1 GB. ${remedy}.`);
    if (free < 2 * found.bytes) {
      return warning(
        `${said}, less than twice the database (${bytesText(found.bytes)}): a restore or an import needs that.`,
      );
    }
    return good(said);
  },
};

/** The database's folder, or the one in which it will be made. */
function nearestFolder(folder: string): string {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  return there;
}
