import type { Database } from '../../database/database.js';
import { ReadingTogether } from '../../database/reading-together.js';
import { Storing } from '../../domain/care/storing.js';
import type { Store } from '../../domain/store.js';
import { forgetfulTables } from '../personal-data.js';
import { StoredCallbacks } from './callbacks.js';
import { StoredCalls } from './calls.js';
import { StoredCases } from './cases.js';
import { ForgettableContents, StoredContents } from './content-versions.js';
import { StoredConversations, type Turns } from './conversations.js';
import { StoredDraws } from './draws.js';
import { proofName, StoredDuties } from './duties.js';
import { applyEffects } from './effects.js';
import { StoredFollowers } from './followers.js';
import { StoredForgetful } from './forgetful.js';
import { StoredGuesses } from './guesses.js';
import { StoredListings } from './listings.js';
import { StoredNotices } from './notices.js';
import { StoredOutbox } from './outbox.js';
import { StoredPublicSeals } from './public-seals.js';
import { type Staging, StoredPublications } from './publications.js';
import { StoredRecordings } from './recordings.js';
import { StoredRecords } from './records.js';
import { StoredRetention } from './retention.js';
import { type ChangeSeatsAsSeen, StoredSeats } from './seats.js';
import { StoredStamps } from './stamps.js';
import { StoredStickerPlaces } from './sticker-places.js';
import { StoredUnanswered } from './unanswered.js';
import { StoredWaiting } from './waiting.js';
import { asUnavailable, watched } from './watched.js';

/** A row that says nothing, written to see whether one can be. */
const proof = { name: proofName, holder: 'anybody', leaseMs: 0, now: 1, farAt: 1 };

/** What each database does in its own way, for speed. */
interface Ways {
  readonly turns: Turns;
  readonly staging: Staging;
  readonly changingSeatsAsSeen?: (together: ReadingTogether) => ChangeSeatsAsSeen;
  /** @throws Error where the database is not what it was opened as */
  readonly look: () => void;
}

/** What is written once, on a database that brings its own way to add turns and versions. A new store is a line here. */
export function storesOn(
  database: Database,
  { turns, staging, look, changingSeatsAsSeen }: Ways,
): Omit<Store, 'archive' | 'examiner' | 'migrate' | 'close'> {
  const storing = new Storing(() => performance.now());
  const forCallers = watched(database, storing);
  const duties = new StoredDuties(database);
  const together = new ReadingTogether(forCallers.reader, database.dialect);
  return {
    storing,
    conversations: new StoredConversations(forCallers, turns),
    stamps: new StoredStamps(forCallers),
    cases: new StoredCases(forCallers, applyEffects),
    records: new StoredRecords(database),
    publications: new StoredPublications(database, staging),
    publicSeals: new StoredPublicSeals(database),
    contents: new StoredContents(database),
    retention: new StoredRetention(database),
    unanswered: new StoredUnanswered(database),
    duties,
    followers: new StoredFollowers(database),
    outbox: new StoredOutbox(database, forCallers),
    guesses: new StoredGuesses(forCallers),
    stickerPlaces: new StoredStickerPlaces(forCallers),
    seats: new StoredSeats(forCallers, together, changingSeatsAsSeen?.(together)),
    waiting: new StoredWaiting(forCallers, together),
    listings: new StoredListings(database),
    notices: new StoredNotices(database),
    callbacks: new StoredCallbacks(database),
    calls: new StoredCalls(database),
    recordings: new StoredRecordings(database),
    draws: new StoredDraws(database),
    forgetful: [
      ...forgetfulTables.map((data) => new StoredForgetful(forCallers, data)),
      new ForgettableContents(database),
    ],
    async ping() {
      await database.reader.one('SELECT 1');
    },
    look: () => storing.try('read', async () => look()),
    prove: () => storing.prove(() => asUnavailable(database.dialect, async () => void (await duties.begin(proof)))),
  };
}
