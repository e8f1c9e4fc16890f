import type { Command } from 'commander';
import type { StickerKey } from '../domain/stickers/sticker.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { KeyFolder } from '../stickers/key-folder.js';
import { writtenKeys } from '../stickers/published-keys.js';
import { dayNamed } from './day-named.js';
import { addAlarmCommands } from './sticker-alarms.js';
import { explain, momentNamed, shownTime, table, UsageError } from './with-store.js';

interface Flags {
  readonly from?: string;
  readonly json?: boolean;
}

/** Adds `yibo sticker keys new|list|revoke`: the keys that stickers (标贴) are signed with. */
export function addStickerCommands(program: Command): void {
  const sticker = program
    .command('sticker')
    .description('stickers (标贴): the keys that sign them, and those that were seen in too many places');
  addAlarmCommands(sticker);
  const keys = sticker.command('keys').description('make, list and revoke keys');
  keys
    .command('new')
    .description('make a key that signs from now on; what was signed before stays good')
    .option('--json', 'for machines')
    .action(({ json }: Flags) =>
      withKeys('sticker keys new', async (folder, now) => {
        const key = await folder.add(now);
        tell([key], json, `Made. Keep a copy of its secret half (${key.id}.pem) where nobody else gets at it.\n`);
      }),
    );
  keys
    .command('list', { isDefault: true })
    .description('list the keys, as /api/v1/keys does')
    .option('--json', 'for machines, and for yibo verify --keys')
    .action(({ json }: Flags) =>
      withKeys('sticker keys list', async (folder) => {
        const all = [...folder.keys.values()];
        tell(all, json, all.length === 0 ? 'There is none. Make one: npx yibo sticker keys new\n' : '');
      }),
    );
  keys
    .command('revoke <id>')
    .description('a key was lost: from that day on, only stickers that were on record before are believed')
    .requiredOption('--from <day>', 'since when it may be in other hands: a day, or a time with its offset')
    .option('--json', 'for machines')
    .action((id: string, { from = '', json }: Flags) =>
      withKeys('sticker keys revoke', async (folder, now) => {
        const key = await folder.revoke(id, momentOf(from, now));
        tell([key], json, [...folder.keys.values()].some(signs) ? '' : 'No key signs now: npx yibo sticker keys new\n');
      }),
    );
}

async function withKeys(command: string, work: (folder: KeyFolder, now: number) => Promise<void>): Promise<void> {
  try {
    const { stickerKeys, clockStartsAt } = loadConfig(process.env);
    await work(new KeyFolder(stickerKeys), new ServiceClock(clockStartsAt).now());
  } catch (error) {
    process.exitCode = explain(command, error);
  }
}

/** A day is revoked from its beginning. */
function momentOf(from: string, now: number): number {
  const at = from.length > 10 ? momentNamed('--from', from) : dayNamed('--from', from, now).from;
  if (at <= now) return at;
  throw new UsageError(`--from "${from}" has not come yet. Name the day since which the key may be in other hands.`);
}

function tell(keys: readonly StickerKey[], json: boolean | undefined, more: string): void {
  const head = ['key', 'public key (Ed25519)', 'from', 'state'];
  const rows = keys.map((key) => [key.id, key.publicKey, shownTime(Date.parse(key.from)), stateOf(key)]);
  process.stdout.write(json ? writtenKeys(keys) : `${keys.length === 0 ? '' : table([head, ...rows])}${more}`);
}

function stateOf({ retiredAt, revokedFrom }: StickerKey): string {
  if (revokedFrom !== null) return `revoked from ${shownTime(Date.parse(revokedFrom))}`;
  return retiredAt === null ? 'signs' : `retired ${shownTime(Date.parse(retiredAt))}, good`;
}

function signs({ retiredAt, revokedFrom }: StickerKey): boolean {
  return retiredAt === null && revokedFrom === null;
}
