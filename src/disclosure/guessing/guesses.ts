import { setTimeout } from 'node:timers/promises';
import type { Answers } from '../../domain/conversation/answers.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { GuessCount, GuessStore } from '../../domain/guessing/stores.js';
import type { Clock } from '../../domain/time/clock.js';
import { ask, type Finding, type Question } from '../lookups/ask.js';
import type { Lookup, Secret } from '../lookups/lookup.js';
import { FullKeys } from './full-keys.js';
import { type Asker, type KeyOf, keysWith, type Limits, limitsOf } from './limits.js';
import { oneAfterAnother } from './one-after-another.js';
import type { GuessRules } from './rules.js';

/** What came of a question that was counted. */
export type GuessOutcome = 'found' | 'missed' | 'refused';

export interface GuessesParts {
  readonly store: GuessStore;
  readonly records: RecordStore;
  /** Those in force: they may change while the service runs. */
  readonly rules: () => GuessRules;
  readonly clock: Clock;
  /** Waits so many milliseconds; of use to tests. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Told of each outcome, for who watches over the service. */
  readonly noted: (channel: string, outcome: GuessOutcome) => void;
}

interface TakenRoom {
  readonly at: number;
  /** How many are counted at each key. */
  readonly taken: ReadonlyMap<string, number>;
}

export interface Asked {
  readonly finding: Finding;
  /** Whether it was the last miss that the asker may have for now. */
  readonly isLast: boolean;
}

/** What came of a guess; null: a miss. */
export interface Guessed<T> {
  readonly found: T | null;
  readonly isLast: boolean;
}

export interface TooMany {
  /** When there is room again, in milliseconds since 1970. */
  roomAt(): Promise<number>;
}

/** How a question is asked; `pause` waits before, and is told how often the asker has missed of late. */
export interface Asking {
  readonly asker: Asker;
  readonly pause?: (misses: number) => Promise<void>;
}

/** Hardly any question takes longer. */
const answeredWithinMs = 50;

/**
 * Asks lookups that have a secret, and counts what misses (试号): over all channels and processes, in the database. Nothing is looked
 * for unless there is room for one more miss; a question that found something gives its room back.
 */
export class Guesses {
  private keyOf: KeyOf | null = null;
  /** What is being given back, by whom it was taken from: their next question waits for it. */
  private readonly givingBack = new Map<string, Promise<void>>();
  private readonly inTurn = oneAfterAnother();
  private readonly full = new FullKeys();

  constructor(private readonly parts: GuessesParts) {}

  get rules(): GuessRules {
    return this.parts.rules();
  }

  /** @returns what was found, or that too many misses came before */
  async ask(lookup: Lookup, question: Question, asking: Asking): Promise<Asked | TooMany> {
    const { secret } = lookup;
    if (!secret) throw new Error(`the lookup "${lookup.id}" has no secret that could be guessed`);
    const find = async () => {
      const finding = await ask(lookup, this.parts.records, question);
      return finding.kind === 'unknown' ? null : finding;
    };
    const guessed = await this.guess(secret, question.answers, find, asking);
    return isTooMany(guessed) ? guessed : { finding: guessed.found ?? { kind: 'unknown' }, isLast: guessed.isLast };
  }

