import type { KeyInput, Reply } from '../../domain/conversation/reply.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { type Leg, mostLegs, type RingPlan } from '../../domain/hotline/ring-plan.js';
import { legalText } from '../../domain/language/legal-text.js';
import { pieces } from '../../domain/language/pieces.js';
import type { Apology } from '../telephone/apology.js';
import { paths, type TwilioSettings } from './settings.js';
import { type Attributes, document, element, text } from './twiml.js';

const voice = { language: 'cmn-CN', voice: 'Polly.Zhiyu-Neural' } as const;
/** Twilio refuses a Say of more than 4,500 characters as they are in an address: a Chinese one is nine. */
const mostSaid = 450;
/** Nobody listens for longer than a quarter of an hour, and Twilio refuses a document of more than 64 kB. */
const mostAtOnce = 4000;
const maxHints = 40;

/**
 * Writes replies as TwiML. What is said before a question stands inside its Gather, so that any key cuts it short; after
 * each Gather a Redirect carries on when nothing comes, so that nobody is left in silence.
 * @param step the number that the next delivery of this call will carry
 */
export function encode(replies: readonly Reply[], step: number, settings: TwilioSettings): Answer {
  const verbs: string[] = [];
  let before = '';
  for (const reply of replies) {
    if (reply.verb === 'say' || reply.verb === 'card') before += say(reply.words);
    else {
      verbs.push(...written(reply, before, (path, more) => linkTo(settings, path, { step, ...more }), settings));
      before = '';
    }
  }
  return xml([...verbs, before]);
}

type Query = Readonly<Record<string, string | number>>;

/**
 * Writes a link back to us. Its parameters are in the order of the alphabet: some of Twilio's servers fetch a link, and sign it, with them
 * sorted, and the signature must fit whatever was fetched.
 */
export function linkTo(
  { publicBaseUrl }: Pick<TwilioSettings, 'publicBaseUrl'>,
  path: string,
  query: Query = {},
): string {
  const parameters = Object.keys(query)
    .sort()
    .map((name) => `${name}=${encodeURIComponent(query[name] ?? '')}`);
  return publicBaseUrl + path + (parameters.length > 0 ? `?${parameters.join('&')}` : '');
}

/** What comes last in an answer. */
type LastReply = Exclude<Reply, { verb: 'say' | 'card' }>;

/** The verbs of a reply that waits for something or ends the call, with what is said before it. */
function written(
  reply: LastReply,
  before: string,
  link: (path: string, more?: Query) => string,
  settings: TwilioSettings,
): readonly string[] {
  const carryOn = element('Redirect', { method: 'POST' }, text(link(paths.turn, { silence: 1 })));
  const said = before + say(reply.words);
  switch (reply.verb) {
    case 'ask':
    case 'choose': {
      const hints = settings.speech ? (reply.hints ?? []) : [];
      const listening = gathering(reply.keys, hints, link(paths.turn));
      return [element('Gather', listening, said), ...listeningOn(reply.keys, listening), carryOn];
    }
    case 'connect':
      return [
        heardMeanwhile(said, reply.keys, link(paths.turn)),
        dial(reply.plan, link(paths.dialled, offerIn(reply.plan)), settings),
      ];
    case 'record':
      return [
        heardMeanwhile(said, beforeTheBeep, link(paths.turn)),
        record(reply.maxSeconds, link(paths.recorded), settings),
        carryOn,
      ];
    case 'end':
      return [said, element('Hangup')];
  }
}

/** A second is the least that is listened after the words. */
const beforeTheBeep: KeyInput = { count: 1, hashEnds: false, waitSeconds: 1 };

/** A key that is pressed while it is said leads to the next turn; where none is, the document goes on: it rings, or records. */
function heardMeanwhile(said: string, keys: KeyInput | undefined, action: string): string {
  return keys === undefined || said === '' ? said : element('Gather', gathering(keys, [], action), said);
}

function say(words: string): string {
  if (legalText(words) === '') return '';
  return pieces(words.slice(0, mostAtOnce), mostSaid)
    .map((piece) => element('Say', voice, text(piece)))
    .join('');
}

/**
 * A Gather has one time for the first key and for each next one: the shorter. Whoever has pressed nothing is listened to by further ones,
 * without a word, until the time for the first key is over.
 */
function listeningOn(
  { waitSeconds, betweenSeconds = waitSeconds }: KeyInput,
  listening: Attributes,
): readonly string[] {
  const more = Math.ceil(waitSeconds / betweenSeconds) - 1;
  return Array.from({ length: more }, () => element('Gather', listening));
}

/** Speech is listened to only where there are hints of what may be said. */
function gathering(keys: KeyInput, hints: readonly string[], action: string): Attributes {
  const speech = { language: 'cmn-Hans-CN', speechTimeout: 'auto', hints: hints.slice(0, maxHints).join(',') };
  return {
    action,
    input: hints.length > 0 ? 'dtmf speech' : 'dtmf',
    method: 'POST',
    timeout: keys.betweenSeconds ?? keys.waitSeconds,
    finishOnKey: keys.hashEnds ? '#' : '',
    ...(keys.count !== null && { numDigits: keys.count }),
    ...(hints.length > 0 && speech),
  };
}

