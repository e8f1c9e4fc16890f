import type { Logger } from 'pino';
import { newCase } from '../cases/new-case.js';
import { word } from '../content/wording.js';
import type { Content } from '../domain/content/content.js';
import { complaintsLine } from '../domain/hotline/line-id.js';
import { sentence } from '../domain/language/phrases.js';
import type { Store } from '../domain/store.js';
import type { Clock } from '../domain/time/clock.js';
import { localTime } from '../domain/time/zone.js';
import { Places, type SeenInManyPlaces } from '../stickers/places.js';
import type { LiveData } from './live-data.js';

/** Counts where stickers are seen; one that is seen in too many places becomes a case (举报) of the line for complaints. */
export function placesIn(
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Logger },
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
