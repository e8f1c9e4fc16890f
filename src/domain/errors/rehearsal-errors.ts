import type { ExplainedError } from './explained-error.js';

/** What is met by whoever tries the service out: with transcripts, or at the simulator. */
export const rehearsalErrors = {
  'cannot-perform': {
    metBy: ['stand-in'],
    meaning: 'A line of a transcript cannot be done on this channel, or not at this point.',
    remedy: 'Write one of the acts that test/conversations/README.md lists.',
  },
  'not-captured': {
    metBy: ['stand-in'],
    meaning: 'An input of a transcript gives back what no expectation before it has caught.',
    remedy: 'Write the name in braces in an expectation above.',
  },
  'provider-refused': {
    metBy: ['stand-in'],
    meaning: 'The provider would not take an answer of ours; `providerCode` is the code it would give.',
    remedy: 'Mend what writes the answer: a caller would hear an error, and a chat see nothing.',
  },
  'transcript-refused': {
    metBy: ['operator', 'stand-in'],
    meaning: 'A transcript is not written as one.',
    remedy: 'Correct each line that is named.',
  },
  'unreadable-cipher': {
    metBy: ['stand-in'],
    meaning:
      'What is sealed as WeChat seals opens with none of our keys, or opens to something that WeChat never writes.',
    remedy: 'Compare WECHAT_ENCODING_AES_KEY and WECHAT_APP_ID; a delivery like that is refused as `forbidden`.',
  },
} as const satisfies Readonly<Record<string, ExplainedError>>;
