import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Encode, TurnTaker } from '../dialogue/sessions.js';
import type { GuessOutcome } from '../disclosure/guessing/guesses.js';
import { Replayed } from '../domain/conversation/replayed.js';
import type { Turn } from '../domain/conversation/turn.js';
import type { Endable } from '../hotline/reconciling/parts.js';
import type { Checked } from '../operations/doctor/look-over.js';
import type { CountRefusal } from '../web/refusals.js';
import { CheckGauges } from './check-gauges.js';

/** What is counted and timed, for `/metrics`. */
export class Metrics {
  readonly registry = new Registry();
  private readonly turns = new Counter({
    name: 'yibo_turns_total',
    help: 'Deliveries answered, by channel, kind of input and outcome.',
    labelNames: ['channel', 'input', 'outcome'],
    registers: [this.registry],
  });
  private readonly seconds = new Histogram({
    name: 'yibo_turn_seconds',
    help: 'Time from a decoded delivery to its stored answer.',
    labelNames: ['channel'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 4.5, 15],
    registers: [this.registry],
  });

  /** Finding a counter by its labels takes longer than counting: there are few, and each is found once. */
  private readonly turnsOf = found((...labels) => this.turns.labels(...labels));
  private readonly secondsOf = found((...labels) => this.seconds.labels(...labels));

  private readonly guesses = new Counter({
    name: 'yibo_guesses_total',
    help: 'Lookups that ask for a secret, by channel and outcome: found, missed, or refused after too many misses.',
    labelNames: ['channel', 'outcome'],
    registers: [this.registry],
  });
  private readonly refusals = new Counter({
    name: 'yibo_refusals_total',
    help: 'Deliveries of providers that were refused, by channel and reason.',
    labelNames: ['channel', 'reason'],
    registers: [this.registry],
  });

  private readonly ended = new Counter({
    name: 'yibo_reconciled_total',
    help: 'What was ended because nobody had told its end: call, offer, talk, wait, callback.',
    labelNames: ['what'],
    registers: [this.registry],
  });

  private readonly checks = new CheckGauges(this.registry);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  guessed(channel: string, outcome: GuessOutcome): void {
    this.guesses.inc({ channel, outcome });
  }

  /** Counts what was ended because nobody had told its end. */
  reconciled(what: Endable, times: number): void {
    this.ended.inc({ what }, times);
  }

  /**
   * Tells what a check came to.
   * @param at by the service's clock
   * @param keptMs for how long it is told, unless a newer one comes
   */
  checked(one: Checked, at: number, keptMs: number): void {
    this.checks.note(one, at, keptMs);
  }

  /** Counts a delivery that was refused. */
  readonly countRefusal: CountRefusal = (channel, reason) => this.refusals.inc({ channel, reason });

  /** @returns the same turns, counted and timed */
  measured(inner: TurnTaker): TurnTaker {
    return {
      take: async (turn: Turn, encode: Encode, how?: { readonly isOwed: boolean }) => {
        const startedAt = performance.now();
        let outcome = 'answered';
        try {
          return await inner.take(turn, encode, how);
        } catch (error) {
          outcome = error instanceof Replayed ? 'replayed' : 'failed';
          throw error;
        } finally {
          this.turnsOf(turn.channel, turn.input.kind, outcome).inc();
          this.secondsOf(turn.channel).observe((performance.now() - startedAt) / 1000);
        }
      },
      hangUp: (conversationId, at, how) => inner.hangUp(conversationId, at, how),
      beside: (conversationId, work) => inner.beside(conversationId, work),
      forget: (conversationId) => inner.forget(conversationId),
    };
  }
}

/** @returns the same, remembering what was found */
function found<T>(find: (...labels: string[]) => T): (...labels: string[]) => T {
  const known = new Map<string, T>();
  return (...labels) => {
    const name = labels.join(' ');
    const one = known.get(name) ?? find(...labels);
    known.set(name, one);
    return one;
  };
}
