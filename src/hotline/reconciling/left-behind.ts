import type { ConversationStore } from '../../domain/conversation/stores.js';
import type { KeptOffer } from '../../domain/hotline/offer.js';
import { type Presence, stateAt } from '../../domain/hotline/presence.js';
import { settled, talkEnded } from '../presence/transitions.js';
import { acceptingSeconds } from '../routing/seating.js';
import type { ReconcilingParts } from './parts.js';

/** What is told late is told within this. */
const lateMs = 60_000;

/**
 * Ends telephones' ringing whose end was never told, once the call is over or has gone on: nobody is blamed for not answering.
 * @returns how many
 * @example gate-1 was rung at 10:00 for a call that hung up at 10:00:20; its leg told nothing: at 10:02 the offer is withdrawn
 */
export async function endOffers({ seats, conversations, rules, clock }: ReconcilingParts): Promise<number> {
  const ringsMs = (rules().ringSeconds + acceptingSeconds) * 1000;
  const now = clock.now();
  let ended = 0;
  for (const offer of await seats.openOffers(now - ringsMs - lateMs)) {
    if (!(await hasGoneOn(offer.conversationId, offer.offeredAt, conversations))) continue;
    const at = offer.offeredAt + ringsMs;
    const { id } = offer;
    if (await seats.settle(id, 'withdrawn', at, settled(id, 'withdrawn', at, rules()))) ended += 1;
  }
  return ended;
}

/** Lets colleagues write up whose talk is over, though its end was never told. @returns how many */
export async function endTalks({ seats, conversations, rules, clock }: ReconcilingParts): Promise<number> {
  const now = clock.now();
  let ended = 0;
  for (const presence of await seats.presences()) {
    const offer = await talkOf(presence, now, seats);
    if (!offer || !(await hasGoneOn(offer.conversationId, offer.endedAt ?? now, conversations))) continue;
    await seats.change(offer.colleague, talkEnded(offer.id, now, rules()));
    ended += 1;
  }
  return ended;
}

/** @returns what somebody talks by, where they took it long enough ago for its end to have been told */
async function talkOf(
  presence: Presence,
  now: number,
  seats: Pick<ReconcilingParts['seats'], 'byId'>,
): Promise<KeptOffer | null> {
  const { offerId, since } = presence;
  if (stateAt(presence, now) !== 'on-call' || offerId === null || now - since < lateMs) return null;
  return seats.byId(offerId);
}

/** Takes those out of the line whose call is over, though nobody said so to the line. @returns how many */
export async function endWaits({ waiting, conversations, clock }: ReconcilingParts): Promise<number> {
  let ended = 0;
  for (const { conversationId, seenAt } of await waiting.unheard(clock.now() - 2 * lateMs)) {
    const conversation = await conversations.get(conversationId);
    if (conversation !== null && !conversation.hungUp) continue;
    await waiting.note(conversationId, 'left', seenAt);
    ended += 1;
  }
  return ended;
}

async function hasGoneOn(
  conversationId: string,
  since: number,
  conversations: Pick<ConversationStore, 'get'>,
): Promise<boolean> {
  const conversation = await conversations.get(conversationId);
  return conversation === null || conversation.hungUp || conversation.updatedAt > since;
}
