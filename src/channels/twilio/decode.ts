import { z } from 'zod';
import type { Input } from '../../domain/conversation/turn.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import type { Call } from '../telephone/call.js';
import * as telephone from '../telephone/gathered.js';

const callSid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);

/** The parameters of Twilio's voice webhooks that we read. Everything stays text: `007` is three keys. */
const parameters = z.object({
  CallSid: callSid,
  From: z.string().max(200).optional(),
  Digits: z.string().max(200).optional(),
  SpeechResult: z.string().max(2000).optional(),
  Confidence: z.string().max(40).optional(),
  CallStatus: z.string().max(40).optional(),
  DialCallStatus: z.string().max(40).optional(),
  /** Who took the call; one that is no id counts as none, since the caller waits. */
  DialCallSid: callSid.optional().catch(undefined),
  DialBridged: z.string().max(10).optional(),
  RecordingUrl: z.string().max(1000).optional(),
  RecordingSid: z.string().max(64).optional(),
  RecordingDuration: z.string().max(20).optional(),
  RecordingStatus: z.string().max(40).optional(),
});
export type VoiceParameters = z.output<typeof parameters>;

/** A webhook we cannot read: the provider is told, nothing is stored. */
export function unreadable(message: string): Refused {
  return new Refused(refusalWith('unreadable', message));
}

/** @throws Refused naming the parameter that is wrong */
export function readParameters(body: unknown): VoiceParameters {
  const result = parameters.safeParse(body);
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join('.') || 'body');
  throw unreadable(`Bad request: check ${[...new Set(names)].join(', ')}.`);
}

const legParameters = z.object({ ParentCallSid: callSid });

/** The caller's call, on a request of a leg that is rung; null where it does not say, and nothing else of it is needed. */
export function callerOf(body: unknown): string | null {
  return legParameters.safeParse(body).data?.ParentCallSid ?? null;
}

/** @throws Refused when a link of ours has lost its step */
export function readStep(query: unknown): number {
  const step = typeof query === 'string' && /^\d{1,9}$/.test(query) ? Number(query) : Number.NaN;
  if (Number.isNaN(step)) throw unreadable('Bad request: check step.');
  return step;
}

export function callOf(read: VoiceParameters): Call {
  return { callId: read.CallSid, from: read.From ?? null };
}

/** What a Gather brought. */
export function gathered(read: VoiceParameters): Input {
  const { Digits = '', SpeechResult = '', Confidence = '0' } = read;
  return telephone.gathered({ keys: Digits, words: SpeechResult, confidence: Number(Confidence) });
}

/**
 * How a Dial ended. A leg that completed without being joined was let go by whoever did not press 1: that is nobody.
 * @example DialCallStatus=completed with DialBridged=false is `no-answer`
 */
export function dialled({ DialCallStatus, DialBridged, DialCallSid }: VoiceParameters): Input {
  switch (DialCallStatus) {
    case 'completed':
    case 'answered':
      if (DialBridged === 'false') return { kind: 'transferred', outcome: 'no-answer' };
      return { kind: 'transferred', outcome: 'answered', ...(DialCallSid && { by: DialCallSid }) };
    case 'busy':
    case 'no-answer':
      return { kind: 'transferred', outcome: DialCallStatus };
    default:
      return { kind: 'transferred', outcome: 'failed' };
  }
}

/** A message that was left; one without sound counts as nothing said. */
export function recorded(read: VoiceParameters): Input {
  const seconds = Number(read.RecordingDuration ?? '0');
  const isThere = read.RecordingUrl !== undefined && /^https?:\/\//.test(read.RecordingUrl);
  if (!isThere || !Number.isFinite(seconds) || seconds <= 0) return { kind: 'silence' };
  const recordingId = `recording:${read.RecordingSid ?? read.RecordingUrl ?? ''}`;
  return { kind: 'recording', recordingId, url: read.RecordingUrl ?? '', seconds };
}

/** Whether a call's status says that it is over. */
export function isOver({ CallStatus }: VoiceParameters): boolean {
  return CallStatus !== undefined && ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(CallStatus);
}
