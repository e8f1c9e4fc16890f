import type { Seal } from '../seal/seal.js';
import { frozenMeat } from './frozen-meat.js';
import { objects, objectsInStrata } from './objects.js';
import { onSite } from './on-site.js';
import type { DrawKind } from './system.js';
import { places, teams } from './teams-and-places.js';
import { vehicles } from './vehicles.js';

/** Every way to draw. */
export const drawKinds: readonly DrawKind[] = [objects, objectsInStrata, teams, places, vehicles, onSite, frozenMeat];

/** @returns the kind of a seal; null for one that this version does not know */
export function kindOf(seal: Seal): DrawKind | null {
  return drawKinds.find((kind) => kind.is(seal)) ?? null;
}
