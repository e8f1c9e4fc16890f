import { dangerIn } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** Whoever speaks of a danger to a life is answered about that, wherever they are and whatever was asked of them. */
export function speaksOfDanger({ heard, content }: TurnContext): Move | null {
  const danger = heard && dangerIn(heard.bare, content.dangers);
  return danger && { kind: 'danger', danger };
}
