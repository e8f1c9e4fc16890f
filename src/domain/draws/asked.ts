import type { DrawSystem } from './draw-system.js';

/** Somebody or something that a draw was asked for by: a consignment, a container, a vehicle, a site, a certificate. */
export interface DrawMatch {
  /** The draw's number. */
  readonly no: string;
  readonly id: string;
}

/**
 * How a draw stands, as people are told: it waits for its round; its round is out and it is computed; it is drawn, and what came out stays hidden until its
 * code is revealed; all may be told; its code was not revealed in time.
 */
export type DrawStanding = 'waiting' | 'drawing' | 'hidden' | 'told' | 'void';

/** What a seal waits for: a round of the public beacon; numbers that two accounts type, of which none is known before `at`; or nothing but its own codes (弱证明). */
export type Awaited =
  /** `at`: in ms since 1970. */
  | { readonly kind: 'round'; readonly at: number }
  | { readonly kind: 'numbers'; readonly at: number; readonly what: string }
  | { readonly kind: 'codes' };

/** A share of a whole, a decimal as a text: `0.043`. */
type Share = string;

/** What came out of a draw for one id. Persons are tokens. */
export type OwnOutcome =
  /** It stands in the register, and nothing of it may be told yet. */
  | { readonly kind: 'listed' }
  /** A consignment on site: inspected where its ticket is below the rate of its class. */
  | {
      readonly kind: 'declared';
      readonly isInspected: boolean;
      readonly class: string;
      readonly rate: Share;
      readonly ticket: string;
      readonly inspector: string | null;
      /** The hash of its receipt. */
      readonly receipt: string;
    }
  /** A container of frozen meat. */
  | {
      readonly kind: 'arrived';
      /** When its arrival was put on record, and when its round comes, in ms since 1970; null where codes of the day stand in for rounds. */
      readonly arrivedAt: number;
      readonly roundAt: number | null;
      readonly receipt: string;
      /** Null until its round is out. */
      readonly drawn: {
        readonly bay: string;
        readonly zone: string;
        readonly channel: string;
        readonly pair: readonly string[];
        readonly receipt: string;
      } | null;
    }
  | { readonly kind: 'vehicle'; readonly station: string; readonly inspector: string }
  /** Drawn out of many, or not; the rest is null where the register is too large to go through while somebody waits. */
  | { readonly kind: 'ranked'; readonly isDrawn: boolean; readonly standing: Ranking | null }
  /** A place, and which team goes there. */
  | { readonly kind: 'placed'; readonly team: string };

/** Where an id stands among those that it was drawn with, and what it hung on. */
export interface Ranking {
  readonly ticket: string;
  readonly rank: number;
  readonly among: number;
  readonly places: number;
  readonly weight: number | null;
  readonly chance: Share | null;
  /** With which weight it would have been drawn, everybody else as they were; null where nobody can say. */
  readonly weightNeeded: number | null;
}

/** What came out of a whole draw, in figures. */
export type WholeOutcome =
  /** `drawn`: at most so many as somebody would read. */
  | { readonly kind: 'taken'; readonly count: number; readonly drawn: readonly string[] }
  | {
      readonly kind: 'strata';
      readonly strata: readonly { readonly name: string; readonly size: number; readonly places: number }[];
    }
  | { readonly kind: 'teams'; readonly teams: number }
  | { readonly kind: 'places'; readonly places: number; readonly teams: number }
  | { readonly kind: 'vehicles'; readonly vehicles: number }
  | { readonly kind: 'consignments'; readonly declared: number }
  | { readonly kind: 'shift'; readonly pairs: number; readonly arrived: number };

/** All that somebody may be told of a draw, and of one id in it. */
export interface DrawTold {
  readonly no: string;
  readonly system: string;
  /** What its rule is called; null where the rule is no longer there. */
  readonly name: string | null;
  readonly isSample: boolean;
  readonly standing: DrawStanding;
  /** In ms since 1970. */
  readonly sealedAt: number;
  readonly awaited: Awaited;
  readonly revealBy: number | null;
  /** How many stand in its register. */
  readonly size: number;
  /** The hash at the end of its chain of receipts, which is the seal's while there is none. */
  readonly head: string;
  readonly id: string | null;
  /** Null where no id was asked for, or the draw says nothing of it. */
  readonly own: OwnOutcome | null;
  /** Receipts about that id that say that it did not go as it was drawn: 未能检查, 替补, …, by their kinds. */
  readonly later: readonly string[];
  /** Null where what came out may not be told. */
  readonly whole: WholeOutcome | null;
  /** How many receipts of the draw say that something did not go as it was drawn. */
  readonly exceptions: number;
}

/** Who says what came of draws. Telephone and chat ask here. */
export interface DrawsAsked {
  /** @returns the number of a draw as it is kept; null for none of ours */
  numbered(no: string): Promise<string | null>;
  /** @param digits those of its number, year and serial: 20260001 */
  byDigits(system: DrawSystem, digits: string): Promise<string | null>;
  latest(system: DrawSystem): Promise<string | null>;
  /** Whether a text begins as the numbers of one of our systems do. */
  looksLikeOurs(no: string): Promise<boolean>;
  /**
   * Looks in the newest draws.
   * @param system null: in all
   * @param letters false where only the keys of a telephone were at hand
   * @returns each id once, by the newest draw that has it; of a draw whose result is hidden only what its seal makes public
   */
  find(system: DrawSystem | null, given: string, letters: boolean): Promise<readonly DrawMatch[]>;
  /** The newest draws of a system whose code is not revealed yet: what is not found may stand in one of them. */
  hidden(system: DrawSystem): Promise<readonly { readonly no: string; readonly revealBy: number | null }[]>;
  /**
   * @param id whom or what it is asked about; null: the draw itself
   * @param isWhyAsked whether it is worked out where an id stands among all: that takes all tickets
   * @returns null for a number that is none
   */
  tell(no: string, id: string | null, isWhyAsked: boolean): Promise<DrawTold | null>;
  /** Where a draw is shown and can be checked; without a number, where all are listed. */
  link(no: string | null, id?: string | null): string;
}
