import type { LoadRequest } from './load.js';
import { phoneRequest } from './requests.js';
import { send, type Target } from './target.js';

const numerals = '零幺二三四五六七八九';

/**
 * Leads a call to the answer of a progress lookup, and makes the requests that ask for it again and again: each is a
 * whole turn with its lookup.
 */
export async function progressCall({ origin }: Target, call: string, turns: number): Promise<readonly LoadRequest[]> {
  const press = (step: number, keys: string): LoadRequest =>
    phoneRequest(call, `/phone/twilio/turn?step=${step}`, { Digits: keys });
  await send(origin, phoneRequest(call, '/phone/twilio/voice', {}));
  for (const [index, keys] of ['*', '1', '120000116000001'].entries()) await send(origin, press(index + 1, keys));
  const { body: asked } = await send(origin, press(4, '1101960479'));
  const spoken = /验证码：([^。]+)。/.exec(asked)?.[1] ?? '';
  const code = [...spoken.replaceAll('、', '')].map((numeral) => numerals.indexOf(numeral)).join('');
  const { body: told } = await send(origin, press(5, code));
  if (!told.includes('已放行')) throw new Error('the progress lookup did not answer');
  return Array.from({ length: turns }, (_, index) => press(6 + index, '#'));
}
