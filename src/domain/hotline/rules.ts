import type { OfferOutcome } from './offer.js';

/**
 * The order in which the telephones of a line ring (振铃方式). `ring-all`: all at once; `longest-idle`: whoever has been idle longest;
 * `round-robin`: after the one who was rung last; `linear`: as the roster has them, for each caller from the first.
 */
export const strategies = ['ring-all', 'longest-idle', 'round-robin', 'linear'] as const;
export type Strategy = (typeof strategies)[number];

/** The numbers of the hotline (data/staff/hotline.yaml): how long things ring, wait and rest. What is not written there has its default. */
export interface HotlineRules {
  /** How long a telephone rings before the next one does. */
  readonly ringSeconds: number;
  /** A ring that would be shorter than this is left out: nobody reaches a telephone in time. */
  readonly shortestRingSeconds: number;
  /** How long a colleague writes up what was said (话后整理) before they are rung again; 0: not at all. */
  readonly wrapUpSeconds: number;
  /** How long a colleague is let alone after an offer that was not taken, by what came of it. */
  readonly restSeconds: { readonly busy: number; readonly refused: number; readonly noAnswer: number };
  /** After how many offers in a row that they did not answer a colleague is put away (系统置离). */
  readonly missesUntilAway: number;
  /** A talk that is not told to have ended is taken to be over after so long. */
  readonly longestTalkMinutes: number;
  /** Why a colleague may be away (离席原因), in the order of the keys of the duty menu, and how long at most when said by telephone. */
  readonly awayReasons: readonly AwayReason[];
  /** After how long a wait others are rung beside a line's own colleagues: who can stand in for them, and the general desk. */
  readonly tiers: { readonly neighboursAfterSeconds: number; readonly operatorAfterSeconds: number };
  /** How long a caller waits at most, and how long where nobody is there; then a call back or a message is offered. */
  readonly maxWaitSeconds: number;
  readonly maxWaitNobodySeconds: number;
  /** How long a waiting caller hears nothing before it rings again. */
  readonly waitTurnSeconds: number;
  /** For how long whoever was cut off while waiting has their place again when they ring. */
  readonly regainSeconds: number;
  readonly callbacks: CallbackRules;
}

/** How whoever asked for it is called back (回电), where this service rings itself. */
export interface CallbackRules {
  /** How numbers begin that the provider reaches, such as `+852`; whoever has another is called by a colleague. */
  readonly reach: readonly string[];
  /** How often somebody is rung at most; then a colleague is told to. */
  readonly attempts: number;
  /** How long after an attempt in vain the next one is made. */
  readonly pauseMinutes: number;
  readonly ringSeconds: number;
  /** Between these times of day nobody is rung: `['20:00', '08:30']`. */
  readonly quiet: readonly [from: string, to: string];
}

export interface AwayReason {
  readonly name: string;
  readonly minutes: number;
}

export const defaultRules: HotlineRules = {
  ringSeconds: 18,
  shortestRingSeconds: 8,
  wrapUpSeconds: 30,
  restSeconds: { busy: 60, refused: 120, noAnswer: 60 },
  missesUntilAway: 3,
  longestTalkMinutes: 120,
  awayReasons: [
    { name: '午餐', minutes: 60 },
    { name: '开会', minutes: 120 },
    { name: '外出', minutes: 180 },
  ],
  tiers: { neighboursAfterSeconds: 20, operatorAfterSeconds: 40 },
  maxWaitSeconds: 600,
  maxWaitNobodySeconds: 60,
  waitTurnSeconds: 10,
  regainSeconds: 120,
  callbacks: { reach: [], attempts: 3, pauseMinutes: 20, ringSeconds: 30, quiet: ['20:00', '08:30'] },
};

/** @returns how long a colleague is let alone after that; 0 where it costs nothing */
export function restAfter(outcome: OfferOutcome, { restSeconds }: HotlineRules): number {
  switch (outcome) {
    case 'busy':
      return restSeconds.busy;
    case 'refused':
      return restSeconds.refused;
    case 'no-answer':
    case 'failed':
      return restSeconds.noAnswer;
    case 'taken':
    case 'lost':
    case 'withdrawn':
      return 0;
  }
}
