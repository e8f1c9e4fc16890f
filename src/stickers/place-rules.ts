import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../authored/data-file.js';
import { SchemasRefused } from '../schemas/schema.js';

/** In how many places a sticker may be seen (多地被扫) before it may have been copied. */
export interface PlaceRules {
  /** So many places raise an alarm. */
  readonly places: number;
  /** Within so many hours, 24 at the most: a place of another day cannot be told to be the same. */
  readonly withinHours: number;
  /** How many days an alarm lasts; meanwhile there is no second one. */
  readonly alarmDays: number;
  /** How many bits of a network address make a place. */
  readonly network: { readonly ipv4: number; readonly ipv6: number };
}

/** As `data/stickers.yaml` has them; they hold where the file, or a line of it, is missing. */
export const defaultPlaceRules: PlaceRules = {
  places: 12,
  withinHours: 24,
  alarmDays: 30,
  network: { ipv4: 16, ipv6: 32 },
};

const whole = (least: number, most: number) => {
  const words = `must be a whole number from ${least} to ${most}.`;
  return z.int(words).min(least, words).max(most, words);
};
const { places, withinHours, alarmDays, network } = defaultPlaceRules;
const shape = z.strictObject(
  {
    places: whole(2, 10_000).default(places),
    withinHours: whole(1, 24).default(withinHours),
    alarmDays: whole(1, 365).default(alarmDays),
    network: z
      .strictObject({ ipv4: whole(8, 24), ipv6: whole(16, 64) }, 'must be written { ipv4: 16, ipv6: 32 }.')
      .default(network),
  },
  'must have lines such as "places: 12". Write one, or delete the file: then the usual numbers hold.',
);

/**
 * Reads `data/stickers.yaml`. A folder of before there was one needs none.
 * @param folder the `data/` folder
 * @throws SchemasRefused with every problem and its place
 */
export function loadPlaceRules(folder: string): PlaceRules {
  const file = join(folder, 'stickers.yaml');
  if (!existsSync(file)) return defaultPlaceRules;
  const document = readDataFile(file);
  const rules = document.read(shape);
  if (!rules || document.problems.length > 0) throw new SchemasRefused(document.problems);
  return rules;
}
