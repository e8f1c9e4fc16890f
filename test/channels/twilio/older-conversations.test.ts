import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, startTestService, type TestService } from '../../service/running.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const sidOf = (name: string) => `CA${Buffer.from(name).toString('hex').padStart(32, '0')}`;

/** A caller who is being connected to food, as the version before ring plans stored it: without a step. */
async function connecting(callSid: string): Promise<Record<string, string>> {
  const call = { CallSid: callSid, From: '+8613800138000' };
  await post(service, '/phone/twilio/voice', call);
  const { conversations } = service.store;
  const conversation = await conversations.get(`call:${callSid}`);
  if (!conversation) throw new Error('the call has no conversation');
  const place = { at: 'handoff', line: 'food' } as const;
  await conversations.commit({
    deliveryId: `call:${callSid}:1`,
    conversation: { ...conversation, revision: 2, place },
    answer: { contentType: 'text/xml', body: '' },
    effects: [],
  });
  return call;
}

test.each(['busy', 'no-answer', 'failed'])(
  '%s: the caller may leave a message for the line',
  async (DialCallStatus) => {
    const callSid = sidOf(DialCallStatus);
    const call = await connecting(callSid);
    const { body } = await post(service, '/phone/twilio/dialled?step=2', { ...call, DialCallStatus });
    expect(body).toContain('留言请按二');
    const taken = await post(service, '/phone/twilio/turn?step=3', { ...call, Digits: '2' });
    expect(taken.body).toContain('<Record ');
    const conversation = await service.store.conversations.get(`call:${callSid}`);
    expect(conversation?.place).toEqual({ at: 'message', line: 'food' });
  },
);

test('answered: asked how it was', async () => {
  const call = await connecting(sidOf('answered'));
  const { body } = await post(service, '/phone/twilio/dialled?step=2', { ...call, DialCallStatus: 'completed' });
  expect(body).toContain('请您评价刚才的服务');
});

test('whoever picks up hears the line', async () => {
  await connecting(sidOf('whisper'));
  const leg = { CallSid: sidOf('leg'), ParentCallSid: sidOf('whisper') };
  expect((await post(service, '/phone/twilio/whisper?line=food', leg)).body).toContain('进出口食品来电');
});

test('a key pressed on the way rings the line again, now with its step', async () => {
  const call = await connecting(sidOf('again'));
  const { body } = await post(service, '/phone/twilio/turn?step=2', { ...call, Digits: '7' });
  expect(body).toContain('<Sip ');
  expect((await service.store.conversations.get(`call:${sidOf('again')}`))?.place).toMatchObject({
    at: 'handoff',
    step: 0,
  });
});
