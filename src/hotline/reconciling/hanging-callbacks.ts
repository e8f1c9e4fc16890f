import type { Callback } from '../../domain/callbacks/callback.js';
import type { ReconcilingParts } from './parts.js';

const minuteMs = 60_000;
const toldWithinMs = 5 * minuteMs;

/** Ends calls back that were taken and whose end was never told: they are connected, or a colleague calls. @returns how many */
export async function endCallbacks(parts: ReconcilingParts): Promise<number> {
  const { callbacks, calledBack, conversationIdOf, clock } = parts;
  const now = clock.now();
  let ended = 0;
  for (const one of await callbacks.hanging(now - toldWithinMs)) {
    if (one.state !== 'reached' || one.by !== 'service') continue;
    if (one.callId === null) {
      if (!isLongerThanTalk(one, now, parts)) continue;
      await callbacks.toColleague(one.caseNo, 'never told');
    } else {
      const conversationId = conversationIdOf(one.callId);
      if (!(await isOver(conversationId, parts))) continue;
      const ring = { caseNo: one.caseNo, attempt: one.attempts };
      await calledBack.over(ring, conversationId, 'completed', now);
    }
    ended += 1;
  }
  return ended;
}

async function isOver(conversationId: string, { conversations }: ReconcilingParts): Promise<boolean> {
  const conversation = await conversations.get(conversationId);
  return conversation === null || conversation.hungUp;
}

/** Of a call whose id was never told only time tells. */
function isLongerThanTalk({ reachedAt, dialledAt, askedAt }: Callback, now: number, { rules }: ReconcilingParts) {
  return now - (reachedAt ?? dialledAt ?? askedAt) > rules().longestTalkMinutes * minuteMs;
}
