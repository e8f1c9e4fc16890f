import type { Services } from '../../src/dialogue/turn/context.js';

/** Nobody can be rung, and nobody waits. */
export const nobodyWaits: Pick<Services, 'seats' | 'waiting'> = {
  seats: { ring: async () => null, attendance: async () => 'nobody', letGo: async () => undefined },
  waiting: { comingTo: async () => ({ inLine: [], left: null }), lastServed: async () => [] },
};
