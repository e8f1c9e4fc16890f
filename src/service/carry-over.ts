import { closeCall } from '../channels/telephone/close-call.js';
import { keepRecording } from '../channels/telephone/keep-recording.js';
import type { CarryOver } from './aside-file.js';
import type { Inside } from './inside.js';

/** @returns what makes rows of what was set aside; done twice, it comes to the same */
export function carryOverInto({
  turns,
  signals,
  store,
  library,
}: Pick<Inside, 'turns' | 'signals' | 'store' | 'library'>): CarryOver {
  return async (one) => {
    switch (one.kind) {
      case 'recording':
        return keepRecording(one, one.recording, one.at, { turns, cases: store.cases, contents: library });
      case 'hang-up':
        return closeCall(one.conversationId, one.at, { turns, signals });
      case 'forget': {
        const { stamp } = one;
        const isGood = stamp === null || (await store.stamps.use(stamp.signature, stamp.deliveryId, stamp.signedAt));
        if (!isGood) return;
        const known = await turns.beside(one.conversationId, async (conversation) => conversation);
        // Whoever has come back since has begun anew.
        return known !== null && known.startedAt > one.at ? undefined : turns.forget(one.conversationId);
      }
    }
  };
}
