import { Unavailable } from '../../domain/care/unavailable.js';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Input } from '../../domain/conversation/turn.js';
import { withinDeadline } from '../../web/within-deadline.js';
import { conversationIdOf, turnOf } from '../telephone/call.js';
import { closeCall } from '../telephone/close-call.js';
import { keepOrSetAside } from '../telephone/keep-recording.js';
import { afterFault } from './after-fault.js';
import { calledBackWebhooks } from './called-back.js';
import type { Shapes } from './decode.js';
import * as decode from './decode.js';
import type { TwilioDependencies } from './dependencies.js';
import { encode, xml } from './encode.js';
import { legWebhooks } from './leg-webhooks.js';
import { withPrompts } from './prompts.js';
import { paths, prefix } from './settings.js';
import type { Delivery, TakeTurn, Webhook } from './webhook.js';

/** Twilio waits 15 s, and then the caller hears nothing of ours any more. */
const answerWithinMs = 10_000;

const nothing = xml([]);

/** Where a call goes on: each takes a turn. */
type Step = 'voice' | 'turn' | 'dialled' | 'recorded';

/** What is answered at each path: a delivery is read, becomes a turn or a note, and the answer is written. */
export function webhooks(dependencies: TwilioDependencies): Readonly<Record<keyof typeof paths, Webhook>> {
  const { settings, log } = dependencies;
  const take = takingTurns(dependencies);
  const steps = stepWebhooks(dependencies, take);

  return {
    ...steps,

    // The recording's own callback comes even when the caller hung up in the middle: the message is kept all the same.
    async recording({ form }) {
      const read = decode.read('recording', form);
      if (read.RecordingStatus !== 'completed') return nothing;
      const input = decode.recorded(read);
      if (input.kind === 'recording') await keepOrSetAside(decode.callOf(read), input, dependencies);
      return nothing;
    },

    // Statuses come late, twice and out of order; only an end matters, and it is the same however often it comes.
    async status({ form }) {
      const read = decode.read('status', form);
      if (decode.isOver(read)) await hangUp(conversationIdOf(read.CallSid), dependencies);
      return nothing;
    },

    ...legWebhooks(dependencies),
    ...calledBackWebhooks(dependencies, take, (conversationId) => hangUp(conversationId, dependencies)),

    // Twilio could not have an answer of ours, and brings what it brought before: the call goes on with it where we are back by now.
    async fallback({ form, query: { after } }) {
      const failed = failedStep(form, settings);
      try {
        if (failed) return await steps[failed.name]({ form, query: failed.query });
      } catch (error) {
        log.warn({ err: error, path: paths.fallback }, 'a call could not be gone on with; a person is rung');
      }
      return afterFault(after === 'dialled' || after === 'recorded' ? after : 'turn', form, dependencies);
    },
  };
}

/** A turn is answered in the time that Twilio waits, or is a fault. */
function takingTurns({ settings, turns, clock, prompts }: TwilioDependencies): TakeTurn {
  return async (call, step, input) => {
    const turn = turnOf(call, step, input, clock.now());
    const work = turns.take(turn, (replies, conversation) =>
      withPrompts(encode(replies, conversation.revision, settings), prompts, settings),
    );
    const answer = await withinDeadline(work, answerWithinMs);
    if (!answer) throw new Error(`no answer within ${answerWithinMs / 1000} s: the database is slow or silent`);
    return answer;
  };
}

function stepWebhooks({ signals, clock }: TwilioDependencies, take: TakeTurn): Readonly<Record<Step, Webhook>> {
  const next =
    <Name extends 'turn' | 'recorded'>(name: Name, inputOf: (read: Shapes[Name]) => Input): Webhook =>
    ({ form, query }) => {
      const read = decode.read(name, form);
      return take(decode.callOf(read), decode.readStep(query.step), inputOf(read));
    };

  return {
    voice({ form }) {
      const read = decode.read('voice', form);
      return take(decode.callOf(read), 0, decode.arrival(read));
    },
    turn: next('turn', decode.gathered),
    recorded: next('recorded', decode.recorded),

    dialled: unlessOver(async ({ form, query }) => {
      const read = decode.read('dialled', form);
      const step = decode.readStep(query.step);
      const conversationId = conversationIdOf(read.CallSid);
      const offer = decode.readOffer(query.offer);
      const end = decode.dialEnd(read);
      const { outcome, settled } = await signals.dialEnded(conversationId, offer, end, clock.now());
      const by = outcome === 'answered' ? read.DialCallSid : undefined;
      const gone = end.isCallerGone && { isCallerGone: true };
      const turn = take(decode.callOf(read), step, { kind: 'transferred', outcome, ...(by && { by }), ...gone });
      return (await Promise.all([turn, settled]))[0];
    }),
  };
}

/** Which of our own addresses Twilio had no answer from; null for none that a call goes on at. */
function failedStep(
  form: unknown,
  { publicBaseUrl }: TwilioDependencies['settings'],
): { readonly name: Step; readonly query: Delivery['query'] } | null {
  const { ErrorUrl } = decode.read('fallback', form);
  if (ErrorUrl === undefined || !ErrorUrl.startsWith(`${publicBaseUrl}${prefix}`)) return null;
  const { pathname, searchParams } = new URL(ErrorUrl);
  const name = (['voice', 'turn', 'dialled', 'recorded'] as const).find((one) => pathname.endsWith(paths[one]));
  return name === undefined ? null : { name, query: Object.fromEntries(searchParams) };
}

/** Twilio also asks what comes after the ringing when the caller has hung up in the middle of it: nothing, and that is no fault. */
function unlessOver(webhook: Webhook): Webhook {
  return async (delivery) => {
    try {
      return await webhook(delivery);
    } catch (error) {
      if (error instanceof Replayed && error.isOver) return nothing;
      throw error;
    }
  };
}

async function hangUp(conversationId: string, { turns, signals, aside, clock }: TwilioDependencies): Promise<void> {
  const at = clock.now();
  try {
    await closeCall(conversationId, at, { turns, signals });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    // Nothing of it is lost: it is done again when turns can be stored.
    aside.keep({ kind: 'hang-up', conversationId, at });
  }
}
