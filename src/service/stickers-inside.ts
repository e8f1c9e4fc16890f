import type { Logger } from 'pino';
import { newCase } from '../cases/new-case.js';
import { word } from '../content/wording.js';
import type { Content } from '../domain/content/content.js';
import type { RecordStore } from '../domain/disclosure/stores.js';
import { complaintsLine } from '../domain/hotline/line-id.js';
import { sentence } from '../domain/language/phrases.js';
import type { Stickers } from '../domain/stickers/verdict.js';
import type { Store } from '../domain/store.js';
import type { Clock } from '../domain/time/clock.js';
import { localTime } from '../domain/time/zone.js';
import { StickerJudge } from '../stickers/judge.js';
import { KeyFolder } from '../stickers/key-folder.js';
import { Places, type SeenInManyPlaces } from '../stickers/places.js';
import { placeOf } from '../stickers/sticker-text.js';
import type { Config } from './config.js';
import type { LiveData } from './live-data.js';

/** What is known of stickers (标贴). */
export interface StickersInside {
  /** What they are signed and checked with. */
  readonly stickerKeys: KeyFolder;
  /** Says what they are worth. */
  readonly stickers: Stickers;
  /** In how many places they are seen. */
  readonly stickerPlaces: Places;
}

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the service is found, once its port is known. */
  readonly publicBaseUrl: () => string;
}

/** Makes the first key where things are tried out, so that there are stickers to try. */
export async function stickersInside(
  parts: Parts,
  records: RecordStore,
  data: LiveData,
  content: () => Content,
): Promise<StickersInside> {
  const { config, store, clock, publicBaseUrl } = parts;
  const stickerKeys = new KeyFolder(config.stickerKeys);
  if (!config.isProduction && config.loadsSamples) await stickerKeys.addFirst(clock.now());
  const stickerPlaces = placesIn(parts, data, content);
  const stickers = new StickerJudge({
    ...store,
    records,
    keys: () => stickerKeys.keys,
    place: () => placeOf(publicBaseUrl()),
    isInManyPlaces: (on, code) => stickerPlaces.isInMany(on, code),
  });
  return { stickerKeys, stickers, stickerPlaces };
}

/** Counts where stickers are seen; one that is seen in too many places becomes a case (举报) of the line for complaints. */
function placesIn(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  data: LiveData,
  content: () => Content,
): Places {
  return new Places({
    store: store.stickerPlaces,
    rules: () => data.current.placeRules,
    clock,
    openCase: (seen) => openCase(store, seen, data.current.placeRules.withinHours, content()),
    failed: (error) => log.warn({ err: error }, 'it could not be noted where a sticker was seen'),
  });
}

/** Nobody left it: there is nobody to answer, and nothing of those who scanned is in it. Of two processes, both come to the same case. */
async function openCase(
  { cases }: Pick<Store, 'cases'>,
  { on, code, places, at }: SeenInManyPlaces,
  hours: number,
  content: Content,
): Promise<string> {
  const conversationId = `sticker:${on}:${code}`;
  const text = word(
    content,
    'text',
    sentence(on === 'car' ? 'sticker.case-car' : 'sticker.case-wine', { code, places, hours }),
  );
  const left = {
    message: { kind: 'text', text } as const,
    sourceId: `${conversationId}:${localTime(at).day}`,
    ...{ line: complaintsLine, channel: 'portal', personId: null, conversationId, kind: 'report' as const },
  };
  const { case: made, isNew } = await newCase(cases, left, at);
  // The number in it is no telephone.
  if (isNew) await cases.open({ ...made, contact: null, proof: null });
  return (await cases.bySource(left.sourceId))?.caseNo ?? made.caseNo;
}
