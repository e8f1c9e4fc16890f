import type { Target } from '../../domain/content/content.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { back } from './back.js';
import { messageLeft } from './beside-message.js';
import { toCallback } from './to-callback.js';
import { toMessage } from './to-message.js';
import { toPerson } from './told-case.js';

/** Whoever returns to the first menu has done with what it was about; whoever was leaving a message goes on with it. */
function goBack(context: TurnContext): Move {
  const left = context.conversation.place.at === 'message' ? null : messageLeft(context);
  if (left) return { kind: 'go', place: left, remembers: { message: undefined } };
  const place = back(context.conversation.place, context.content);
  const isMain = place.at === 'menu' && place.menu === mainMenu.menu;
  const remembers = {
    subject: undefined,
    record: undefined,
    form: undefined,
    open: undefined,
    english: undefined,
    message: undefined,
    complaint: undefined,
    told: undefined,
  };
  return isMain ? { kind: 'go', place, remembers } : { kind: 'go', place };
}

/** Where a target leads that was chosen from here: `{ kind: 'back' }` in a form leads to the menu above it. */
export function follow(target: Target, context: TurnContext): Move {
  switch (target.kind) {
    case 'menu':
      return { kind: 'go', place: { at: 'menu', menu: target.menu } };
    case 'form':
      return { kind: 'go', place: { at: 'form', form: target.form, answers: {} } };
    case 'line':
      return { kind: 'line', line: target.line };
    case 'outside':
      return { kind: 'outside', intent: null };
    case 'callback':
      return toCallback(context);
    case 'message':
      return toMessage(context);
    case 'case':
      return { kind: 'go', place: { at: 'case' } };
    case 'draw':
      return { kind: 'go', place: { at: 'draw', system: target.system } };
    case 'person':
      return toPerson(context);
    case 'back':
      return goBack(context);
    case 'repeat':
      return { kind: 'go', place: context.conversation.place };
  }
}