  /**
   * The same for anything that could be guessed: of a case, its number and the digits that prove it to be theirs.
   * @param find null: a miss
   */
  async guess<T>(
    secret: Secret,
    answers: Answers,
    find: () => Promise<T | null>,
    { asker, pause }: Asking,
  ): Promise<Guessed<T> | TooMany> {
    const { noted } = this.parts;
    const limits = await this.limitsOf(secret, answers, asker);
    const whose = limits.own[0]?.key ?? limits.shared[0]?.all.key ?? '';
    const counts = [
      ...limits.own,
      ...limits.shared.flatMap(({ all, lane, most }) => (most ? [all, lane, most] : [all, lane])),
    ];
    const { at, taken } = await this.inTurn(whose, async () => {
      await this.givingBack.get(whose);
      return this.roomFor(limits, counts);
    });
    if (taken.size === 0) {
      noted(asker.channel, 'refused');
      return { roomAt: () => this.roomAt(limits, counts) };
    }
    const giveBack = () => this.giveBack(whose, [...taken.keys()], at);
    try {
      await pause?.(missesBefore(limits, taken));
      const found = await find();
      const hasMissed = found === null;
      noted(asker.channel, hasMissed ? 'missed' : 'found');
      if (!hasMissed) giveBack();
      return { found, isLast: hasMissed && limits.own.some(({ key, atOnce }) => taken.get(key) === atOnce) };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Room may be wanting only because others are just being answered, who will give it back. */
  private async roomFor(limits: Limits, counts: readonly GuessCount[]): Promise<TakenRoom> {
    const { clock, pause = setTimeout } = this.parts;
    // Shared ones may be full for the moment that refusals of others take: theirs is looked up each time.
    const needed = limits.own.map(({ key }) => key);
    if (this.full.hasAny(needed, clock.now())) return noRoom(clock.now());
    const first = await this.takeRoom(limits, counts);
    if (first.isEnough) return first;
    await pause(answeredWithinMs);
    const second = await this.takeRoom(limits, counts);
    if (second.isEnough) return second;
    this.full.note(
      needed.filter((key) => !second.taken.has(key)),
      second.at,
    );
    return noRoom(second.at);
  }

  /** Takes what room there is; where it is not enough, none of it. */
  private async takeRoom(
    limits: Limits,
    counts: readonly GuessCount[],
  ): Promise<TakenRoom & { readonly isEnough: boolean }> {
    const { store, clock } = this.parts;
    const at = clock.now();
    const taken = await store.take(counts, at);
    const isEnough = hasRoom(limits, taken);
    if (!isEnough) await store.giveBack([...taken.keys()], at, clock.now());
    return { at, taken, isEnough };
  }

  /** Waits until all is given back that has to be. */
  async settled(): Promise<void> {
    await Promise.all(this.givingBack.values());
  }

  private async limitsOf(secret: Secret, answers: Answers, asker: Asker): Promise<Limits> {
    this.keyOf ??= keysWith(await this.parts.store.secret());
    return limitsOf(asker, secret, answers, this.parts.rules(), this.keyOf);
  }

  /** Nobody waits for it but the asker's next question. Where it fails, a miss too many counts, and is forgiven in time. */
  private giveBack(whose: string, keys: readonly string[], takenAt: number): void {
    const { store, clock } = this.parts;
    this.full.forget(keys);
    const done = store
      .giveBack(keys, takenAt, clock.now())
      .catch(() => undefined)
      .then(() => {
        if (this.givingBack.get(whose) === done) this.givingBack.delete(whose);
      });
    this.givingBack.set(whose, done);
  }

  private async roomAt({ own, shared }: Limits, counts: readonly GuessCount[]): Promise<number> {
    const now = this.parts.clock.now();
    const times = await this.parts.store.roomAt(
      counts.map(({ key }) => key),
      now,
    );
    const at = ({ key }: { readonly key: string }) => times.get(key) ?? now;
    return Math.max(
      now,
      ...own.map(at),
      ...shared.map(({ all, lane, most }) => Math.max(most ? at(most) : now, Math.min(at(all), at(lane)))),
    );
  }
}

export function isTooMany(asked: Asked | Guessed<unknown> | TooMany): asked is TooMany {
  return 'roomAt' in asked;
}

function noRoom(at: number): TakenRoom {
  return { at, taken: new Map() };
}

function hasRoom({ own, shared }: Limits, taken: ReadonlyMap<string, number>): boolean {
  const has = ({ key }: GuessCount): boolean => taken.has(key);
  return (
    own.every(has) && shared.every(({ all, lane, most }) => (has(all) || has(lane)) && (most === null || has(most)))
  );
}

/** How often the asker, or whoever shares their address, has missed of late; all there is room for where it is full. */
function missesBefore({ own, shared }: Limits, taken: ReadonlyMap<string, number>): number {
  const [first] = [...own, ...shared.map(({ all }) => all)];
  return first ? (taken.get(first.key) ?? first.atOnce + 1) - 1 : 0;
}
