import type { Colleague } from '../domain/hotline/colleague.js';
import type { LineId } from '../domain/hotline/line.js';
import { type Leg, type RingPlan, telephoneLeg } from '../domain/hotline/ring-plan.js';

/**
 * Plans a ring without reserving anybody: the first telephone of each, all at once.
 * @returns null when there is nobody to ring
 * @example planRing('food', onDuty(content, 'food', now), 18)?.legs // [{ kind: 'sip', … }, { kind: 'number', … }]
 */
export function planRing(line: LineId, staff: readonly Colleague[], ringSeconds: number): RingPlan | null {
  const legs = staff.flatMap(({ telephones: [address] }) => (address === undefined ? [] : [telephoneLeg(address)]));
  return legs.length === 0 ? null : { line, legs, ringSeconds };
}

/**
 * Plans to whom a written message is passed on (转客服): those of `staff`, the colleagues on duty, who have a 客服帐号. Without any, it goes
 * to whoever is there.
 * @example food has one colleague with an account: { line: 'food', legs: [{ kind: 'wechat', address: 'kf2001@tjgj' }], … }
 */
export function planPassingOn(line: LineId, staff: readonly Colleague[]): RingPlan {
  const legs = staff.flatMap(({ wechatAccount }): Leg[] =>
    wechatAccount ? [{ kind: 'wechat', address: wechatAccount }] : [],
  );
  return { line, legs, ringSeconds: 0 };
}
