import { seedFor } from '../chance/seed.js';
import { capacityOf, drawStation } from '../rules/stations.js';
import { listOf, tableOf, text, tupleOf, whole } from './shapes.js';
import type { DrawKind } from './system.js';

/** Vehicles (进口汽车): the station and the inspector of each VIN of a day. */
export const vehicles: DrawKind = {
  name: 'vehicles',
  fields: { stations: listOf(tupleOf(text, whole)), inspectors: tableOf(listOf(text)) },
  is: ({ stations }) => Array.isArray(stations),
  draw: ({ seal, key, register }) => {
    const seed = seedFor(key, 'station');
    const stations = seal.stations as unknown as readonly (readonly [string, number])[];
    const present = seal.inspectors as unknown as Readonly<Record<string, readonly string[]>>;
    // Looked at even where no vehicle came.
    capacityOf(stations);
    return { vehicles: register.rows.map(({ id }) => ({ ...drawStation(seed, id, stations, present) })) };
  },
};
