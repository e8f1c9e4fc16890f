import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import { DrawRefused } from './draw-refused.js';

/** What every step of a draw is given. */
export interface DrawParts {
  readonly draws: DrawStore;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** Two processes that want the same number or the same place in a chain: one has it, the other tries the next. */
export const mostTries = 50;

export function secondsNow({ now }: Pick<DrawParts, 'now'>): number {
  return Math.floor(now() / 1000);
}

/** @throws DrawRefused where there is none */
export async function drawNamed(no: string, { draws }: Pick<DrawParts, 'draws'>): Promise<KeptDraw> {
  const found = await draws.get(no);
  if (found) return found;
  throw new DrawRefused(`there is no draw ${no}. See yibo draw list.`);
}

/** A moment as a seal says it. */
export function inWords(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}
