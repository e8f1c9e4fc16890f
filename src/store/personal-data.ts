import type { PersonalData } from '../domain/care/forgetful.js';
import { callbacks } from './shared/callbacks.js';
import { callRecords } from './shared/calls.js';
import { casePersons } from './shared/cases.js';
import { contentVersions } from './shared/content-versions.js';
import { answers, conversations } from './shared/conversations.js';
import type { ForgetfulTable } from './shared/forgetful.js';
import { guessCounts } from './shared/guesses.js';
import { outboxMessages } from './shared/outbox.js';
import { recordings } from './shared/recordings.js';
import { offers } from './shared/seats.js';
import { stickerPlaces } from './shared/sticker-places.js';
import { unansweredWords } from './shared/unanswered.js';
import { waitings } from './shared/waiting.js';

/** Every kind of data about persons that a database holds; a store that holds more adds a line. */
export const forgetfulTables: readonly ForgetfulTable[] = [
  answers,
  conversations,
  unansweredWords,
  outboxMessages,
  casePersons,
  guessCounts,
  offers,
  waitings,
  recordings,
  callbacks,
  callRecords,
  stickerPlaces,
];

/** The same, known without a database, and what else is not kept for ever. */
export const personalData: readonly PersonalData[] = [
  ...forgetfulTables.map((data) => ({ ...data, tables: [data.table, ...(data.with ?? [])] })),
  contentVersions,
];