function record(maxSeconds: number, action: string, settings: TwilioSettings): string {
  return element('Record', {
    action,
    method: 'POST',
    maxLength: maxSeconds,
    // Whoever thinks first is waited for.
    timeout: 10,
    finishOnKey: '#0*',
    playBeep: true,
    recordingStatusCallback: linkTo(settings, paths.recording),
    recordingStatusCallbackEvent: 'completed absent',
  });
}

/**
 * Rings the legs of a plan at once. Each has its own links, so that whoever picks up hears what was offered to them, and what comes of
 * it is told of them.
 */
function dial(plan: RingPlan, action: string, settings: TwilioSettings): string {
  const attributes = { action, method: 'POST', timeout: plan.ringSeconds, answerOnBridge: true };
  return element(
    'Dial',
    attributes,
    targets(plan.legs, (leg) => linksOf(leg, plan, settings)),
  );
}

function linksOf({ offerId }: Leg, { line }: RingPlan, settings: TwilioSettings): Attributes {
  if (offerId === undefined) return { url: linkTo(settings, paths.whisper, { line }), method: 'POST' };
  return {
    url: linkTo(settings, paths.whisper, { line, offer: offerId }),
    method: 'POST',
    statusCallback: linkTo(settings, paths.leg, { offer: offerId }),
    statusCallbackEvent: 'completed',
    statusCallbackMethod: 'POST',
  };
}

/** @returns what tells a plan's end from that of another: any of its offers */
function offerIn({ legs }: RingPlan): Query {
  const offer = legs.find(({ offerId }) => offerId !== undefined)?.offerId;
  return offer === undefined ? {} : { offer };
}

const nouns = { number: 'Number', sip: 'Sip' } as const;

function targets(legs: readonly Leg[], attributesOf: (leg: Leg) => Attributes): string {
  return legs
    .flatMap((leg) => (leg.kind === 'wechat' ? [] : [element(nouns[leg.kind], attributesOf(leg), text(leg.address))]))
    .slice(0, mostLegs)
    .join('');
}

/**
 * What a colleague hears on picking up: who is calling about what; pressing 1 takes the call.
 * @param offer what was offered to them; null where nobody was reserved
 */
export function encodeWhisper(words: string, offer: string | null, settings: TwilioSettings): Answer {
  const action = linkTo(settings, paths.accepted, offer === null ? {} : { offer });
  const attributes = { numDigits: 1, timeout: 8, finishOnKey: '', method: 'POST', action };
  return xml([element('Gather', attributes, say(words)), element('Hangup')]);
}

/** An empty document joins the two callers; anything but a 1 lets the leg go. */
export function encodeAccepted(isAccepted: boolean): Answer {
  return xml(isAccepted ? [] : [element('Hangup')]);
}

/**
 * What somebody hears who is called back: a key leads on, and silence, as a mailbox's, ends the call.
 * @param isAgain whether they pressed another key than they were told
 */
export function encodeOffer(
  words: string,
  ring: { caseNo: string; attempt: number },
  isAgain: boolean,
  settings: TwilioSettings,
): Answer {
  const again = isAgain ? { again: 1 } : {};
  const action = linkTo(settings, paths.calledBackTaken, { ...again, attempt: ring.attempt, case: ring.caseNo });
  const asked = element('Gather', { numDigits: 1, timeout: 6, finishOnKey: '', method: 'POST', action }, say(words));
  return xml([asked, asked, element('Hangup')]);
}

/** How the message that is taken with an apology may last. */
const maxSorrySeconds = 120;

/**
 * An apology that leads on: whoever is on duty is rung, and a message is taken where nobody is. What comes of either is sent to an address that
 * needs no conversation and no database.
 */
export function encodeSorry(apology: Apology, settings: TwilioSettings): Answer {
  const { words, plan, unattended } = apology;
  if (plan === null) return encodeTakingMessage(unattended, apology, settings);
  return xml([say(words), dial(plan, linkTo(settings, paths.fallback, { after: 'dialled' }), settings)]);
}

/** Takes a message without a conversation; whoever leaves none hears a good-bye. */
export function encodeTakingMessage(words: string, { after }: Apology, settings: TwilioSettings): Answer {
  const action = linkTo(settings, paths.fallback, { after: 'recorded' });
  return xml([say(words), record(maxSorrySeconds, action, settings), say(after)]);
}

/** The end of a call that had no conversation any more. */
export function encodeEnd(words: string): Answer {
  return xml([say(words), element('Hangup')]);
}

/** An apology as a document that needs nothing of ours: no link in it leads back here. */
export function encodeApology({ words, plan, after }: Pick<Apology, 'words' | 'plan' | 'after'>): Answer {
  const ringing = plan
    ? element(
        'Dial',
        { timeout: plan.ringSeconds },
        targets(plan.legs, () => ({})),
      )
    : '';
  return xml([say(words), ringing, say(after)]);
}

/** An answer of these verbs; Twilio does nothing where there are none. */
export function xml(verbs: readonly string[]): Answer {
  return { contentType: 'text/xml; charset=utf-8', body: document(verbs) };
}
