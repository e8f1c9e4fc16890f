import { describe, expect, test } from 'vitest';
import type { Colleague } from '../../../src/domain/hotline/colleague.js';
import type { KeptOffer, OfferOutcome } from '../../../src/domain/hotline/offer.js';
import { freeFromTheFirst, type Presence } from '../../../src/domain/hotline/presence.js';
import { defaultRules } from '../../../src/domain/hotline/rules.js';
import { decide, type Routing } from '../../../src/hotline/routing/decide.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const minute = 60_000;

function colleague(id: string, telephones: readonly string[] = [`sip:${id}@pbx.invalid`]): Colleague {
  return { id, name: id, telephones, wechatAccount: null, languages: [], skills: [] };
}

function presence(id: string, change: Partial<Presence>): [string, Presence] {
  return [id, { ...freeFromTheFirst(id), since: now - minute, ...change }];
}

function offered(id: string, outcome: OfferOutcome | null = 'no-answer', round = 0): KeptOffer {
  const call = { conversationId: 'call:CA1', line: 'gate', round, address: `sip:${id}@pbx.invalid` };
  const at = { offeredAt: now - minute, endedAt: now - minute / 2 };
  return { id: `call:CA1:${round}:${id}`, colleague: id, because: '', outcome, ...call, ...at };
}

const three = [colleague('gate-1'), colleague('gate-2'), colleague('gate-3')];

function routing(change: Partial<Routing> = {}): Routing {
  return {
    ...{ line: 'gate', strategy: 'longest-idle', onDuty: { own: three, neighbours: [], operator: [] } },
    ...{ presences: new Map(), conversationId: 'call:CA1', offered: [], ahead: 0, rungLast: null, language: null },
    ...{ waitedMs: 0, leftMs: 10 * minute, now, rules: defaultRules },
    ...change,
  };
}

function rung(change: Partial<Routing> = {}): readonly string[] {
  return decide(routing(change)).verdicts.flatMap(({ isRung, colleague: { id } }) => (isRung ? [id] : []));
}

function reason(id: string, change: Partial<Routing> = {}): string | undefined {
  return decide(routing(change)).verdicts.find(({ colleague }) => colleague.id === id)?.because;
}

describe('who has been idle longest', () => {
  test('is rung, and whoever was never rung comes before; of those the first in the roster', () => {
    expect(rung()).toEqual(['gate-1']);
    const presences = new Map([
      presence('gate-1', { idleSince: now - minute }),
      presence('gate-2', { idleSince: now }),
    ]);
    expect(rung({ presences })).toEqual(['gate-3']);
    expect(reason('gate-3', { presences })).toBe('not rung yet');
    presences.set(...presence('gate-3', { idleSince: now - 2 * minute }));
    expect(rung({ presences })).toEqual(['gate-3']);
    expect(reason('gate-3', { presences })).toBe('idle longest, since 09:58:00');
    expect(reason('gate-1', { presences })).toBe('gate-3 has been idle longer');
  });

  test('counts from the end of what kept them, by when it ended and not by when that was told', () => {
    const presences = new Map([
      presence('gate-1', { state: 'wrap-up', until: now - 1000, idleSince: now - 9 * minute }),
      presence('gate-2', { state: 'resting', until: now - 5000, idleSince: now - minute }),
      presence('gate-3', { state: 'away', until: now - 2000 }),
    ]);
    expect(rung({ presences })).toEqual(['gate-2']);
    presences.set(...presence('gate-3', { state: 'away', until: now - 6000 }));
    expect(rung({ presences })).toEqual(['gate-3']);
  });

  test('whoever was reserved by a process that died, or lost a race, keeps their idle time', () => {
    const presences = new Map([
      presence('gate-1', { state: 'ringing', until: now, idleSince: now - 9 * minute, offerId: 'call:CA9:0:gate-1' }),
      presence('gate-2', { idleSince: now - 8 * minute }),
      presence('gate-3', { idleSince: now - 7 * minute }),
    ]);
    expect(rung({ presences })).toEqual(['gate-1']);
  });
});

test.each([
  ['on-call', null, 'talks since 09:59:00'],
  ['wrap-up', now + 1, 'writes up the last talk until 10:00:00'],
  ['ringing', now + 1000, 'rings for another call since 09:59:00'],
  ['resting', now + 30_000, 'rests until 10:00:30 after an offer that was not taken'],
  ['away', null, 'away since 09:59:00: 午餐'],
] as const)('nobody is rung who is %s', (state, until, because) => {
  const reasonOf = state === 'away' ? '午餐' : null;
  const presences = new Map([presence('gate-1', { state, until, reason: reasonOf })]);
  expect(rung({ presences })).toEqual(['gate-2']);
  expect(reason('gate-1', { presences })).toBe(because);
  expect(rung({ presences, strategy: 'ring-all' })).toEqual(['gate-2', 'gate-3']);
});

