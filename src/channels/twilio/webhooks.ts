import type { Logger } from 'pino';
import type { ContentSource, TurnTaker } from '../../dialogue/sessions.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Answer } from '../../domain/conversation/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { withinDeadline } from '../../web/within-deadline.js';
import { conversationIdOf, turnOf } from '../telephone/call.js';
import { keepRecording } from '../telephone/keep-recording.js';
import { acceptKey, whisperTo } from '../telephone/whisper.js';
import * as decode from './decode.js';
import { encode, encodeAccepted, encodeWhisper, xml } from './encode.js';
import { fallback } from './fallback.js';
import type { paths, TwilioSettings } from './settings.js';

export interface TwilioDependencies {
  readonly settings: TwilioSettings;
  readonly turns: TurnTaker;
  readonly cases: CaseStore;
  readonly contents: ContentSource;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One request of Twilio's, whose signature has been checked. */
export interface Delivery {
  readonly form: unknown;
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * Answers one kind of delivery.
 * @throws Refused for one that cannot be read, Replayed for one that was answered long ago
 */
export type Webhook = (delivery: Delivery) => Answer | Promise<Answer>;

/** Twilio waits 15 s, and then the caller hears nothing of ours any more. */
const answerWithinMs = 10_000;

const nothing = xml([]);

/** What is answered at each path: a delivery is read, becomes a turn or a note, and the answer is written. */
export function webhooks(dependencies: TwilioDependencies): Readonly<Record<keyof typeof paths, Webhook>> {
  const { settings, turns, contents, clock } = dependencies;

  const take = async (read: decode.VoiceParameters, step: number, input: Input): Promise<Answer> => {
    const turn = turnOf(decode.callOf(read), step, input, clock.now());
    const work = turns.take(turn, (replies, conversation) => encode(replies, conversation.revision, settings));
    const answer = await withinDeadline(work, answerWithinMs);
    if (!answer) throw new Error(`no answer within ${answerWithinMs / 1000} s: the database is slow or silent`);
    return answer;
  };
  const next =
    (inputOf: (read: decode.VoiceParameters) => Input): Webhook =>
    ({ form, query }) => {
      const read = decode.readParameters(form);
      return take(read, decode.readStep(query.step), inputOf(read));
    };

  return {
    voice: ({ form }) => take(decode.readParameters(form), 0, { kind: 'arrival' }),
    turn: next(decode.gathered),
    dialled: next(decode.dialled),
    recorded: next(decode.recorded),

    // The recording's own callback comes even when the caller hung up in the middle: the message is kept all the same.
    async recording({ form }) {
      const read = decode.readParameters(form);
      const input = decode.recorded(read);
      if (input.kind === 'recording') await keepRecording(decode.callOf(read), input, dependencies);
      return nothing;
    },

    // Statuses come late, twice and out of order; only an end matters, and it is the same however often it comes.
    async status({ form }) {
      const read = decode.readParameters(form);
      if (decode.isOver(read)) await turns.hangUp(conversationIdOf(read.CallSid));
      return nothing;
    },

    async whisper({ form, query }) {
      const line = typeof query.line === 'string' ? query.line : 'general';
      return encodeWhisper(await whisperTo(decode.callerOf(form), line, dependencies), settings);
    },

    accepted: ({ form }) => encodeAccepted(decode.readParameters(form).Digits === acceptKey),

    fallback: () => fallback(contents.current),
  };
}
