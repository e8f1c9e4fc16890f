import type { Colleague } from '../domain/hotline/colleague.js';
import type { Line } from '../domain/hotline/line.js';
import type { Leg, RingPlan } from '../domain/hotline/ring-plan.js';

const ringSeconds = 25;

/**
 * Plans whom to ring for a caller: everybody on the line at once, and nobody after them.
 * @param step how many plans have been rung for this caller in vain; 0 at first
 * @param whisper what a colleague hears on picking up
 * @returns null when there is nobody left to ring
 * @example a line of two colleagues: step 0 rings both, step 1 is null, so a message is taken
 * planRing(food, 0, '进出口食品来电，请按一接听。')?.legs // [{ kind: 'sip', … }, { kind: 'number', … }]
 * planRing(food, 1, '进出口食品来电，请按一接听。') // null
 */
export function planRing(line: Line, step: number, whisper: string): RingPlan | null {
  if (step > 0 || line.staff.length === 0) return null;
  return { line: line.id, legs: line.staff.flatMap(telephoneOf), ringSeconds, whisper };
}

/**
 * Plans to whom a written message is passed on (转客服): those of `staff`, the colleagues on duty, who have a 客服帐号. Without any, it goes
 * to whoever is there.
 * @example food has one colleague with an account: { line: 'food', legs: [{ kind: 'wechat', address: 'kf2001@tjgj' }], … }
 */
export function planPassingOn(line: Line): RingPlan {
  const legs = line.staff.flatMap(({ wechatAccount }): Leg[] =>
    wechatAccount ? [{ kind: 'wechat', address: wechatAccount }] : [],
  );
  return { line: line.id, legs, ringSeconds: 0, whisper: '' };
}

function telephoneOf({ telephones }: Colleague): readonly Leg[] {
  const [address] = telephones;
  return address === undefined ? [] : [{ kind: /^sips?:/.test(address) ? 'sip' : 'number', address }];
}