test('whoever is reserved for this very call is rung by it: a turn that is taken again rings the same', () => {
  const open = offered('gate-1', null);
  const presences = new Map([presence('gate-1', { state: 'ringing', until: now + 9000, offerId: open.id })]);
  expect(rung({ presences, offered: [open] })).toEqual(['gate-1']);
  expect(rung({ presences, offered: [open], strategy: 'round-robin', rungLast: 'gate-1' })).toEqual(['gate-1']);
  expect(rung({ presences })).toEqual(['gate-2']);
});

test('whoever is reserved for this very call rings for it, though others came to wait before it meanwhile', () => {
  const open = offered('gate-2', null);
  const presences = new Map([presence('gate-2', { state: 'ringing', until: now + 9000, offerId: open.id })]);
  expect(rung({ presences, offered: [open], ahead: 2 })).toEqual(['gate-2']);
  const onDuty = { own: [colleague('gate-2')], neighbours: [], operator: [] };
  expect(rung({ presences, offered: [open], ahead: 1, onDuty })).toEqual(['gate-2']);
});

describe('the other orders', () => {
  test('all ring at once, at most ten', () => {
    expect(rung({ strategy: 'ring-all' })).toEqual(['gate-1', 'gate-2', 'gate-3']);
    const own = Array.from({ length: 12 }, (_, n) => colleague(`gate-${n}`));
    const many = { strategy: 'ring-all', onDuty: { own, neighbours: [], operator: [] } } as const;
    expect(rung(many)).toHaveLength(10);
    expect(reason('gate-11', many)).toBe('10 ring already');
  });

  test('round robin rings whoever comes after the one who was rung last, and begins anew after the last', () => {
    const strategy = 'round-robin';
    expect(rung({ strategy })).toEqual(['gate-1']);
    expect(rung({ strategy, rungLast: 'gate-1' })).toEqual(['gate-2']);
    expect(rung({ strategy, rungLast: 'gate-3' })).toEqual(['gate-1']);
    expect(reason('gate-2', { strategy, rungLast: 'gate-1' })).toBe('next in the round after gate-1');
  });

  test('linear begins with the first for every caller, and does not stall at the last', () => {
    const strategy = 'linear';
    expect(rung({ strategy, rungLast: 'gate-1' })).toEqual(['gate-1']);
    expect(rung({ strategy, offered: [offered('gate-1')] })).toEqual(['gate-2']);
    expect(rung({ strategy, offered: [offered('gate-1'), offered('gate-2', 'busy', 1)] })).toEqual(['gate-3']);
    const all = [offered('gate-1'), offered('gate-2', 'busy', 1), offered('gate-3', 'failed', 2)];
    expect(rung({ strategy, offered: all })).toEqual(['gate-1']);
  });
});

test.each(['longest-idle', 'round-robin', 'linear', 'ring-all'] as const)(
  'nobody is offered a call a second time before all the others: %s',
  (strategy) => {
    const presences = new Map([presence('gate-1', {}), presence('gate-2', { idleSince: now }), presence('gate-3', {})]);
    const twice = { strategy, presences, offered: [offered('gate-1'), offered('gate-3', 'lost')] } as const;
    expect(rung(twice)).toEqual(['gate-2']);
    expect(reason('gate-1', twice)).toBe('was offered this call already: the others come first');
  },
);

