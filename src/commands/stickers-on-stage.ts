import { instantOf } from '../domain/time/zone.js';
import type { RunningService } from '../main.js';
import type { StickerChange } from '../rehearsal/transcript.js';
import { issueSticker } from '../stickers/issue.js';
import { KeyFolder } from '../stickers/key-folder.js';
import { stickersWanted } from './stickers-wanted.js';

type Service = Pick<RunningService, 'store' | 'config' | 'publicBaseUrl' | 'stickerPlaces'>;

/** Stickers stay what they are, whatever becomes of their records and keys. */
const made = new WeakMap<Service['store'], Map<string, string>>();

/** @returns what is on the sticker with this code, signed with the key of this rehearsal; where nothing public has it, that of a car that is none */
export async function stickerOnStage({ store, config, publicBaseUrl: base }: Service, code: string): Promise<string> {
  const known = made.get(store) ?? new Map<string, string>();
  made.set(store, known);
  const before = known.get(code);
  if (before !== undefined) return before;
  const { signing: key } = new KeyFolder(config.stickerKeys);
  const wanted = await stickersWanted({ store, base, key, codes: [code] });
  const none = { dataset: 'vehicles', sample: true, fields: { vin: 'WYB1234579G000999', sticker_code: code } };
  let address = issueSticker(none, base, key)?.address ?? '';
  if (typeof wanted !== 'string') for await (const one of wanted.stickers) ({ address } = one);
  known.set(code, address);
  return address;
}

/** Lets happen to stickers what else takes hundreds of scans, or a lost key. */
export async function changeStickersOnStage(
  { store, config, stickerPlaces }: Service,
  change: StickerChange,
  at: number,
): Promise<void> {
  if (change.what === 'key-revoked') {
    const keys = new KeyFolder(config.stickerKeys);
    for (const id of keys.keys.keys()) await keys.revoke(id, instantOf(change.from, 0));
    return;
  }
  const bottle = await store.records.get('wines', change.code);
  const alarm = { on: bottle ? 'wine' : 'car', code: change.code, raisedAt: at, places: 12, caseNo: '' } as const;
  await store.stickerPlaces.raise(alarm, at + 1);
  stickerPlaces.forgetAlarms();
}
