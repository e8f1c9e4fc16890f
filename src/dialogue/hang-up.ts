import type { Conversation } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import { askedAfter } from '../hotline/calls/asked.js';
import { endedBy, recordOf } from '../hotline/calls/record-of.js';

/**
 * @param isTold whether anybody said that the call is over
 * @returns the conversation of somebody who has hung up, and what changes with it
 */
export function hungUp(
  conversation: Conversation,
  at: number,
  isTold: boolean,
): { readonly conversation: Conversation; readonly effects: readonly Effect[] } {
  const { revision, trail } = conversation;
  const left = leaving(conversation, at);
  const asked = askedAfter(trail?.asked, left);
  // Where we have said good-bye, nobody need tell.
  const isKnown = isTold || conversation.place.at === 'over';
  const ended = { at, by: isKnown ? endedBy(conversation) : 'unknown' } as const;
  const after: Conversation = {
    ...conversation,
    revision: revision + 1,
    hungUp: true,
    ...(trail && { trail: { ...trail, ...(asked && { asked }), ended } }),
  };
  return { conversation: after, effects: [...left, ...keptCall(after)] };
}

/** @returns that the record of a call that is over is kept; nothing of a chat, and of a call that goes on */
export function keptCall(conversation: Conversation): readonly Effect[] {
  const call = recordOf(conversation);
  return call ? [{ kind: 'keep-call', call }] : [];
}

/** Whoever hangs up while waiting, or while looking something up meanwhile, has left; whoever talked was served, and that stays. */
function leaving({ id, place, memory }: Conversation, at: number): readonly Effect[] {
  const waited = place.at === 'handoff' || place.at === 'waiting' || memory?.wait !== undefined;
  return waited ? [{ kind: 'wait-no-more', conversationId: id, state: 'left', at }] : [];
}
