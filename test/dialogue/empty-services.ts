import type { Services } from '../../src/dialogue/turn/context.js';
import { lookupsOn } from '../../src/disclosure/lookups/registry.js';
import { slots, understander } from '../understanding/fixtures.js';
import { nobodyWaits } from './nobody-waits.js';

const never = (): never => {
  throw new Error('no lookup is looked for where nothing is published');
};

/** What is asked by turns where nothing is published, no case was opened before, and nobody can be rung: words are understood as ever. */
export function emptyServices(): Services {
  let serial = 0;
  const lookups = lookupsOn(new Map());
  return {
    records: {
      get: async () => null,
      findByKey: async () => [],
      find: async () => [],
    } as unknown as Services['records'],
    cases: {
      nextNumber: async (day) => `${day}${String(++serial).padStart(4, '0')}`,
      bySource: async () => null,
      file: async () => null,
      latestOf: async () => null,
    },
    lookups: () => lookups,
    guesses: { ask: never, guess: never },
    entropy: { digits: () => '0000' } as unknown as Services['entropy'],
    understanding: { understand: async (heard) => (await understander()).meaningOf(heard) },
    slots,
    ownSeats: {} as Services['ownSeats'],
    ...nobodyWaits,
  };
}
