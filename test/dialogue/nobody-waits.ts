import type { Services } from '../../src/dialogue/turn/context.js';
import type { SeatsSeen } from '../../src/domain/hotline/seats.js';

/** Everybody is free, and was offered nothing. */
export const nothingSeen: SeatsSeen = { presences: new Map(), offered: [], rungLast: null };

/** Nobody can be rung, and nobody waits. */
export const nobodyWaits: Pick<Services, 'seats' | 'waiting'> = {
  seats: {
    look: async () => nothingSeen,
    ring: async () => null,
    attendance: async () => 'nobody',
    letGo: async () => undefined,
  },
  waiting: { comingTo: async () => ({ inLine: [], left: null }), lastServed: async () => [] },
};
