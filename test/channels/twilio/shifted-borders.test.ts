import fc from 'fast-check';
import { pino } from 'pino';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { expect, test } from 'vitest';
import { twilioEntry } from '../../../src/channels/twilio/entry.js';
import type { TurnTaker } from '../../../src/dialogue/sessions.js';
import type { CaseStore } from '../../../src/domain/cases/stores.js';
import type { Turn } from '../../../src/domain/conversation/turn.js';
import type { Signals } from '../../../src/domain/hotline/seats.js';
import { Refusals } from '../../../src/web/refusals.js';

/*
 * Twilio signs names and values one after another: under one signature, the borders between them can be anywhere. Whoever has seen one
 * delivery moves them, and must not get a second call, or a second case, out of it.
 */

const settings = {
  accountSid: `AC${'0a'.repeat(16)}`,
  authToken: 'f'.repeat(32),
  publicBaseUrl: 'https://h.example',
  speech: true,
};
const [call, otherCall] = [`CA${'1b'.repeat(16)}`, `CA${'2c'.repeat(16)}`];
const [recording, otherRecording] = [`RE${'3d'.repeat(16)}`, `RE${'4e'.repeat(16)}`];

type Pair = readonly [name: string, value: string];
type Parameters = Readonly<Record<string, string>>;

/** What came of deliveries: which calls they were of, and which recordings became cases. */
const became = new Set<string>();
const log = pino({ level: 'silent' });
const clock = { now: () => 1_477_015_200_000 };
const note = (turn: Pick<Turn, 'conversationId'> & Partial<Turn>) => {
  became.add(turn.conversationId);
  if (turn.input?.kind === 'recording') became.add(turn.input.recordingId);
  return Promise.resolve({ contentType: 'text/xml', body: '<Response/>' });
};
const turns = {
  take: note,
  hangUp: (conversationId: string) => note({ conversationId }),
  beside: (conversationId: string, work: (conversation: null) => unknown) => {
    became.add(conversationId);
    return work(null);
  },
} as unknown as TurnTaker;
const cases = {
  bySource: async () => null,
  nextNumber: async () => 1,
  open: async ({ sourceId }: { sourceId: string }) => void became.add(sourceId),
} as unknown as CaseStore;
const contents = {} as Parameters & never;
const refusals = new Refusals(log, clock, () => undefined);
const signals: Signals = {
  accepted: async () => true,
  legEnded: async () => undefined,
  dialEnded: async () => ({ outcome: 'answered', settled: Promise.resolve() }),
  callEnded: async () => undefined,
};
const calledBack = {} as Parameters & never;
const aside = { keep: () => undefined };
const entry = twilioEntry({ settings, turns, cases, signals, calledBack, contents, clock, log, refusals, aside });

async function deliver(path: string, pairs: readonly Pair[], signature: string): Promise<number> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  const admission = entry.admit({ method: 'POST', url: path, headers });
  if ('refusal' in admission) return admission.refusal.status;
  return (await admission.answer(Buffer.from(new URLSearchParams(pairs.map(([...pair]) => pair)).toString()))).status;
}

const common: Parameters = {
  ...{ AccountSid: settings.accountSid, ApiVersion: '2010-04-01', CallSid: call, CallStatus: 'in-progress' },
  ...{ Called: '+862265661890', Caller: '+8613800138000', Direction: 'inbound', From: '+8613800138000' },
  ...{ FromCity: 'Tianjin', FromCountry: 'CN', To: '+862265661890', ToCountry: 'CN' },
};
const recorded = {
  RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${settings.accountSid}/Recordings/${recording}`,
  ...{ RecordingSid: recording, RecordingDuration: '7' },
};
const genuine: readonly [path: string, parameters: Parameters][] = [
  ['/phone/twilio/voice', { ...common, CallStatus: 'ringing' }],
  ['/phone/twilio/turn?step=1', { ...common, Digits: '5' }],
  [
    '/phone/twilio/dialled?step=2',
    { ...common, DialBridged: 'true', DialCallSid: otherCall, DialCallStatus: 'completed' },
  ],
  ['/phone/twilio/recorded?step=3', { ...common, ...recorded, Digits: '#' }],
  ['/phone/twilio/recording', { ...common, ...recorded, RecordingStatus: 'completed' }],
  ['/phone/twilio/status', { ...common, CallStatus: 'completed' }],
  // What a caller can write into a call, by words or by the headers of SIP, to be cut out of it later.
  ['/phone/twilio/turn?step=1', { ...common, SpeechResult: `CallSid${otherCall}Z` }],
  ['/phone/twilio/voice', { ...common, SipHeader_X: `aCallSid${otherCall}CallStatusringing` }],
  ['/phone/twilio/voice', { ...common, CallerName: `CallSid${otherCall}CallSid${call}` }],
  ['/phone/twilio/voice', { ...common, From: `sip:CallSid${otherCall}@h.example` }],
  [
    '/phone/twilio/recording',
    { ...common, ...recorded, RecordingStatus: 'completed', Remark: `RecordingSid${otherRecording}` },
  ],
  [
    '/phone/twilio/recorded?step=3',
    { ...common, ...recorded, From: `RecordingSid${otherRecording}RecordingUrlhttps://a/b` },
  ],
];

const sorted = (parameters: Parameters): Pair[] => Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
const textOf = (pairs: readonly Pair[]) => pairs.flat().join('');

