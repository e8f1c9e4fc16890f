import type { ExplainedError } from './explained-error.js';

/** What is met by whoever sets the service up, writes its content, runs it and keeps it safe. */
export const operationErrors = {
  'backup-cut-short': {
    metBy: ['operator'],
    meaning: 'The end of a backup is missing.',
    remedy: 'Copy it again from where it was kept, or take another backup.',
  },
  'backup-damaged': {
    metBy: ['operator'],
    meaning: 'A backup is not what was written: a line cannot be read, a count or the checksum does not fit.',
    remedy: 'Copy it again from where it was kept, or take another one; if it was just written, look at the disk.',
  },
  'backup-exists': {
    metBy: ['operator'],
    meaning: 'There is a file already where a backup should be written, or another backup is writing it.',
    remedy: 'Choose another name; delete what a backup that was broken off left (`.part`).',
  },
  'backup-foreign': {
    metBy: ['operator'],
    meaning: 'The file is no backup of Yibo.',
    remedy: 'Name a file that `npx yibo backup` wrote.',
  },
  'backup-missing': {
    metBy: ['operator'],
    meaning: 'There is no such backup.',
    remedy: 'Look at its name.',
  },
  'backup-newer': {
    metBy: ['operator'],
    meaning: 'The backup was written by a newer Yibo than this one.',
    remedy: 'Update this one, then restore.',
  },
  'backup-older': {
    metBy: ['operator'],
    meaning: 'The backup was written by an older Yibo, whose tables look different.',
    remedy: 'Restore it with the version that wrote it, then start this version on that database.',
  },
  'case-refused': {
    metBy: ['operator'],
    meaning: 'Something cannot be done with a case (工单) now: there is none of that number, or it is not its turn.',
    remedy: 'Look at it with `npx yibo case NUMBER`; it says where the case stands.',
  },
  'config-refused': {
    metBy: ['operator'],
    meaning: 'Settings in the environment are wrong or missing; all of them are named at once.',
    remedy: 'Set each as the message says; `npx yibo doctor` checks them all.',
  },
  'content-folder-missing': {
    metBy: ['operator'],
    meaning: 'YIBO_CONTENT names a folder that is not there, or that has no content in it.',
    remedy: 'Correct YIBO_CONTENT, or make the folder with `npx yibo init FOLDER`.',
  },
  'content-folder-taken': {
    metBy: ['operator'],
    meaning: "A folder for the bureau's own content is to be made where something is already.",
    remedy: 'Name a folder that is empty, or not there.',
  },
  'content-refused': {
    metBy: ['operator'],
    meaning:
      'Menus, forms, intents, phrases, lines or hours are wrong: the service does not start on them, or keeps the ones before.',
    remedy: 'Correct each place that `npx yibo lint` names.',
  },
  'learning-broken-off': {
    metBy: ['operator'],
    meaning:
      'The thread that learns what people say fell over, took too much memory, or was stopped; what is in force goes on.',
    remedy: 'Look at the cause in the log; it is tried again every minute, and a restart tries at once.',
  },
  'database-damaged': {
    metBy: ['operator'],
    meaning: 'Indexes or tables of the database are damaged, and a backup would carry it on.',
    remedy:
      'Do what `npx yibo doctor` says, then back up; `--even-damaged` writes it as it is, if it can be read at all.',
  },
  'database-not-ready': {
    metBy: ['operator'],
    meaning: 'The database of a command is not there, not ours, or not up to date.',
    remedy: 'Look at DATABASE_URL; a start of the service makes a database, and brings one up to date.',
  },
  'database-unavailable': {
    metBy: ['operator', 'log'],
    meaning:
      'The database cannot be had: PostgreSQL cannot be reached, refuses, or does not answer in time; the file of SQLite is locked, gone or damaged, or its disk is full.',
    remedy: 'Look at what the message names: server, network, password, rights; disk, file, whoever holds the lock.',
  },
  'intent-without-file': {
    metBy: ['operator'],
    meaning: 'An intent is to be taught, and no file in intents/ holds it.',
    remedy: 'Correct its name, or write its file first.',
  },
  'misnamed-database': {
    metBy: ['operator'],
    meaning: 'DATABASE_URL can name no database: it is a folder, the memory of a process, or of another kind.',
    remedy: 'Write sqlite:PATH or postgres://USER:PASSWORD@HOST:5432/DATABASE.',
  },
  'no-room-to-import': {
    metBy: ['operator'],
    meaning: 'An import would take, or has taken, the room on the disk that callers need; nothing of it is public.',
    remedy: 'Make room (old backups first), or put the database on a larger disk; then import again.',
  },
  'no-room-aside': {
    metBy: ['log'],
    meaning: 'What could not be stored while the database was gone could not be set aside either.',
    remedy: 'Bring the database back; look at YIBO_ASIDE, at the rights to its folder, and at the disk.',
  },
  'origin-refused': {
    metBy: ['operator'],
    meaning: 'The note of where a folder of content came from, `yibo-content.json`, cannot be read.',
    remedy: 'Put it back from version control or a backup.',
  },
  'questions-refused': {
    metBy: ['operator'],
    meaning: 'A file of questions, with which understanding is measured, holds lines that are none.',
    remedy: 'Correct each line that is named.',
  },
  'retention-refused': {
    metBy: ['operator'],
    meaning: 'The rules in data/retention.yaml are wrong: data about persons might be kept for ever, or go too early.',
    remedy: 'Correct each place that is named.',
  },
  'schemas-refused': {
    metBy: ['operator'],
    meaning: 'A `schema.json`, the terms of publication or the limits of guesses in data/ are wrong.',
    remedy: 'Correct each place that is named.',
  },
  'sticker-keys-refused': {
    metBy: ['operator'],
    meaning: 'Keys of stickers (标贴) cannot be read, or there is none that signs.',
    remedy: 'Bring the folder STICKER_KEYS back from where it is kept, or make a key with `npx yibo sticker keys new`.',
  },
  'target-misfit': {
    metBy: ['operator'],
    meaning: 'The database that a backup should go into is of another version or program, or cannot be written to.',
    remedy: 'Do what the message says, or name a new database in DATABASE_URL.',
  },
  'target-not-empty': {
    metBy: ['operator'],
    meaning: 'The database that a backup should go into holds something, and a restore replaces nothing.',
    remedy: 'Name a new database in DATABASE_URL, and restore there.',
  },
  undeliverable: {
    metBy: ['log'],
    meaning: 'The provider will never take a message: the person has left, or may not be written to any more.',
    remedy: 'Reach the person another way; the message is kept as a dead letter with its reason.',
  },
  'call-refused': {
    metBy: ['log'],
    meaning: 'The provider will never ring the number of somebody who is to be called back.',
    remedy:
      'A colleague calls: `npx yibo callbacks`. Take how the number begins out of `reach` in `data/staff/hotline.yaml`.',
  },
  'recording-missing': {
    metBy: ['log'],
    meaning: 'The provider has no recording of that name: not yet, or not any more. After a day it counts as lost.',
    remedy: 'Nothing at first. If it is lost, look in its console; take away what deletes recordings there.',
  },
  'recording-not-written': {
    metBy: ['operator'],
    meaning:
      'A recording cannot be written to that file: there is none, it is not here yet, or the file is there already.',
    remedy: 'Do what the message says; `npx yibo case CASE` lists what there is.',
  },
  'recording-refused': {
    metBy: ['log'],
    meaning: 'A recording is elsewhere than its provider keeps them, too long, or no sound: it is not fetched.',
    remedy: 'Look where recordings are stored in the console of the provider: in a store of your own they stay there.',
  },
  'webhook-refused': {
    metBy: ['log'],
    meaning: 'The system behind CASE_WEBHOOK_URL did not take the notice of a case; it is told again later.',
    remedy: 'Look at that system: it answers what it takes with 2xx, within ten seconds.',
  },
  'wechat-refused': {
    metBy: ['log'],
    meaning: "WeChat's servers refused a call; `errcode` is their own code.",
    remedy: 'Do what the message says, such as adding the address of this machine to the IP list (IP白名单).',
  },
  'puppet-gone': {
    metBy: ['log'],
    meaning: 'A puppet of wechaty ended while something was to be sent.',
    remedy:
      'Nothing at first: it is started again, and what is owed is sent then. If it repeats, read what it logged before.',
  },
  'wechaty-refused': {
    metBy: ['operator'],
    meaning: 'WECHATY_PUPPET is set, and the puppet cannot run here.',
    remedy: 'Do what each line says, such as installing the puppet, or unset WECHATY_PUPPET.',
  },
  'update-refused': {
    metBy: ['operator'],
    meaning: 'What a new version of Yibo has changed in the content does not fit what the bureau has written.',
    remedy: 'Bring the files that are named together by hand; `--keep` tells which of yours stay.',
  },
  'wrong-usage': {
    metBy: ['operator'],
    meaning: 'A command was given words or options that it does not know; it ends with 2.',
    remedy: 'Add --help to the command.',
  },
} as const satisfies Readonly<Record<string, ExplainedError>>;
