/** What Twilio's channel is told by the environment. */
export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** Where Twilio reaches us, without a slash at the end; signatures are checked and links made with it. */
  readonly publicBaseUrl: string;
  /** Whether callers may speak instead of pressing keys; keys always suffice. */
  readonly speech: boolean;
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
  fallback: '/phone/twilio/fallback',
} as const;
