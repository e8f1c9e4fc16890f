import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { baseAddress, flag, optional, type ReadVariables, type SecretOf, text } from '../../web/variables.js';

/** What Twilio's channel is told by the environment. */
export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** Where Twilio reaches us, without a slash at the end; signatures are checked and links made with it. */
  readonly publicBaseUrl: string;
  /** Whether callers may speak instead of pressing keys; keys always suffice. */
  readonly speech: boolean;
}

/** What the environment says of the telephone. */
export interface TwilioConfig extends Omit<TwilioSettings, 'publicBaseUrl'> {
  /** Where Twilio's own addresses are, without a slash at the end; null: they are not called, since the secrets are made up. */
  readonly apiBase: string | null;
  /** The number of the hotline, from which whoever asked for it is called back; null: colleagues call. */
  readonly callerId: string | null;
}

/** What the environment may say of it. */
export const twilioVariables = {
  TWILIO_ACCOUNT_SID: text,
  TWILIO_AUTH_TOKEN: text,
  TWILIO_API_BASE: baseAddress('must be an address, without ? or #'),
  PHONE_SPEECH: flag,
  TWILIO_CALLER_ID: optional(z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +85221234567')),
};

/** @returns the settings but for the public address, which is everybody's; without secrets, some are made up */
export function twilioSettings(read: ReadVariables<typeof twilioVariables>, secretOf: SecretOf): TwilioConfig {
  return {
    accountSid: read.TWILIO_ACCOUNT_SID ?? `AC${randomBytes(16).toString('hex')}`,
    authToken: secretOf('TWILIO_AUTH_TOKEN', read.TWILIO_AUTH_TOKEN, () => randomBytes(16).toString('hex')),
    speech: read.PHONE_SPEECH === 'on',
    apiBase: apiBaseIn(read),
    callerId: read.TWILIO_CALLER_ID ?? null,
  };
}

function apiBaseIn({ TWILIO_API_BASE, TWILIO_AUTH_TOKEN }: ReadVariables<typeof twilioVariables>): string | null {
  if (TWILIO_API_BASE !== undefined) return TWILIO_API_BASE.replace(/\/+$/, '');
  return TWILIO_AUTH_TOKEN === undefined ? null : 'https://api.twilio.com';
}

/** @returns what production does not start with: without its account's id, nothing of Twilio's would be believed */
export function twilioProblems({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN }: NodeJS.ProcessEnv): string[] {
  if (!TWILIO_ACCOUNT_SID && !TWILIO_AUTH_TOKEN) return [];
  const problems: string[] = [];
  if (!/^AC[0-9a-f]{32}$/.test(TWILIO_ACCOUNT_SID ?? ''))
    problems.push('TWILIO_ACCOUNT_SID must be AC and 32 digits or letters a-f, as the console shows it.');
  if (!/^[0-9a-f]{32}$/.test(TWILIO_AUTH_TOKEN ?? ''))
    problems.push('TWILIO_AUTH_TOKEN must be 32 digits or letters a-f, as the console shows it.');
  return problems;
}

/** What every path of ours below the public address begins with. */
export const prefix = '/phone/twilio/';

/** Paths below the public address. */
export const paths = {
  voice: '/phone/twilio/voice',
  turn: '/phone/twilio/turn',
  dialled: '/phone/twilio/dialled',
  recorded: '/phone/twilio/recorded',
  recording: '/phone/twilio/recording',
  status: '/phone/twilio/status',
  whisper: '/phone/twilio/whisper',
  accepted: '/phone/twilio/accepted',
  leg: '/phone/twilio/leg',
  calledBack: '/phone/twilio/called-back',
  calledBackTaken: '/phone/twilio/called-back-taken',
  calledBackOver: '/phone/twilio/called-back-over',
  fallback: '/phone/twilio/fallback',
} as const;
