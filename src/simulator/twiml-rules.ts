/** What Twilio takes: verbs and nouns, their attributes, and what may stand in what. */
export interface ElementRule {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly children: readonly string[];
  readonly text: boolean;
}

const anyText = /^.*$/su;
const address = /^(https?:\/\/\S+|\/\S*|[\w.?=&%/-]+)$/;
const method = /^(GET|POST)$/;
const seconds = /^\d{1,5}$/;
const truth = /^(true|false)$/;
/** A Gather's recogniser wants cmn-Hans-CN; zh-CN is refused there. */
const gatherLanguage = /^(cmn-Hans-CN|cmn-Hans-HK|cmn-Hant-TW|yue-Hant-HK|en-US|en-GB)$/;
const sayLanguage = /^(cmn-CN|zh-CN|zh-HK|zh-TW|en-US|en-GB)$/;
const webhook = { url: address, method } as const;
const legStatus = { statusCallback: address, statusCallbackEvent: anyText, statusCallbackMethod: method } as const;

const spoken = ['Say', 'Play', 'Pause'] as const;

export const rules: Readonly<Record<string, ElementRule>> = {
  Response: {
    attributes: {},
    children: [...spoken, 'Gather', 'Redirect', 'Dial', 'Record', 'Hangup', 'Reject', 'Enqueue', 'Leave'],
    text: false,
  },
  Say: {
    attributes: { voice: /^(alice|man|woman|(Polly|Google)\.[\w-]+)$/, language: sayLanguage, loop: seconds },
    children: [],
    text: true,
  },
  Play: { attributes: { loop: seconds, digits: /^[0-9wW*#]+$/ }, children: [], text: true },
  Pause: { attributes: { length: seconds }, children: [], text: false },
  Gather: {
    attributes: {
      input: /^(dtmf|speech|dtmf speech|speech dtmf)$/,
      action: address,
      method,
      timeout: seconds,
      numDigits: /^[1-9]\d{0,3}$/,
      finishOnKey: /^[0-9*#]*$/,
      language: gatherLanguage,
      speechTimeout: /^(auto|\d{1,2})$/,
      speechModel: anyText,
      hints: anyText,
      bargeIn: truth,
      actionOnEmptyResult: truth,
      profanityFilter: truth,
      enhanced: truth,
    },
    children: spoken,
    text: false,
  },
  Redirect: { attributes: { method }, children: [], text: true },
  Dial: {
    attributes: {
      action: address,
      method,
      timeout: /^([5-9]|\d{2}|[1-5]\d{2}|600)$/,
      hangupOnStar: truth,
      timeLimit: seconds,
      callerId: anyText,
      record: anyText,
      answerOnBridge: truth,
      sequential: truth,
    },
    children: ['Number', 'Sip', 'Client', 'Queue', 'Conference'],
    text: true,
  },
  Number: { attributes: { ...webhook, ...legStatus, sendDigits: /^[0-9wW*#]+$/ }, children: [], text: true },
  Sip: { attributes: { ...webhook, ...legStatus, username: anyText, password: anyText }, children: [], text: true },
  Client: { attributes: { ...webhook, ...legStatus }, children: [], text: true },
  Queue: { attributes: { ...webhook }, children: [], text: true },
  Conference: { attributes: { waitUrl: address, beep: anyText }, children: [], text: true },
  Record: {
    attributes: {
      action: address,
      method,
      timeout: seconds,
      finishOnKey: /^[0-9*#]*$/,
      maxLength: /^[1-9]\d{0,4}$/,
      playBeep: truth,
      trim: /^(trim-silence|do-not-trim)$/,
      recordingStatusCallback: address,
      recordingStatusCallbackMethod: method,
      recordingStatusCallbackEvent: /^(in-progress|completed|absent)( (in-progress|completed|absent))*$/,
      transcribe: truth,
    },
    children: [],
    text: false,
  },
  Hangup: { attributes: {}, children: [], text: false },
  Reject: { attributes: { reason: /^(rejected|busy)$/ }, children: [], text: false },
  Enqueue: {
    attributes: { action: address, method, waitUrl: address, waitUrlMethod: method },
    children: ['Task'],
    text: true,
  },
  Leave: { attributes: {}, children: [], text: false },
};

/** What a Dial may ring. */
export const targetShapes: Readonly<Record<string, RegExp>> = {
  Number: /^\+[1-9]\d{6,14}$/,
  Client: /^\S{1,121}$/,
  Sip: /^sips?:[^@\s]+@[\w.-]+(:\d{1,5})?([;?]\S*)?$/,
};
