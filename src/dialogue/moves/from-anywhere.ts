import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { follow } from './follow.js';

/** Person, back and repeat: `0`, `*` and `#`, or their sayings, wherever one is. */
export function fromAnywhere(context: TurnContext): Move | null {
  const { input, heard } = context;
  if (context.conversation.place.at === 'handoff') return null;
  if (input.kind === 'keys') return byKey(input.keys, context);
  const target = heard?.rule?.leadsTo;
  const isEverywhere = target?.kind === 'person' || target?.kind === 'back' || target?.kind === 'repeat';
  return isEverywhere ? follow(target, context) : null;
}

function byKey(keys: string, context: TurnContext): Move | null {
  const { place } = context.conversation;
  if (keys === '0') return follow({ kind: 'person' }, context);
  if (keys === '#') return follow({ kind: 'repeat' }, context);
  const isBack = keys === '*' || (place.at === 'form' && keys.endsWith('*'));
  const isMain = place.at === 'menu' && place.menu === 'main';
  return isBack && !isMain ? follow({ kind: 'back' }, context) : null;
}
