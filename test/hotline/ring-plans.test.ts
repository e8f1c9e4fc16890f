import { describe, expect, test } from 'vitest';
import type { Colleague } from '../../src/domain/hotline/colleague.js';
import { planPassingOn, planRing } from '../../src/hotline/ring-plans.js';

const colleague = (address: string | null, wechatAccount: string | null = null): Colleague => ({
  ...{ id: `food-${address}`, name: '食品', telephones: address === null ? [] : [address], wechatAccount },
  ...{ languages: [], skills: [] },
});
const two = [colleague('sip:1501@pbx.invalid'), colleague('+862265661890', 'kf2001@tjgj')];

describe('ringing', () => {
  test('everybody who is given rings at once, by number or SIP address', () => {
    expect(planRing('food', two, 25)).toEqual({
      line: 'food',
      legs: [
        { kind: 'sip', address: 'sip:1501@pbx.invalid' },
        { kind: 'number', address: '+862265661890' },
      ],
      ringSeconds: 25,
    });
  });

  test('a SIP address may be a secure one, and in capitals', () => {
    const kinds = planRing('food', [colleague('sips:1@pbx.invalid'), colleague('SIP:2@PBX.invalid')], 25)?.legs;
    expect(kinds?.map(({ kind }) => kind)).toEqual(['sip', 'sip']);
  });

  test('nobody is rung where nobody is, or nobody has a telephone', () => {
    expect(planRing('food', [], 25)).toBeNull();
    expect(planRing('food', [colleague(null)], 25)).toBeNull();
  });

  test('a plan names everybody, however many: how many ring is for the provider to say', () => {
    const many = Array.from({ length: 12 }, (_, index) => colleague(`+8622000000${index}`));
    expect(planRing('food', many, 25)?.legs).toHaveLength(12);
  });
});

test('a message is passed on to those who have an account, and nothing rings', () => {
  expect(planPassingOn('food', two)).toEqual({
    line: 'food',
    legs: [{ kind: 'wechat', address: 'kf2001@tjgj' }],
    ringSeconds: 0,
  });
  expect(planPassingOn('food', [colleague('+86')]).legs).toEqual([]);
});
