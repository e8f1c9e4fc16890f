import fc from 'fast-check';
import type { Behaviour } from '../../../src/simulator/telephones/behaviour.js';
import type { ExchangeOptions } from '../../../src/simulator/telephones/exchange.js';
import type { CallerPlan } from './caller.js';
import type { ColleaguePlan } from './colleague.js';

/** A short day: who calls, what the colleagues' telephones do at each ring, and how the exchange is. */
export interface DayPlan {
  readonly opensAt: string;
  readonly callers: readonly CallerPlan[];
  /** What a telephone does at its first ring, its second …, and round again; by its place on its line. */
  readonly behaviours: readonly (readonly Behaviour[])[];
  readonly exchange: Pick<ExchangeOptions, 'othersRing' | 'losersAre'>;
  /** By how many ms signals come late, one after another and round again; an empty one never comes. */
  readonly delays: readonly (readonly number[])[];
  /** Who leaves and comes back, by the duty menu. */
  readonly colleagues: readonly ColleaguePlan[];
  /** Whether the service can ask the exchange for calls. */
  readonly isAsked: boolean;
  /** When the service ends and starts again, in seconds from when the day begins; on most days it does not. */
  readonly restartsAfter: number | null;
  /** When somebody holds the database, and for how long; on most days nobody does. */
  readonly databaseHeld: { readonly after: number; readonly seconds: number } | null;
}

const seconds = (min: number, max: number) => fc.integer({ min, max });

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.record({ does: fc.constant('accepts' as const), afterSeconds: seconds(1, 15), talksSeconds: seconds(5, 120) }),
  fc.record({ does: fc.constant('picks-up' as const), afterSeconds: seconds(1, 20) }),
  fc.record({ does: fc.constant('picks-up' as const), afterSeconds: seconds(1, 20), presses: fc.constant('2') }),
  fc.record({ does: fc.constant('declines' as const), afterSeconds: seconds(1, 15) }),
  fc.constantFrom<Behaviour>({ does: 'rings' }, { does: 'is-busy' }, { does: 'is-unreachable' }),
);

const caller: fc.Arbitrary<CallerPlan> = fc.record({
  callsAfter: seconds(0, 240),
  // Few lines, so that callers meet.
  key: fc.constantFrom('0', '2', '2', '5', '5', '9'),
  pressesAfter: seconds(0, 30),
  patience: fc.oneof(seconds(5, 60), seconds(400, 900)),
  messageSeconds: fc.oneof(fc.constant(0), seconds(2, 60)),
  talksSeconds: seconds(3, 200),
  whileWaiting: fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('1', '2', '0', '*0', '7') },
  ),
});

const colleague: fc.Arbitrary<ColleaguePlan> = fc.record({
  callsAfter: seconds(0, 400),
  telephone: fc.constantFrom('1000', '1001', '1201', '1202', '1501', '1901', '1902'),
  does: fc.constantFrom('leaves' as const, 'leaves' as const, 'comes-back' as const),
});

/** On one day in ten. */
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const anyDay: fc.Arbitrary<DayPlan> = fc.record({
  opensAt: fc.constantFrom('10:00', '10:00', '10:00', '11:58', '16:28', '19:00'),
  callers: fc.array(caller, { minLength: 1, maxLength: 5 }),
  behaviours: fc.array(fc.array(behaviour, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  exchange: fc.record({
    othersRing: fc.constantFrom('until-accepted' as const, 'until-picked-up' as const),
    losersAre: fc.constantFrom('canceled' as const, 'no-answer' as const),
  }),
  delays: fc.array(fc.constantFrom<readonly number[]>([0], [0], [0, 1_500], [4_000], [90_000], [0, 0, 60_000], []), {
    minLength: 1,
    maxLength: 5,
  }),
  colleagues: fc.array(colleague, { maxLength: 4 }),
  isAsked: fc.constantFrom(false, false, false, true),
  restartsAfter: seldom(seconds(5, 400)),
  databaseHeld: seldom(fc.record({ after: seconds(5, 300), seconds: seconds(5, 90) })),
});

/** No service starts while somebody holds its database. */
export const dayPlan: fc.Arbitrary<DayPlan> = anyDay.map((plan) =>
  plan.restartsAfter === null ? plan : { ...plan, databaseHeld: null },
);
