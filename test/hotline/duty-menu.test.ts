import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import type { Turn } from '../../src/domain/conversation/turn.js';
import { ColleaguesOwnSeats } from '../../src/hotline/colleagues-own-seats.js';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { newCall, startTestService, type TestService } from '../service/running.js';
import { content } from '../understanding/fixtures.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** food-1 rings from their own telephone, as the exchange writes it. */
const colleague = () => {
  const { origin: deliverTo, publicBaseUrl, secrets } = service;
  return new TwilioCall({ deliverTo, publicBaseUrl, ...secrets.twilio }, 'sip:1501@PBX.invalid');
};
const words = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'says' ? one.words : `(${one.kind})`)).join('');
const told = async () => words(await colleague().ring());

describe('a colleague who rings from their own telephone', () => {
  test('hears where they stand, leaves with a reason, and comes back', async () => {
    const call = colleague();
    expect(words(await call.ring())).toBe(
      '食品一，您好，现在可以接听。恢复接听请按一，离席请按二，听待办留言请按三，拨打热线请按星号键。',
    );
    expect(words(await call.press('2'))).toBe('午餐请按一。开会请按二。外出请按三。');
    expect(words(await call.press('1'))).toMatch(/^好的，午餐，离席到.*十一点.*再见。\(hangs-up\)$/);
    expect(await told()).toMatch(/^食品一，您好，您现在离席，午餐。/);
    const again = colleague();
    await again.ring();
    expect(words(await again.press('1'))).toBe('好的，已经恢复接听。再见。(hangs-up)');
    expect(await told()).toMatch(/^食品一，您好，现在可以接听。/);
  });

  test('hears how many messages wait for their lines, and nothing of them', async () => {
    const call = colleague();
    await call.ring();
    expect(words(await call.press('3'))).toMatch(/^没有留言待办。恢复接听请按一/);
    const own = new ColleaguesOwnSeats({
      seats: { presences: async () => [], change: () => Promise.reject(new Error('nothing changes')) },
      openMessages: async () => [{ line: 'food' }, { line: 'legal' }, { line: 'food' }],
    });
    expect(await pressed('3', own)).toMatch(/^进出口食品有两条留言待办。恢复接听请按一/);
  });

  test('reaches the hotline as anybody has it by the star, by zero, or by pressing nothing', async () => {
    for (const act of ['*', '0', 'nothing', 'nonsense'] as const) {
      const call = colleague();
      await call.ring();
      const heard = act === 'nothing' || act === 'nonsense' ? await lastOfThree(call, act) : await call.press(act);
      expect([act, words(heard)]).toEqual([act, expect.stringMatching(act === '0' ? /\(rings\)$/ : /口岸通关按二/)]);
    }
  });

  test('is a caller like others from any other telephone', async () => {
    expect(words(await newCall(service).ring())).not.toContain('离席');
  });
});

async function lastOfThree(call: TwilioCall, act: 'nothing' | 'nonsense'): Promise<readonly Heard[]> {
  let heard: readonly Heard[] = [];
  for (let n = 0; n < 3 && !words(heard).includes('口岸通关'); n++)
    heard = act === 'nothing' ? await call.wait() : await call.press('9');
  return heard;
}

/** What a key at the duty menu of food-1 is answered with. */
async function pressed(keys: string, ownSeats: Services['ownSeats']): Promise<string> {
  const turn: Turn = {
    ...{ channel: 'phone', personId: 'sip:1501@pbx.invalid', conversationId: 'c', deliveryId: 'd', step: null },
    ...{ at: Date.parse('2016-10-21T10:00:00+08:00'), input: { kind: 'keys', keys } },
    can: { medium: 'voice', handoff: 'connect', letters: false, recording: true, idleMs: null },
  };
  const conversation = { ...begin(turn, content), place: { at: 'duty', colleague: 'food-1' } as const };
  const { replies } = await respond(conversation, false, turn, content, { ownSeats } as unknown as Services);
  return replies.map((reply) => ('words' in reply ? reply.words : '')).join('');
}
