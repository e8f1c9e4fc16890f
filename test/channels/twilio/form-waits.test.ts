import { expect, test } from 'vitest';
import { encode } from '../../../src/channels/twilio/encode.js';
import { askFor } from '../../../src/dialogue/places/challenge.js';
import { readTwiml } from '../../../src/simulator/twiml.js';

const settings = { accountSid: 'AC', authToken: 't', publicBaseUrl: 'https://hotline.example', speech: false };

test('a question of a form is over three seconds after a key, six after none, and at once with #', () => {
  const { body, contentType } = encode([askFor('请输入报检号', null, { hints: ['人工'] })], 3, settings);
  const [first, second, redirect, ...others] = readTwiml(body, contentType);
  const listening = { timeout: '3', finishOnKey: '#', action: 'https://hotline.example/phone/twilio/turn?step=3' };
  expect(first).toMatchObject({ name: 'Gather', attributes: listening });
  expect(second).toMatchObject({ name: 'Gather', attributes: listening, children: [] });
  expect(redirect?.name).toBe('Redirect');
  expect(others).toEqual([]);
  // With a count of keys, # behind the last one would be the first key of the next question.
  expect(body).not.toContain('numDigits');
});

test('speech is listened to in a form, too, where it is switched on: somebody may be in danger', () => {
  const replies = [askFor('请输入报检号', null, { hints: ['人工'] })];
  expect(encode(replies, 3, settings).body).toContain('input="dtmf"');
  expect(encode(replies, 3, { ...settings, speech: true }).body).toContain('input="dtmf speech"');
});
