import { z } from 'zod';
import { type Capabilities, type Input, type Turn, unknownPerson } from '../../domain/conversation/turn.js';

/** The parameters of Twilio's voice webhooks that we read. Everything stays text: `007` is three keys. */
const parameters = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{2,64}$/),
  From: z.string().max(200).optional(),
  Digits: z.string().max(200).optional(),
  SpeechResult: z.string().max(2000).optional(),
  Confidence: z.string().max(40).optional(),
  CallStatus: z.string().max(40).optional(),
  DialCallStatus: z.string().max(40).optional(),
  DialBridged: z.string().max(10).optional(),
  RecordingUrl: z.string().max(1000).optional(),
  RecordingSid: z.string().max(64).optional(),
  RecordingDuration: z.string().max(20).optional(),
  RecordingStatus: z.string().max(40).optional(),
});
export type VoiceParameters = z.output<typeof parameters>;

/** A webhook we cannot read: the provider is told, nothing is stored. */
export class Unreadable extends Error {
  readonly code = 'unreadable';
}

/** @throws Unreadable naming the parameter that is wrong */
export function readParameters(body: unknown): VoiceParameters {
  const result = parameters.safeParse(body);
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join('.') || 'body');
  throw new Unreadable(`Bad request: check ${[...new Set(names)].join(', ')}.`);
}

/** @throws Unreadable when a link of ours has lost its step */
export function readStep(query: unknown): number {
  const step = typeof query === 'string' && /^\d{1,9}$/.test(query) ? Number(query) : Number.NaN;
  if (Number.isNaN(step)) throw new Unreadable('Bad request: check step.');
  return step;
}

const capabilities: Capabilities = {
  medium: 'voice',
  handoff: 'connect',
  letters: false,
  recording: true,
  idleMs: null,
};

export const channelName = 'phone';

export function conversationIdOf(read: VoiceParameters): string {
  return `call:${read.CallSid}`;
}

/**
 * @param step which answer of ours this delivery follows; with the call it names the delivery, because headers are not
 * signed. 0 is the call's first.
 */
export function turnOf(read: VoiceParameters, step: number, input: Input, at: number): Turn {
  return {
    channel: channelName,
    personId: read.From ?? unknownPerson,
    conversationId: conversationIdOf(read),
    deliveryId: `call:${read.CallSid}:${step}`,
    step,
    at,
    input,
    can: capabilities,
  };
}

/** What a gather brought: keys (some telephones send A-D too), words, or nothing. */
export function gathered(read: VoiceParameters): Input {
  const keys = (read.Digits ?? '').replace(/[^0-9A-D*#]/g, '');
  // `#` ends an input and is no part of it, except where it is pressed alone.
  if (keys !== '') return { kind: 'keys', keys: keys.length > 1 ? keys.replace(/#+$/, '') || '#' : keys };
  const words = read.SpeechResult?.trim() ?? '';
  if (words === '') return { kind: 'silence' };
  const confidence = Number(read.Confidence ?? '0');
  return { kind: 'speech', text: words, confidence: Number.isFinite(confidence) ? confidence : 0 };
}

/** How a transfer ended: a leg that completed without being joined was let go by whoever did not press 1. */
export function dialled(read: VoiceParameters): Input {
  const isCompleted = read.DialCallStatus === 'completed' || read.DialCallStatus === 'answered';
  return { kind: 'transferred', answered: isCompleted && read.DialBridged !== 'false' };
}

/** A message that was left; one without sound counts as nothing said. */
export function recorded(read: VoiceParameters): Input {
  const seconds = Number(read.RecordingDuration ?? '0');
  const isThere = read.RecordingUrl !== undefined && /^https?:\/\//.test(read.RecordingUrl);
  if (!isThere || !Number.isFinite(seconds) || seconds <= 0) return { kind: 'silence' };
  const recordingId = `recording:${read.RecordingSid ?? read.RecordingUrl ?? ''}`;
  return { kind: 'recording', recordingId, url: read.RecordingUrl ?? '', seconds };
}
