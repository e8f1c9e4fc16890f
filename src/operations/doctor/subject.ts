import type { Inspection } from '../../domain/care/inspection.js';
import type { Finding } from './finding.js';

/** What the checks need of the settings. */
export interface Settings {
  readonly port: number;
  /** The only address of this machine to listen on; null: all. */
  readonly host: string | null;
  /** Which secrets of providers the environment has. */
  readonly givenSecrets: readonly string[];
  readonly databaseUrl: string;
  readonly publicBaseUrl: string | null;
  readonly clockStartsAt: number | null;
}

/** Files that the service reads when it starts. */
export interface DataFiles {
  /** Such as `content`. */
  readonly name: string;
  /**
   * Reads them as the service would.
   * @returns how many of what there are
   * @throws Error with the `problems` of the files, or another error
   */
  read(): string | Promise<string>;
}

/** The puppet of wechaty that is chosen. */
export interface ChosenPuppet {
  readonly name: string;
  /** @returns what is not there, each with what to do */
  missing(): readonly string[];
  /** Loads it in a process of its own. @returns why that fails; null when it does not */
  tryLoading(): Promise<string | null>;
}

/** An installation that is looked over. Nothing here changes it. */
export interface Subject {
  /** Null when they are wrong; {@link settingsProblems} says how. */
  readonly settings: Settings | null;
  readonly settingsProblems: readonly string[];
  readonly isProduction: boolean;
  /** Where `package.json` and `CHANGELOG.md` are. */
  readonly home: string;
  /** Whether the environment has this. */
  isSet(variable: string): boolean;
  /** Such as `20.19.0`. */
  readonly nodeVersion: string;
  /** This machine's clock. */
  now(): number;
  /** Looks at the database, once however often it is asked. */
  inspect(): Promise<Inspection>;
  /** Reads all of the database. @returns what is damaged; null where that is the server's business */
  findDamage(): Promise<readonly string[] | null>;
  readonly dataFiles: readonly DataFiles[];
  /**
   * Asks the database what is public in it and has no folder in `data/`.
   * @returns each, with what it means and what to do; null when the folders cannot be read
   */
  findWithoutFolder(): Promise<readonly string[] | null>;
  /** Null when none is chosen. */
  readonly puppet: ChosenPuppet | null;
  freeBytes(folder: string): Promise<number>;
  /** Asks the public address whether it is alive, once however often it is asked. */
  reach(): Promise<Reached>;
}

/** What came of asking the public address. */
export type Reached =
  /** Nothing came; the system's code says why, such as `ECONNREFUSED`. */
  | { readonly failed: string }
  | {
      readonly failed: null;
      readonly status: number;
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