describe('whoever is farther', () => {
  const onDuty = { own: three.slice(0, 1), neighbours: [colleague('food-1')], operator: [colleague('desk-1')] };
  const talks = (id: string) => presence(id, { state: 'on-call' });

  test('is rung after a wait, and stays in reach', () => {
    const presences = new Map([talks('gate-1')]);
    expect(rung({ onDuty, presences, waitedMs: 19_999 })).toEqual([]);
    expect(reason('food-1', { onDuty, presences, waitedMs: 19_999 })).toBe(
      'who stands in is rung after 20 s of waiting; it is 19 s',
    );
    expect(rung({ onDuty, presences, waitedMs: 20_000 })).toEqual(['food-1']);
    presences.set(...talks('food-1'));
    expect(rung({ onDuty, presences, waitedMs: 39_999 })).toEqual([]);
    expect(rung({ onDuty, presences, waitedMs: 40_000 })).toEqual(['desk-1']);
    expect(reason('desk-1', { onDuty, presences, waitedMs: 40_000 })).toBe('not rung yet; the general desk');
  });

  test('is rung at once where nobody is nearer', () => {
    expect(rung({ onDuty: { ...onDuty, own: [] } })).toEqual(['food-1']);
    expect(rung({ onDuty: { ...onDuty, own: [], neighbours: [] } })).toEqual(['desk-1']);
    const away = new Map([presence('gate-1', { state: 'away' })]);
    expect(rung({ onDuty, presences: away })).toEqual(['food-1']);
  });

  test('comes after the nearer ones, however long they have been idle; but before they are offered the call again', () => {
    const presences = new Map([presence('gate-1', { idleSince: now })]);
    const waited = { onDuty, presences, waitedMs: 60_000 };
    expect(rung(waited)).toEqual(['gate-1']);
    expect(reason('food-1', waited)).toBe('gate-1 is nearer to the line');
    expect(rung({ ...waited, offered: [offered('gate-1')] })).toEqual(['food-1']);
    expect(rung({ ...waited, strategy: 'ring-all' })).toEqual(['gate-1', 'food-1', 'desk-1']);
  });

  test('is named once, where they are nearest', () => {
    const double = { ...onDuty, operator: [colleague('gate-1'), colleague('food-1')] };
    expect(decide(routing({ onDuty: double })).verdicts.map(({ colleague: { id }, tier }) => [id, tier])).toEqual([
      ['gate-1', 'own'],
      ['food-1', 'neighbours'],
    ]);
  });
});

test('somebody is left free for each who came before, and the best are', () => {
  expect(rung({ ahead: 2 })).toEqual(['gate-3']);
  expect(reason('gate-1', { ahead: 2 })).toBe('is left for somebody who came before');
  expect(rung({ ahead: 3 })).toEqual([]);
  expect(decide(routing({ ahead: 3 })).nobodyBecause).toBe('3 came before and 3 can be rung');
  expect(rung({ ahead: 1, strategy: 'ring-all' })).toEqual(['gate-2', 'gate-3']);
});

test('the last ring ends with the wait, and one under eight seconds is left out', () => {
  expect(decide(routing()).ringSeconds).toBe(18);
  expect(decide(routing({ leftMs: 8_900 })).ringSeconds).toBe(8);
  expect(rung({ leftMs: 7_999 })).toEqual([]);
  expect(decide(routing({ leftMs: 7_999 }))).toMatchObject({ ringSeconds: 0 });
  expect(reason('gate-1', { leftMs: 7_999 })).toBe('7 s are left of the wait: a ring under 8 s only annoys');
});

test('whoever has no telephone is passed over, and nobody at all is nobody', () => {
  const own = [colleague('gate-1', []), colleague('gate-2')];
  expect(rung({ onDuty: { own, neighbours: [], operator: [] } })).toEqual(['gate-2']);
  const nobody = decide(routing({ onDuty: { own: [], neighbours: [], operator: [] } }));
  expect(nobody).toEqual({ verdicts: [], ringSeconds: 0, nobodyBecause: 'nobody can be rung now' });
});

describe('a caller who speaks English', () => {
  const speaker: Colleague = { ...colleague('gate-2'), languages: ['en'] };
  const onDuty = { own: [colleague('gate-1'), speaker, colleague('gate-3')], neighbours: [], operator: [] };

  test.each(['longest-idle', 'ring-all', 'round-robin', 'linear'] as const)(
    '%s: whoever speaks it is rung',
    (strategy) => {
      const change = { strategy, onDuty, language: 'en' };
      expect(rung(change)).toEqual(['gate-2']);
      expect(reason('gate-2', change)).toMatch(/; speaks en$/);
      expect(reason('gate-1', change)).toBe('gate-2 speaks en, and comes first');
    },
  );

  test('reaches the others where nobody who speaks it can be rung, and once they were offered it', () => {
    const change = { onDuty, language: 'en' };
    expect(rung({ ...change, presences: new Map([presence('gate-2', { state: 'away' })]) })).toEqual(['gate-1']);
    expect(rung({ ...change, offered: [offered('gate-2')] })).toEqual(['gate-1']);
  });

  test('reaches somebody who stands in and speaks it before the own ones, once those are reached', () => {
    const tiers = { own: [colleague('gate-1')], neighbours: [speaker], operator: [] };
    expect(rung({ onDuty: tiers, language: 'en' })).toEqual(['gate-1']);
    expect(rung({ onDuty: tiers, language: 'en', waitedMs: 20_000 })).toEqual(['gate-2']);
  });
});
