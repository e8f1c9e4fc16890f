import type { TurnContext } from '../turn/context.js';
import { forPeople } from '../turn/for-people.js';
import type { Move } from '../turn/move.js';
import { follow } from './follow.js';
import { toCallback } from './to-callback.js';
import { withdrawsComplaint } from './withdrawn-complaint.js';

/** Person, back and repeat: `0`, `*` and `#`, or their sayings, wherever one is; and whoever wishes for people in other words. */
export function fromAnywhere(context: TurnContext): Move | null {
  const { input, heard, turn } = context;
  const { at } = context.conversation.place;
  if (at === 'handoff' || at === 'waiting') return null;
  if (input.kind === 'keys') return byKey(input.keys, context);
  // What is written there is part of the message.
  const withdrawn = at === 'message' && turn.can.medium === 'text' ? null : withdrawsComplaint(context);
  if (withdrawn) return withdrawn;
  const target = heard?.rule?.leadsTo;
  const isEverywhere = target?.kind === 'person' || target?.kind === 'back' || target?.kind === 'repeat';
  return isEverywhere ? follow(target, context) : wishForPeople(context);
}

/**
 * Whoever is angry or at a loss (我不会弄, 什么破系统) does not say 转人工: by day a colleague reads what they wrote, at night in chat they
 * are called back; and so is whoever asks for it.
 */
function wishForPeople(context: TurnContext): Move | null {
  const { heard, turn, conversation } = context;
  const wish = forPeople.has(conversation.place.at) ? undefined : heard?.pattern?.leadsTo.kind;
  if (wish === 'callback') return toCallback(context);
  if (wish !== 'person') return null;
  const isOpen = context.standing(context.line('general')).open;
  if (!isOpen && turn.can.medium === 'text') return toCallback(context);
  return { kind: 'line', line: 'general', isQuestion: true };
}

function byKey(keys: string, context: TurnContext): Move | null {
  const { place } = context.conversation;
  if (keys === '0') return follow({ kind: 'person' }, context);
  if (keys === '#') return follow({ kind: 'repeat' }, context);
  const isBack = keys === '*' || (place.at === 'form' && keys.endsWith('*'));
  const isMain = place.at === 'menu' && place.menu === 'main';
  return isBack && !isMain ? follow({ kind: 'back' }, context) : null;
}
