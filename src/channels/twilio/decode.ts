import { z } from 'zod';
import type { Input } from '../../domain/conversation/turn.js';
import type { DialEnd, LegEnd } from '../../domain/hotline/seats.js';
import { legalText } from '../../domain/language/legal-text.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import type { Call } from '../telephone/call.js';
import * as telephone from '../telephone/gathered.js';

/*
 * What decides whose call it is and what happens to it has exactly the shape that Twilio's documents give it, and is refused otherwise:
 * a signature covers names and values without borders, so whoever moves one makes another text of it. Everything else is cut or left
 * out: no field that we can do without may cost a call.
 */
const callSid = z.string().regex(/^CA[0-9a-f]{32}$/);
const recordingSid = z.string().regex(/^RE[0-9a-f]{32}$/);
/** Stays text: `007` is three keys. Some telephones send A-D. */
const keys = z.string().regex(/^[0-9*#A-Dw]*$/);
const ends = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const;
const callStatus = z.enum(['queued', 'initiated', 'ringing', 'in-progress', 'answered', ...ends]);
const dialStatus = z.enum(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled']);
const recordingStatus = z.enum(['in-progress', 'completed', 'absent', 'failed', 'paused', 'stopped', 'deleted']);
const cut = (most: number) =>
  z
    .string()
    .transform((text) => legalText(text.slice(0, most)))
    .optional()
    .catch(undefined);

const mostKeys = 200;
const callShape = { CallSid: callSid, From: cut(200), To: cut(200), Direction: cut(40) };
const recordingShape = {
  ...callShape,
  RecordingUrl: z
    .string()
    .regex(/^https?:\/\/\S{1,1000}$/)
    .optional(),
  RecordingSid: recordingSid.optional(),
  RecordingDuration: z
    .string()
    .regex(/^-?\d{1,6}$/)
    .optional(),
  /** The key that ended it, or `hangup`. */
  Digits: z
    .string()
    .regex(/^(?:[0-9*#A-D]|hangup)?$/)
    .optional()
    .catch(undefined),
};

/** What each webhook needs to know of its form. */
const shapes = {
  voice: z.object({ ...callShape, To: cut(60) }),
  turn: z.object({ ...callShape, Digits: keys.optional(), SpeechResult: cut(2000), Confidence: cut(40) }),
  dialled: z.object({
    ...callShape,
    DialCallStatus: dialStatus,
    /** Who took the call; one that is no id counts as none, since the caller waits. */
    DialCallSid: callSid.optional().catch(undefined),
    DialBridged: z.enum(['true', 'false']).optional(),
    /** Twilio asks what comes next even when the caller has hung up. */
    CallStatus: callStatus.optional().catch(undefined),
  }),
  status: z.object({ ...callShape, CallStatus: callStatus }),
  accepted: z.object({ CallSid: callSid, Digits: keys.optional() }),
  leg: z.object({ CallSid: callSid, CallStatus: callStatus }),
  /** A colleague must not pick up to silence: without the caller's call, the line's usual words serve. */
  whisper: z.object({ ParentCallSid: callSid.optional().catch(undefined) }),
  recorded: z.object(recordingShape),
  /** Where Twilio had no answer of ours. */
  fallback: z.object({ ErrorUrl: z.string().url().max(2_000).optional().catch(undefined) }),
  recording: z.object({ ...recordingShape, RecordingStatus: recordingStatus }),
} as const;

export type Shapes = { readonly [Name in keyof typeof shapes]: z.output<(typeof shapes)[Name]> };

/**
 * @param name of the webhook
 * @throws DeliveryRefused naming the parameters that are wrong: the provider is told, nothing is stored
 */
export function read<Name extends keyof Shapes>(name: Name, form: unknown): Shapes[Name] {
  const result = shapes[name].safeParse(form);
  if (result.success) return result.data as Shapes[Name];
  const names = result.error.issues.map((issue) => issue.path.join('.') || 'body');
  throw unreadable([...new Set(names)].join(', '));
}

function unreadable(names: string): DeliveryRefused {
  return new DeliveryRefused('shape', { words: `Bad request: check ${names}.`, hint: names });
}

/** @throws DeliveryRefused when a link of ours has lost its step */
export function readStep(query: unknown): number {
  if (typeof query === 'string' && /^\d{1,9}$/.test(query)) return Number(query);
  throw unreadable('step');
}

/** Of a call that we make, whoever is called is the caller. */
export function callOf({
  CallSid,
  From = '',
  To = '',
  Direction = '',
}: Pick<Shapes['voice'], 'CallSid' | 'From'> & Partial<Pick<Shapes['voice'], 'To' | 'Direction'>>): Call {
  const who = Direction === 'outbound-api' ? To : From;
  return { callId: CallSid, from: isWithheld(who) ? null : who };
}

/** The call begins, by the number that was dialled. */
export function arrival({ To }: Shapes['voice']): Input {
  return { kind: 'arrival', ...(To && { dialled: To }) };
}

/**
 * A number that is withheld comes as nothing, as a word, or as the keys that spell one, by carrier: ANONYMOUS, RESTRICTED, BLOCKED,
 * UNKNOWN, UNAVAILABLE. All these callers would be one person otherwise, with one person's guesses, and a number to be called back at.
 */
const withheld =
  /^(?:sips?:)?(?:(?:anonymous|restricted|blocked|unknown|unavailable|private)(?:@.*)?|\+?(?:266696687|7378742833|2562533|8656696|86282452253))?$/i;

function isWithheld(from: string): boolean {
  return withheld.test(from.trim());
}

/** What a Gather brought; more keys than any question asks for are as wrong as a few of them. */
export function gathered({ Digits = '', SpeechResult = '', Confidence = '' }: Shapes['turn']): Input {
  return telephone.gathered({
    keys: Digits.slice(0, mostKeys),
    words: SpeechResult,
    confidence: Confidence === '' ? null : Number(Confidence),
  });
}

/** How a Dial ended. Where Twilio does not say whether two calls were bridged, whoever pressed 1 talked. */
export function dialEnd({ DialCallStatus, DialBridged, CallStatus }: Shapes['dialled']): DialEnd {
  return {
    status: DialCallStatus === 'answered' ? 'completed' : DialCallStatus,
    isBridged: DialBridged === undefined ? null : DialBridged === 'true',
    isCallerGone: CallStatus !== undefined && isOver({ CallStatus }),
  };
}

/** How a leg ended; null while it goes on. */
export function legEnd({ CallStatus }: Shapes['leg']): LegEnd | null {
  return ends.find((end) => end === CallStatus) ?? null;
}

/** The offer that a link of ours names; null where nobody was reserved. */
export function readOffer(query: unknown): string | null {
  return typeof query === 'string' && query !== '' && query.length <= 300 ? query : null;
}

/** An exchange reports a second for somebody who says nothing. */
const leastSeconds = 2;

/**
 * A message that was left; one without sound counts as nothing said, and a key that is pressed instead of saying something as that key. Its id is the recording's, by whichever of the two parameters says
 * it: a message has one case.
 * @throws DeliveryRefused when neither does
 */
export function recorded(read: Shapes['recorded']): Input {
  const { RecordingUrl: url, RecordingSid, RecordingDuration = '0', Digits = '' } = read;
  const seconds = Number(RecordingDuration);
  const isKey = Digits === '0' || Digits === '*';
  if (url === undefined || seconds < leastSeconds) return isKey ? { kind: 'keys', keys: Digits } : { kind: 'silence' };
  const sid = RecordingSid ?? /\/(RE[0-9a-f]{32})(?:\.[a-z0-9]+)?$/.exec(url)?.[1];
  if (sid === undefined) throw unreadable('RecordingSid');
  const endedBy = Digits === '0' ? '0' : Digits === 'hangup' ? 'hang-up' : undefined;
  return { kind: 'recording', recordingId: `recording:${sid}`, url, seconds, ...(endedBy && { endedBy }) };
}

/** Whether a call's status says that it is over. */
export function isOver({ CallStatus }: Pick<Shapes['status'], 'CallStatus'>): boolean {
  return ends.some((end) => end === CallStatus);
}
