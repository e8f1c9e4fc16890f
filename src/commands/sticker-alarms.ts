import type { Command } from 'commander';
import { suggestion } from '../authored/problem.js';
import { normaliseIdentifier } from '../domain/identifiers/identifiers.js';
import type { StickerAlarm } from '../domain/stickers/stores.js';
import type { Store } from '../domain/store.js';
import { zonedText } from '../domain/time/zone.js';
import { shownTime, table, withStore, withStoreThere } from './with-store.js';

/** Adds `yibo sticker alarms` and `clear`: stickers that were seen in too many places (多地被扫). */
export function addAlarmCommands(sticker: Command): void {
  sticker
    .command('alarms')
    .description('list the stickers that were seen in too many places, each with its case')
    .option('--json', 'for machines: an object on each line')
    .action(async ({ json = false }: { json?: boolean }) => {
      process.exitCode = await withStoreThere('sticker alarms', async ({ stickerPlaces }) => {
        const all = await stickerPlaces.alarms(0);
        process.stdout.write(json ? all.map((one) => `${JSON.stringify(forMachines(one))}\n`).join('') : shown(all));
        return 0;
      });
    });
  sticker
    .command('clear <code>')
    .description('somebody has looked: this sticker is not copied, and is no longer said to be seen in too many places')
    .action(async (code: string) => {
      process.exitCode = await withStore('sticker clear', (store) => clear(store, code), { mustExist: true });
    });
}

async function clear({ stickerPlaces }: Store, given: string): Promise<number> {
  const code = normaliseIdentifier(given);
  const all = await stickerPlaces.alarms(0);
  const meant = all.filter((one) => one.code === code);
  for (const { on } of meant) await stickerPlaces.clear(on, code);
  if (meant.length > 0) {
    process.stdout.write(`Cleared: ${code}. Its case stays as it is.\n`);
    return 0;
  }
  const known = suggestion(
    code,
    all.map((one) => one.code),
  );
  process.stderr.write(`yibo sticker clear: "${given}" was not seen in too many places.${known}\n`);
  return 1;
}

function shown(all: readonly StickerAlarm[]): string {
  if (all.length === 0) return 'No sticker was seen in too many places.\n';
  const rows = all.map(({ on, code, raisedAt, places, caseNo }) => [
    code,
    on,
    shownTime(raisedAt),
    String(places),
    caseNo,
  ]);
  return table([['code', 'on', 'since', 'places', 'case'], ...rows]);
}

function forMachines({ raisedAt, ...alarm }: StickerAlarm) {
  return { ...alarm, since: zonedText(raisedAt) };
}
