import type { CallKind, CallRecord } from '../../domain/calls/call-record.js';
import type { CallEndedBy, TrailStep } from '../../domain/calls/trail.js';
import type { Conversation } from '../../domain/conversation/conversation.js';

/** @returns the record of a call that is over; null while it goes on, and of what is no call */
export function recordOf(conversation: Conversation): CallRecord | null {
  const { id, startedAt, trail } = conversation;
  if (!trail?.ended) return null;
  const { steps, line = null, asked = null, ended } = trail;
  return {
    conversationId: id,
    kind: kindOf(steps[0]),
    beganAt: startedAt,
    endedAt: ended.at,
    endedBy: ended.by,
    ...{ line, asked, rating: ratingIn(conversation), steps },
  };
}

/**
 * Who hung up first, where a call's end is told: whoever ended the talk that was the last that happened in it, else the service where it had said
 * good-bye, else the caller.
 */
export function endedBy({ place, trail }: Pick<Conversation, 'place' | 'trail'>): CallEndedBy {
  const steps = trail?.steps ?? [];
  const talk = steps.findLastIndex(({ came }) => came === 'answered');
  const isTalkLast = talk >= 0 && steps.slice(talk).every((step) => /^(?:over|rating)\b/.test(step.place));
  if (isTalkLast) return steps[talk]?.did === 'hangs up' ? 'caller' : 'colleague';
  return place.at === 'over' && !steps.at(-1)?.did.endsWith('hangs up') ? 'service' : 'caller';
}

/** @returns null where it was not asked for */
function ratingIn({ place, trail }: Conversation): CallRecord['rating'] {
  if (place.at === 'over' && place.rating !== undefined) return place.rating;
  return trail?.steps.some((step) => step.place.startsWith('rating')) ? 'none' : null;
}

function kindOf(first: TrailStep | undefined): CallKind {
  if (first?.did === 'is called back') return 'called-back';
  return first?.place === 'duty' ? 'duty' : 'inbound';
}
