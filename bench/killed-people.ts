import { randomBytes, randomInt } from 'node:crypto';
import type { LoadRequest } from './load.js';
import { phoneRequest, wechatRequest } from './requests.js';
import type { Answer } from './target.js';
import { linkOf, newCaller } from './whole-call.js';

/** What one person sends, one after another; each may depend on the answer before it. */
export type Deliveries = Generator<LoadRequest, void, Answer>;

/** Somebody who comes while the service may be killed at any time. */
export interface Person {
  /** The number of the call, or the openid. */
  readonly id: string;
  readonly deliveries: Deliveries;
  /** Whether the last answer acknowledges a case. */
  readonly leavesMessage: boolean;
}

/** Where Twilio tells of a recording: that is no turn. */
export const recordingPath = '/phone/twilio/recording';

/**
 * A caller whom nobody answers, and who leaves a message with 2 of the waiting line; Twilio tells of the recording as well. Whether a telephone rings
 * for them first depends on who else calls. They never hang up, so that each answer can be asked for again.
 */
export function callerWithMessage(): Person {
  const { callSid, from } = newCaller();
  return { id: callSid, deliveries: callWithMessage(callSid, from), leavesMessage: true };
}

function* callWithMessage(callSid: string, from: string): Deliveries {
  const send = (path: string, parameters: Record<string, string>) => phoneRequest(callSid, path, parameters, from);
  const greeting = yield send('/phone/twilio/voice', { CallStatus: 'ringing' });
  let last = yield send(linkOf(greeting, 'Gather'), { Digits: '9' });
  while (last.body.includes('<Dial')) last = yield send(linkOf(last, 'Dial'), { DialCallStatus: 'no-answer' });
  const beep = last.body.includes('<Record') ? last : yield send(linkOf(last, 'Gather'), { Digits: '2' });
  const recording = {
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/RE${callSid.slice(2)}`,
    RecordingSid: `RE${callSid.slice(2)}`,
    RecordingDuration: '6',
  };
  const done = linkOf(beep, 'Record');
  yield send(recordingPath, { ...recording, RecordingStatus: 'completed' });
  yield send(done, { ...recording, Digits: '#' });
}

/** Somebody who writes once. @param at when, in ms */
export function chatter(at: number): Person {
  const openid = `o${randomBytes(20).toString('base64url')}`;
  return { id: openid, deliveries: oneMessage(openid, at), leavesMessage: false };
}

function* oneMessage(openid: string, at: number): Deliveries {
  const sentAtSeconds = Math.floor(at / 1000);
  yield wechatRequest({ openid, messageId: String(randomInt(1e12, 1e14)), text: '您好', sentAtSeconds });
}
