import type { ExplainedError } from './explained-error.js';

/** What is met on the way of a record to the public: importing, approving, correcting, withdrawing, exporting. */
export const publicationErrors = {
  busy: {
    metBy: ['operator'],
    meaning: 'Another import is under way, and one at a time may change what is public.',
    remedy: 'Wait until it is done, and import again.',
  },
  'correction-refused': {
    metBy: ['operator'],
    meaning:
      'A value of a correction does not fit the schema, is that of another record, or would make it another record.',
    remedy: 'Correct each value that the message names.',
  },
  'damaged-release': {
    metBy: ['operator', 'log'],
    meaning: 'A release was changed past the rules of the database, so that it cannot even be read.',
    remedy: 'Compare with a backup, and let `npx yibo audit` check the whole chain.',
  },
  'export-exists': {
    metBy: ['operator'],
    meaning: 'There is something already where an export should be written.',
    remedy: 'Name another place, or replace an export with --force.',
  },
  'export-not-ours': {
    metBy: ['operator'],
    meaning: 'The folder holds other things than an export, and --force would lose them.',
    remedy: 'Name another folder, or empty it yourself.',
  },
  'export-under-way': {
    metBy: ['operator'],
    meaning: 'Another export is writing to the same place, or one was broken off there.',
    remedy: 'Wait for it, or delete what it left (`.part`), and export again.',
  },
  'moment-moved': {
    metBy: ['operator'],
    meaning: 'Something was published into the very moment that was being exported.',
    remedy: 'Export again.',
  },
  outdated: {
    metBy: ['operator'],
    meaning: 'Another release has changed a record since the draft was made.',
    remedy: 'Discard the draft, and make it again.',
  },
  'rejects-place-taken': {
    metBy: ['operator'],
    meaning: 'There is a file already where refused rows should go, and it may be half mended.',
    remedy: 'Name another file with --rejects, or move that one.',
  },
  'same-person': {
    metBy: ['operator'],
    meaning: 'Nobody approves a release that they made, nor under a name that only looks different.',
    remedy: 'Let a colleague approve it.',
  },
  'term-empty': {
    metBy: ['operator'],
    meaning: 'A name, a reason, a ground or a source is empty.',
    remedy: 'Write it: it stands in the public record.',
  },
  'term-invisible': {
    metBy: ['operator'],
    meaning: 'A name, a reason, a ground or a source holds nothing that can be seen.',
    remedy: 'Write it in words that can be seen.',
  },
  'term-too-long': {
    metBy: ['operator'],
    meaning: 'A name has more than 200 characters, or a text more than 2,000.',
    remedy: 'Shorten it.',
  },
  'unknown-release': {
    metBy: ['operator'],
    meaning: 'There is no release with this number.',
    remedy: 'Take a number from `npx yibo releases`.',
  },
  unnamed: {
    metBy: ['operator'],
    meaning: 'A release is to be approved, and nobody is named who approves it.',
    remedy: 'Say who approves it.',
  },
  'unreadable-file': {
    metBy: ['operator'],
    meaning: 'A file of records cannot be read at all, or not beyond the line that is named.',
    remedy: 'Do what the message says, such as saving it as CSV in UTF-8, and import it again.',
  },
  'wrong-state': {
    metBy: ['operator', 'log'],
    meaning: 'A release or a record cannot take this step from where it is, such as being published unapproved.',
    remedy: 'Look with `npx yibo releases` or `npx yibo history` where it is, and take the step before.',
  },
} as const satisfies Readonly<Record<string, ExplainedError>>;
