import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../authored/data-file.js';
import { SchemasRefused } from '../../schemas/schema.js';

/** How many misses there is room for: `atOnce` in a row, then one more each `everyMs`. */
export interface Room {
  readonly atOnce: number;
  readonly everyMs: number;
}

/** What guesses (试号) are counted against, and how many each of them may have. */
export interface GuessRules {
  /** One call, or one chat until it is idle. */
  readonly conversation: Room;
  /** One telephone number or one follower. */
  readonly caller: Room;
  /** One network address that asks on a page or the open API. */
  readonly address: Room;
  /** Everybody together whose number is withheld. */
  readonly withheld: Room;
  /** One record, whoever asks for it. */
  readonly declaration: Room;
  /** One owner, whose records are asked for. */
  readonly owner: Room;
  /** Everybody together on one channel; whoever asks over the network is one, on pages and in the open API. */
  readonly everybody: Room;
}

const hourMs = 3_600_000;
/** A conversation has what it has: no call lasts longer than this, and a chat that does is given one more. */
const conversationEveryMs = 4 * hourMs;

/** As `data/guessing.yaml` has them; they hold where the file, or a line of it, is missing. */
export const defaultGuessRules: GuessRules = {
  conversation: { atOnce: 5, everyMs: conversationEveryMs },
  caller: { atOnce: 10, everyMs: hourMs },
  address: { atOnce: 12, everyMs: hourMs / 60 },
  withheld: { atOnce: 30, everyMs: hourMs / 60 },
  declaration: { atOnce: 10, everyMs: hourMs },
  owner: { atOnce: 20, everyMs: hourMs / 10 },
  everybody: { atOnce: 400, everyMs: hourMs / 1800 },
};

const count = (most: number) => {
  const words = `must be a whole number from 1 to ${most}.`;
  return z.int(words).min(1, words).max(most, words);
};
const atOnce = count(1000);
const room = z
  .strictObject({ atOnce, perHour: count(3600) }, 'must be written { atOnce: 10, perHour: 1 }.')
  .transform((written): Room => ({ atOnce: written.atOnce, everyMs: Math.round(hourMs / written.perHour) }));
const conversation = z
  .strictObject({ atOnce }, 'must be written { atOnce: 5 }: a conversation has no hours.')
  .transform((written): Room => ({ ...written, everyMs: conversationEveryMs }));

const { conversation: ofConversation, ...others } = defaultGuessRules;
const shape = z.strictObject(
  {
    conversation: conversation.default(ofConversation),
    caller: room.default(others.caller),
    address: room.default(others.address),
    withheld: room.default(others.withheld),
    declaration: room.default(others.declaration),
    owner: room.default(others.owner),
    everybody: room.default(others.everybody),
  },
  'must have lines such as "caller: { atOnce: 10, perHour: 1 }". Write one, or delete the file: then the usual limits hold.',
);

/**
 * Reads `data/guessing.yaml`. A folder of before there was one needs none.
 * @param folder the `data/` folder
 * @throws SchemasRefused with every problem and its place
 */
export function loadGuessRules(folder: string): GuessRules {
  const file = join(folder, 'guessing.yaml');
  if (!existsSync(file)) return defaultGuessRules;
  const document = readDataFile(file);
  const rules = document.read(shape);
  if (rules && rules.caller.atOnce < rules.conversation.atOnce) {
    const message = `${rules.caller.atOnce} is less than one conversation may have (${rules.conversation.atOnce}), which then could never be reached. Write as many or more.`;
    document.refuse(['caller', 'atOnce'], message);
  }
  if (!rules || document.problems.length > 0) throw new SchemasRefused(document.problems);
  return rules;
}
