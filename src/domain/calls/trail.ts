import type { LineId } from '../hotline/line-id.js';
import type { WaitingState } from '../hotline/waiting.js';

/**
 * What happened in a call, turn by turn. It travels with the conversation, so that it is stored with each turn, and becomes the call's
 * record when the call is over.
 */
export interface Trail {
  /** The oldest first; of a call of very many turns, those in the middle are left out. */
  readonly steps: readonly TrailStep[];
  /** Whose people were asked for last, staffed or not; absent: nobody's. */
  readonly line?: LineId;
  /** The first time a person was asked for while the line was staffed, and how far that came; absent: never. */
  readonly asked?: AskedForPerson;
  /** How the call ended; absent while it goes on. */
  readonly ended?: { readonly at: number; readonly by: CallEndedBy };
}

/** One turn of a call. @example { after: 9_200, did: 'key 2', place: 'handoff:port-clearance', came: 'rings' } */
export interface TrailStep {
  /** How long the call had lasted, in ms. */
  readonly after: number;
  /**
   * What the caller did, without what it says of them: `rings`, `is called back`, `key 2` where one key chooses, `15 digits` of whatever is typed,
   * `words`, `silence`, `message of 12 s`, `message of 12 s, hangs up`; `talk over` and `ring over` of the telephones that rang; `hangs up` in the middle of that.
   */
  readonly did: string;
  /** Where the call was after it. @example 'menu:main', 'form:progress', 'waiting:food' */
  readonly place: string;
  readonly came: StepResult;
}

/**
 * What came of a turn: somebody talked (`answered`), or why nobody did (`busy`, `no-answer`, `failed`); telephones ring (`rings`); something was
 * kept in a case (`case`), told (`told`), or not found (`not-found`); it meant nothing (`not-understood`), nothing came (`nothing`), it was a
 * rating (`rated`), it told of a danger to a life (`danger`), it led on (`goes-on`).
 */
export type StepResult =
  | 'answered'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'rings'
  | 'case'
  | 'told'
  | 'not-found'
  | 'not-understood'
  | 'nothing'
  | 'rated'
  | 'danger'
  | 'goes-on';

/** Who hung up first: whoever ended the talk, else the call. `unknown`: no end was told. */
export type CallEndedBy = 'caller' | 'colleague' | 'service' | 'unknown';

/** A caller who asked for a person. */
export interface AskedForPerson {
  /** In ms since 1970. */
  readonly at: number;
  /** How it stands with their wait, or what it ended with. Whoever talked has offers that say so, whatever stands here. */
  readonly state: WaitingState;
  /** Since when. */
  readonly since: number;
}
