import type { Database } from '../../database/database.js';
import type { Store } from '../../domain/store.js';
import { forgetfulTables } from '../personal-data.js';
import { StoredCases } from './cases.js';
import { ForgettableContents, StoredContents } from './content-versions.js';
import { StoredConversations, type Turns } from './conversations.js';
import { StoredDuties } from './duties.js';
import { StoredFollowers } from './followers.js';
import { StoredForgetful } from './forgetful.js';
import { StoredGuesses } from './guesses.js';
import { StoredOutbox } from './outbox.js';
import { type Staging, StoredPublications } from './publications.js';
import { StoredRecords } from './records.js';
import { StoredRetention } from './retention.js';
import { StoredStamps } from './stamps.js';
import { StoredUnanswered } from './unanswered.js';

/** What is written once, on a database that brings its own way to add turns and versions. A new store is a line here. */
export function storesOn(
  database: Database,
  { turns, staging }: { turns: Turns; staging: Staging },
): Omit<Store, 'archive' | 'migrate' | 'close'> {
  return {
    conversations: new StoredConversations(database, turns),
    stamps: new StoredStamps(database),
    cases: new StoredCases(database),
    records: new StoredRecords(database),
    publications: new StoredPublications(database, staging),
    contents: new StoredContents(database),
    retention: new StoredRetention(database),
    unanswered: new StoredUnanswered(database),
    duties: new StoredDuties(database),
    followers: new StoredFollowers(database),
    outbox: new StoredOutbox(database),
    guesses: new StoredGuesses(database),
    forgetful: [
      ...forgetfulTables.map((data) => new StoredForgetful(database, data)),
      new ForgettableContents(database),
    ],
    async ping() {
      await database.reader.one('SELECT 1');
    },
  };
}
