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
  /** What their last answer acknowledges: a case with a message, one with a call back, a talk that is rated and recorded; what a chat is answered. */
  readonly does: 'message' | 'callback' | 'talk' | 'chat';
}

/** Where Twilio tells of a recording. */
const recordingPath = '/phone/twilio/recording';
/** Where a colleague takes a call. */
const acceptedPath = '/phone/twilio/accepted';

/** Whether a delivery is a turn of its call. */
export function isTurn({ path }: LoadRequest): boolean {
  return !path.startsWith(recordingPath) && !path.startsWith(acceptedPath);
}

/**
 * A caller whom nobody answers, and who leaves a message with 2 of the waiting line; Twilio tells of the recording as well. Whether a telephone rings
 * for them first depends on who else calls. They never hang up, so that each answer can be asked for again.
 */
export function callerWithMessage(): Person {
  const { callSid, from } = newCaller();
  return { id: callSid, deliveries: callWithMessage(callSid, from), does: 'message' };
}

function* callWithMessage(callSid: string, from: string): Deliveries {
  const send = (path: string, parameters: Record<string, string>) => phoneRequest(callSid, path, parameters, from);
  const last = yield* untilWaiting(callSid, from);
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

/** Rings, presses the key of a line, and is told to wait: everybody is busy. */
function* untilWaiting(callSid: string, from: string): Generator<LoadRequest, Answer, Answer> {
  const send = (path: string, parameters: Record<string, string>) => phoneRequest(callSid, path, parameters, from);
  const greeting = yield send('/phone/twilio/voice', { CallStatus: 'ringing' });
  let last = yield send(linkOf(greeting, 'Gather'), { Digits: '9' });
  while (last.body.includes('<Dial')) last = yield send(linkOf(last, 'Dial'), { DialCallStatus: 'busy' });
  return last;
}

/** A caller whom nobody answers, and who asks to be called back with 1 of the waiting line. */
export function callerCalledBack(): Person {
  const { callSid, from } = newCaller();
  return { id: callSid, deliveries: callForCallback(callSid, from), does: 'callback' };
}

function* callForCallback(callSid: string, from: string): Deliveries {
  const last = yield* untilWaiting(callSid, from);
  yield phoneRequest(callSid, linkOf(last, 'Gather'), { Digits: '1' }, from);
}

/** A caller whom a colleague answers, who rates the talk with 1 when it is over, and whose end is told. */
export function callerWhoTalks(): Person {
  const { callSid, from } = newCaller();
  return { id: callSid, deliveries: callWithTalk(callSid, from), does: 'talk' };
}

function* callWithTalk(callSid: string, from: string): Deliveries {
  const send = (path: string, parameters: Record<string, string>) => phoneRequest(callSid, path, parameters, from);
  const greeting = yield send('/phone/twilio/voice', { CallStatus: 'ringing' });
  let last = yield send(linkOf(greeting, 'Gather'), { Digits: '2' });
  // Where all are rung for others just now, they wait.
  while (!last.body.includes('<Dial')) last = yield send(`${linkOf(last, 'Gather')}&silence=1`, {});
  const dialled = linkOf(last, 'Dial');
  const offer = new URLSearchParams(dialled.slice(dialled.indexOf('?'))).get('offer') ?? '';
  yield send(`${acceptedPath}?offer=${encodeURIComponent(offer)}`, { Digits: '1' });
  const asked = yield send(dialled, { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '61' });
  yield send(linkOf(asked, 'Gather'), { Digits: '1' });
  yield send('/phone/twilio/status', { CallStatus: 'completed', CallDuration: '75' });
}

/** Somebody who writes once. @param at when, in ms */
export function chatter(at: number): Person {
  const openid = `o${randomBytes(20).toString('base64url')}`;
  return { id: openid, deliveries: oneMessage(openid, at), does: 'chat' };
}

function* oneMessage(openid: string, at: number): Deliveries {
  const sentAtSeconds = Math.floor(at / 1000);
  yield wechatRequest({ openid, messageId: String(randomInt(1e12, 1e14)), text: '您好', sentAtSeconds });
}
