import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { legalText } from '../../domain/legal-text.js';
import type { Line } from '../../domain/line.js';
import type { Answer } from '../../domain/ports.js';
import type { KeyInput, Reply } from '../../domain/reply.js';
import { type PhoneSettings, paths } from './settings.js';

const voice = { language: 'cmn-CN', voice: 'Polly.Zhiyu-Neural' } as const;
const ringSeconds = 25;
const maxTargets = 10;
const maxHints = 40;

/**
 * Writes replies as TwiML. What is said before a question stands inside its Gather, so that any key cuts it short; after
 * each Gather a Redirect carries on when nothing comes, so that nobody is left in silence.
 * @param step the number that the next delivery of this call will carry
 */
export function encode(replies: readonly Reply[], step: number, settings: PhoneSettings): Answer {
  const document = new VoiceResponse();
  let before: string[] = [];
  const sayBefore = (): void => {
    for (const words of before) say(document, words);
    before = [];
  };
  const link = (path: string): string => `${settings.publicBaseUrl}${path}?step=${step}`;
  for (const reply of replies) {
    switch (reply.verb) {
      case 'say':
      case 'card':
        before.push(reply.words);
        break;
      case 'ask':
      case 'choose': {
        const hints = reply.verb === 'choose' ? reply.hints : [];
        const gather = document.gather({ ...gatherFor(reply.keys, hints, settings), action: link(paths.turn) });
        for (const words of [...before, reply.words]) say(gather, words);
        before = [];
        document.redirect({ method: 'POST' }, `${link(paths.turn)}&silence=1`);
        break;
      }
      case 'transfer': {
        sayBefore();
        say(document, reply.words);
        dial(document, reply.line, link(paths.dialled), settings);
        break;
      }
      case 'record':
        sayBefore();
        say(document, reply.words);
        document.record({
          action: link(paths.recorded),
          method: 'POST',
          maxLength: reply.maxSeconds,
          timeout: 5,
          finishOnKey: '#',
          playBeep: true,
          recordingStatusCallback: settings.publicBaseUrl + paths.recording,
          recordingStatusCallbackEvent: ['completed', 'absent'],
        });
        document.redirect({ method: 'POST' }, `${link(paths.turn)}&silence=1`);
        break;
      case 'end':
        sayBefore();
        say(document, reply.words);
        document.hangup();
        break;
    }
  }
  sayBefore();
  return { contentType: 'text/xml; charset=utf-8', body: document.toString() };
}

type Speaker = { say(attributes: typeof voice, words: string): unknown };

function say(speaker: Speaker, words: string): void {
  const sayable = legalText(words);
  if (sayable !== '') speaker.say(voice, sayable);
}

function gatherFor(keys: KeyInput, hints: readonly string[], settings: PhoneSettings) {
  const isSpeech = settings.speech && hints.length > 0;
  return {
    input: isSpeech ? (['dtmf', 'speech'] as ('dtmf' | 'speech')[]) : (['dtmf'] as ('dtmf' | 'speech')[]),
    method: 'POST',
    timeout: keys.waitSeconds,
    finishOnKey: keys.hashEnds ? '#' : '',
    ...(keys.count !== null && { numDigits: keys.count }),
    ...(isSpeech && {
      language: 'cmn-Hans-CN' as const,
      speechTimeout: 'auto',
      hints: hints.slice(0, maxHints).join(','),
    }),
  };
}

/** Rings everybody on the line at once; the first who presses 1 has the call. */
function dial(document: VoiceResponse, line: Line, action: string, settings: PhoneSettings): void {
  const dialling = document.dial({ action, method: 'POST', timeout: ringSeconds, answerOnBridge: true });
  const url = `${settings.publicBaseUrl}${paths.whisper}?line=${encodeURIComponent(line.id)}`;
  for (const { phone } of line.staff.slice(0, maxTargets)) {
    if (/^sips?:/.test(phone)) dialling.sip({ url, method: 'POST' }, phone);
    else dialling.number({ url, method: 'POST' }, phone);
  }
}

/** What a colleague hears on picking up: who is calling about what; pressing 1 takes the call. */
export function encodeWhisper(words: string, settings: PhoneSettings): string {
  const document = new VoiceResponse();
  const gather = document.gather({
    numDigits: 1,
    timeout: 8,
    finishOnKey: '',
    method: 'POST',
    action: settings.publicBaseUrl + paths.accepted,
  });
  say(gather, words);
  document.hangup();
  return document.toString();
}

/** An empty document joins the two callers; anything but a 1 lets the leg go. */
export function encodeAccepted(isAccepted: boolean): string {
  const document = new VoiceResponse();
  if (!isAccepted) document.hangup();
  return document.toString();
}

/**
 * What a caller hears when the service itself cannot answer: an apology, and the general line's telephones. It needs no
 * database and no conversation.
 */
export function encodeFallback(words: string, line: Line, after: string): string {
  const document = new VoiceResponse();
  say(document, words);
  const dialling = document.dial({ timeout: ringSeconds });
  for (const { phone } of line.staff.slice(0, maxTargets)) {
    if (/^sips?:/.test(phone)) dialling.sip(phone);
    else dialling.number(phone);
  }
  say(document, after);
  return document.toString();
}
