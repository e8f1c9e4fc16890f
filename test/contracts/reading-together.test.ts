import { expect, test } from 'vitest';
import { freeFromTheFirst } from '../../src/domain/hotline/presence.js';
import type { Waiting } from '../../src/domain/hotline/waiting.js';
import { onEachDatabase } from './two-openings.js';

const waiting = (call: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ conversationId: `call:${call}`, line: 'food', personId: '+861', enteredAt: 10 },
  ...{ state: 'waiting', changedAt: 10, seenAt: 10, ...more },
});
const offer = (call: string, colleague: string) => ({
  ...{ id: `call:${call}:0:${colleague}`, conversationId: `call:${call}`, line: 'food', colleague },
  ...{ address: 'sip:2001@pbx.invalid', round: 0, because: '空闲最久', offeredAt: 20 },
});

onEachDatabase((db) => {
  test('what is asked in one moment is answered as if each were asked alone, whatever stands in the texts', async () => {
    const { seats, waiting: line } = db.store;
    const odd = '引号" 反斜杠\\ 换行\n 𠮷 \'单引号';
    await line.enter(waiting('1', { personId: odd }));
    await line.enter(waiting('2'));
    await line.note('call:2', 'left', 30);
    await seats.change('gate-1', () => ({ ...freeFromTheFirst('gate-1'), state: 'away', reason: odd, since: 5 }));
    await seats.reserve([offer('1', 'gate-2'), offer('1', 'gate-3')], 99, 20);
    const coming = () => line.comingTo('food', '+861', { heardSince: 0, leftSince: 0 });
    const all = () =>
      [
        seats.presences(),
        seats.offersOf('call:1'),
        coming(),
        seats.engagedOffersOf('call:1'),
        seats.offersOf('call:9'),
      ] as const;
    const together = await Promise.all(all());
    const [presences, offered, came, engaged, none] = together;
    expect(presences.map(({ colleague, reason, until }) => [colleague, reason, until])).toEqual([
      ['gate-1', odd, null],
      ['gate-2', null, 99],
      ['gate-3', null, 99],
    ]);
    expect(offered).toEqual([
      { ...offer('1', 'gate-2'), outcome: null, endedAt: null },
      { ...offer('1', 'gate-3'), outcome: null, endedAt: null },
    ]);
    expect(came).toEqual({
      inLine: [waiting('1', { personId: odd })],
      left: waiting('2', { state: 'left', changedAt: 30, seenAt: 30 }),
    });
    expect([engaged.length, none]).toEqual([2, []]);
    const alone: unknown[] = [await seats.presences(), await seats.offersOf('call:1')];
    alone.push(await coming(), await seats.engagedOffersOf('call:1'));
    expect(alone).toEqual(together.slice(0, 4));
  });
});
