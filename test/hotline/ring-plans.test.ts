import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/domain/hotline/line.js';
import { planPassingOn, planRing } from '../../src/hotline/ring-plans.js';

const line = (...staff: { phone: string; wechatAccount?: string }[]): Line => ({
  id: 'food',
  name: '进出口食品',
  strategy: 'ring-all',
  staff: staff.map(({ phone, wechatAccount = null }, index) => ({
    ...{ id: `food-${index + 1}`, name: `食品${index + 1}`, telephones: [phone], wechatAccount },
    ...{ languages: [], skills: [] },
  })),
});
const two = line({ phone: 'sip:1501@pbx.invalid' }, { phone: '+862265661890', wechatAccount: 'kf2001@tjgj' });

describe('ringing', () => {
  test('everybody on the line rings at once, by number or SIP address, as the roster has them', () => {
    expect(planRing(two, 0, '进出口食品来电')).toEqual({
      line: 'food',
      legs: [
        { kind: 'sip', address: 'sip:1501@pbx.invalid' },
        { kind: 'number', address: '+862265661890' },
      ],
      ringSeconds: 25,
      whisper: '进出口食品来电',
    });
  });

  test('a secure SIP address is one, too', () => {
    expect(planRing(line({ phone: 'sips:1@pbx.invalid' }), 0, '')?.legs[0]?.kind).toBe('sip');
  });

  test('nobody is rung after everybody was rung, nor on a line of nobody', () => {
    expect(planRing(two, 1, '')).toBeNull();
    expect(planRing(line(), 0, '')).toBeNull();
  });

  test('a plan names everybody, however many: how many ring is for the provider to say', () => {
    const many = line(...Array.from({ length: 12 }, (_, index) => ({ phone: `+8622000000${index}` })));
    expect(planRing(many, 0, '')?.legs).toHaveLength(12);
  });
});

test('a message is passed on to those who have an account, and nothing rings', () => {
  expect(planPassingOn(two)).toEqual({
    line: 'food',
    legs: [{ kind: 'wechat', address: 'kf2001@tjgj' }],
    ringSeconds: 0,
    whisper: '',
  });
  expect(planPassingOn(line({ phone: '+86' })).legs).toEqual([]);
});