/** Borders that Twilio's names, and the ids behind them, give; whoever forges would cut there. */
function likelyCuts(text: string): number[] {
  const cuts = new Set<number>();
  for (const { index, 0: found } of text.matchAll(
    /[A-Z][A-Za-z]*?Sid|CallSi|(?:CA|RE|AC)[0-9a-f]{32}|CallStatus|Digits|From|Recording\w*?(?=\d|completed|http)|completed|ringing/g,
  ))
    for (const at of [index, index + 1, index + found.length, index + found.length - 1]) cuts.add(at);
  return [...cuts].filter((at) => at > 0 && at < text.length).sort((a, b) => a - b);
}

/** Cuts a signed text into names and values anew. @returns null where the names are not in their order, so that the signature would not fit */
function recut(text: string, cuts: readonly number[]): Pair[] | null {
  const at = [0, ...new Set(cuts)].sort((a, b) => a - b);
  if (at.length % 2 === 1) at.push(text.length);
  const pieces = at.map((from, n) => text.slice(from, at[n + 1] ?? text.length));
  const pairs: Pair[] = [];
  for (let n = 0; n < pieces.length; n += 2) pairs.push([pieces[n] ?? '', pieces[n + 1] ?? '']);
  const isOrdered = pairs.every(([name], n) => n === 0 || (pairs[n - 1]?.[0] ?? '') < name);
  return isOrdered && textOf(pairs) === text ? pairs : null;
}

test.each(genuine)('%s: under one signature there is one call, and one case (%#)', async (path, parameters) => {
  const pairs = sorted(parameters);
  const text = textOf(pairs);
  const signature = getExpectedTwilioSignature(settings.authToken, settings.publicBaseUrl + path, parameters);
  const ownCuts = pairs.flatMap(([name, value], n) => {
    const from = textOf(pairs.slice(0, n)).length;
    return [from, from + name.length, from + name.length + value.length];
  });
  const places = [...new Set([...ownCuts, ...likelyCuts(text)])];
  const allowed = new Set([`call:${call}`, `recording:${recording}`]);
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(ownCuts.slice(1, -1)),
      fc.uniqueArray(fc.oneof(fc.constantFrom(...places), fc.nat(text.length)), { maxLength: 6 }),
      async (kept, moved) => {
        const forged = recut(text, [...kept, ...moved]);
        if (!forged) return;
        tried += 1;
        became.clear();
        await deliver(path, forged, signature);
        expect(
          [...became].filter((one) => !allowed.has(one)),
          JSON.stringify(forged),
        ).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
  expect(tried).toBeGreaterThan(50);
});

test('by hand: the borders that a forger would choose', async () => {
  for (const [path, parameters] of genuine) {
    const text = textOf(sorted(parameters));
    const signature = getExpectedTwilioSignature(settings.authToken, settings.publicBaseUrl + path, parameters);
    for (const id of [otherCall, otherRecording]) {
      const name = id === otherCall ? 'CallSid' : 'RecordingSid';
      const at = text.indexOf(`${name}${id}`);
      if (at < 0) continue;
      const account = text.indexOf('ApiVersion');
      // Everything between the account and the other id disappears in one field, or in two whose names are in order.
      const cuts = [10, account, at, at + name.length, at + name.length + id.length, text.length - 1];
      for (const more of [
        [account + 1],
        [account + 3, text.indexOf('CallStatus') + 5],
        [text.indexOf(call), text.indexOf(call) + 34, text.indexOf('CallStatus') + 5],
      ]) {
        const forged = recut(text, [...cuts, ...more]);
        became.clear();
        if (forged) await deliver(path, forged, signature);
        expect([...became].filter((one) => one.endsWith(id))).toEqual([]);
      }
    }
  }
});

test('what was signed is taken as it was signed, but for what a caller wrote to be cut out of it', async () => {
  const statuses = await Promise.all(
    genuine.map(([path, parameters]) =>
      deliver(
        path,
        sorted(parameters),
        getExpectedTwilioSignature(settings.authToken, settings.publicBaseUrl + path, parameters),
      ),
    ),
  );
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 400, 400, 400, 400, 400, 400]);
});

test('no end of an address becomes the name of a field', async () => {
  for (const [path, ends] of [
    ['/phone/twilio/turn?step=12', [1, 2, 7, 8]],
    ['/phone/twilio/dialled?step=31', [1]],
    ['/phone/twilio/fallback?after=recorded', [9, 15]],
    ['/phone/twilio/whisper?line=general', [8, 13]],
    ['/phone/twilio/voice/', [1]],
  ] as const) {
    const parameters = { ...common, DialCallStatus: 'busy' };
    const signature = getExpectedTwilioSignature(settings.authToken, settings.publicBaseUrl + path, parameters);
    for (const end of ends) {
      became.clear();
      const forged = [[path.slice(-end), ''] as const, ...sorted(parameters)];
      expect(await deliver(path.slice(0, -end), forged, signature), `${path} without ${end}`).toBeGreaterThanOrEqual(
        400,
      );
      expect(became).toEqual(new Set());
    }
  }
});

test('an id that is hidden in a field given twice is found', async () => {
  const path = '/phone/twilio/voice';
  // Twilio signs the name before each of the two values.
  const hiding = { ...common, ZCallSid: ['A', otherCall] } as unknown as Parameters;
  const signature = getExpectedTwilioSignature(settings.authToken, settings.publicBaseUrl + path, hiding);
  const pairs = [...sorted(common), ['ZCallSid', 'A'], ['ZCallSid', otherCall]] as const;
  expect(await deliver(path, pairs, signature)).toBe(400);
});
