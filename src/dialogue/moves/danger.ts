import type { DangerCase } from '../../domain/conversation/memory.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { mostParts } from './begun-complaint.js';

/** Whoever speaks of a danger to a life is answered about that, wherever they are and whatever was asked of them. */
export function speaksOfDanger({ danger }: TurnContext): Move | null {
  return danger && { kind: 'danger', danger };
}

/** @returns the case of a danger that was told of minutes ago, or in this call; null where there is none */
export function begunDanger({ conversation: { memory }, content, turn }: TurnContext): DangerCase | null {
  const begun = memory?.danger;
  if (!begun || begun.parts >= mostParts) return null;
  const isOneCall = turn.can.medium === 'voice';
  return isOneCall || turn.at - begun.at <= content.messageJoinsMs ? begun : null;
}

/** Whether a caller is in danger of their life: they come before all others, and everybody on duty is rung for them. */
export function isInDanger(context: TurnContext): boolean {
  return begunDanger(context) !== null || speaksOfDanger(context) !== null;
}
