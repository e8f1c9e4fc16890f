import type { Damage } from '../../domain/care/damage.js';
import type { Inspection } from '../../domain/care/inspection.js';
import type { Content } from '../../domain/content/content.js';
import type { Presence } from '../../domain/hotline/presence.js';
import type { Words } from './catalogue/explained.js';
import { type Finding, skipped } from './finding.js';

/** What the checks need of the settings; null, where it can be, for what is wrong there. */
export interface Settings {
  readonly port: number | null;
  readonly databaseUrl: string | null;
  /** Null in local mode, too. */
  readonly publicBaseUrl: string | null;
  readonly clockStartsAt: number | null;
  /** The only address of this machine to listen on; null: all. */
  readonly host: string | null;
  /** Which secrets of providers the environment has. */
  readonly givenSecrets: readonly string[];
  readonly trustedProxies: number;
  readonly loadsSamples: boolean;
}

/** Files that the service reads when it starts. */
export interface DataFiles {
  /** Such as `content`. */
  readonly name: string;
  /** Below which the places of problems are told, where that is not the working folder. */
  readonly folder?: string;
  /**
   * Reads them as the service would.
   * @returns how many of what there are
   * @throws Error with the `problems` of the files, or another error
   */
  read(): Words | Promise<Words>;
}

/** The puppet of wechaty that is chosen. */
export interface ChosenPuppet {
  readonly name: string;
  /** @returns what is not there, each with what to do */
  missing(): readonly string[];
  /** Loads it in a process of its own. @returns why that fails; null when it does not */
  tryLoading(): Promise<string | null>;
}

/** A way in which colleagues are told of a case. */
export interface NotificationRoad {
  /** The setting that names it. */
  readonly setting: string;
  /** Where it leads, without anything that is secret. */
  readonly where: string;
  /** Goes it as far as one can without telling anybody anything. @returns why it is closed; null when it is not */
  tryIt(): Promise<string | null>;
  /** Whether what it said here leaves open that it takes what is sent; absent: it never does. */
  readonly mayRefuse?: (reason: string) => boolean;
}

/** What the public record holds that it should not, or lacks. */
export interface RecordFacts {
  /** Datasets with sample records in force. */
  readonly withSamples: readonly string[];
  /** Datasets whose records are true, and whose schema still names a made-up source. */
  readonly withSampleSource: readonly string[];
  /** Datasets that callers look things up in, without a record in force. */
  readonly empty: readonly string[];
  /** Public in the database, without a schema in `data/`. */
  readonly withoutFolder: readonly { readonly name: string; readonly count: number }[];
  /** Datasets whose records bear stickers (标贴) and are in force, while there is no key that stickers are checked with. */
  readonly withoutStickerKey: readonly string[];
  /** Releases that wait to be approved or published. */
  readonly waiting: readonly WaitingRelease[];
}

export interface WaitingRelease {
  readonly no: number;
  readonly dataset: string;
  readonly madeBy: string;
  readonly madeAt: number;
}

/** A file or folder that strangers on the machine have nothing to do with. */
export interface GuardedPath {
  readonly path: string;
  /** What it holds. */
  readonly holds: Words;
  /** Whether it is enough that nobody else can change it. */
  readonly mayBeRead: boolean;
}

/** An installation that is looked over. Nothing here changes it. */
export interface Subject {
  readonly settings: Settings;
  readonly settingsProblems: readonly string[];
  readonly isProduction: boolean;
  /** Whether this is a container, whose addresses are its own. */
  readonly isContained: boolean;
  /** Where `package.json` and `CHANGELOG.md` are. */
  readonly home: string;
  /** Where `menus/`, `intents/` and `data/` are. */
  readonly root: string;
  /** What the environment says; empty where it says nothing. */
  variable(name: string): string;
  /** Such as `20.19.0`. */
  readonly nodeVersion: string;
  /** This machine's clock. */
  now(): number;
  /** Looks at the database, once however often it is asked. */
  inspect(): Promise<Inspection>;
  /** Reads all of the database. @returns what is damaged; null where the database offers nothing to look with */
  findDamage(): Promise<readonly Damage[] | null>;
  /** Compares the database with what the migrations make. @returns what differs; null where this user may not find out */
  findAlterations(): Promise<readonly Damage[] | null>;
  /** Recomputes every hash of the public record. @returns how many versions hold, and where it does not */
  audit(): Promise<{ readonly versions: number; readonly broken: string | null }>;
  readonly dataFiles: readonly DataFiles[];
  /** The content as the start reads it; null when it cannot. */
  content(): Content | null;
  /** What lint doubts of the roster, a line each: a line that is open while nobody is on duty, a shift while it is closed. */
  rosterDoubts(): readonly string[];
  /** Asks the database what is public in it, once however often it is asked; null when the datasets cannot be read. */
  recordFacts(): Promise<RecordFacts | null>;
  /** Asks the database how every colleague stands who was ever heard of. */
  presences(): Promise<readonly Presence[]>;
  /** Null when none is chosen. */
  readonly puppet: ChosenPuppet | null;
  freeBytes(folder: string): Promise<number>;
  /** Asks the public address for a path below it, each path once however often it is asked. */
  reach(path: string): Promise<Reached>;
  readonly guardedPaths: readonly GuardedPath[];
  readonly notificationRoads: readonly NotificationRoad[];
}

/** What came of asking the public address. */
export type Reached =
  /** Nothing came; the system's code says why, such as `ECONNREFUSED`. */
  | { readonly failed: string }
  | {
      readonly failed: null;
      readonly status: number;
      /** The beginning of it. */
      readonly body: string;
      /** Where it sends us instead; null when it does not. */
      readonly location: string | null;
      /** What its clock says, in milliseconds since 1970; null when it does not say. */
      readonly date: number | null;
    };

/** One thing that is looked at, and takes one line. */
export interface Check {
  readonly name: string;
  look(subject: Subject): Finding | Promise<Finding>;
}

/** What a check says that hangs on a setting which is wrong. */
export const settingsUnknown = skipped('设置有误，还不知道', 'not known while the settings are wrong');
