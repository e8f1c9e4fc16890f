import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { word } from '../../content/wording.js';
import { ReplayRefused, type TurnTaker } from '../../dialogue/sessions.js';
import { withinDeadline } from '../../dialogue/within-deadline.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Content } from '../../domain/content/content.js';
import type { Input } from '../../domain/conversation/turn.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Clock } from '../../domain/time/clock.js';
import * as decode from './decode.js';
import { encode, encodeAccepted, encodeFallback, encodeWhisper } from './encode.js';
import { keepRecording } from './keep-recording.js';
import { type PhoneSettings, paths } from './settings.js';
import { signedByTwilio } from './signature.js';
import { document } from './twiml.js';

export interface PhoneDependencies {
  readonly settings: PhoneSettings;
  readonly turns: TurnTaker;
  readonly cases: CaseStore;
  readonly content: () => Content;
  readonly clock: Clock;
  readonly log: Logger;
}

const emptyResponse = document([]);

/** The telephone through Twilio: every webhook below `/phone/twilio/`. */
export function phoneRouter(dependencies: PhoneDependencies): Router {
  const { settings, turns, clock, log, content } = dependencies;
  const router = express.Router({ caseSensitive: true });
  const readForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 });
  const checkSignature = signedByTwilio(settings);

  const post = (path: string, answer: (request: Request, response: Response) => Promise<void> | void): void => {
    router.post(path, onlyForms, readForm, checkSignature, async (request, response) => {
      try {
        await answer(request, response);
      } catch (error) {
        refuseOrApologise(error, request, response);
      }
    });
    router.all(path, (_request, response) => {
      response.status(405).set('Allow', 'POST').type('text/plain').send('Method not allowed: use POST.\n');
    });
  };

  const take = async (request: Request, response: Response, step: number, inputOf: InputReader): Promise<void> => {
    const read = decode.readParameters(request.body);
    const turn = decode.turnOf(read, step, inputOf(read), clock.now());
    const work = turns.take(turn, (replies, conversation) => encode(replies, conversation.revision, settings));
    const answer = await withinDeadline(work, answerWithinMs);
    if (!answer) throw new Error(`no answer within ${answerWithinMs / 1000} s: the database is slow or silent`);
    response.type(answer.contentType).send(answer.body);
  };

  post(paths.voice, (request, response) => take(request, response, 0, () => ({ kind: 'arrival' })));
  post(paths.turn, (request, response) =>
    take(request, response, decode.readStep(request.query.step), decode.gathered),
  );
  post(paths.dialled, (request, response) =>
    take(request, response, decode.readStep(request.query.step), decode.dialled),
  );
  post(paths.recorded, (request, response) =>
    take(request, response, decode.readStep(request.query.step), decode.recorded),
  );

  // The recording's own callback comes even when the caller hung up in the middle: the message is kept all the same.
  post(paths.recording, async (request, response) => {
    const read = decode.readParameters(request.body);
    const input = decode.recorded(read);
    if (input.kind === 'recording') await keepRecording(read, input, dependencies);
    response.type('text/xml').send(emptyResponse);
  });

  // Statuses come late, twice and out of order; only an end matters, and it is the same however often it comes.
  post(paths.status, async (request, response) => {
    const read = decode.readParameters(request.body);
    if (isOver(read.CallStatus)) await turns.hangUp(decode.conversationIdOf(read));
    response.type('text/xml').send(emptyResponse);
  });

  post(paths.whisper, (request, response) => {
    const asked = request.query.line;
    const lines = content().lines;
    const line = lines.get(typeof asked === 'string' ? asked : 'general') ?? lines.get('general');
    const words = word(content(), 'voice', sentence('handoff.whisper', { line: line?.name ?? '' }));
    response.type('text/xml').send(encodeWhisper(words, settings));
  });
  post(paths.accepted, (request, response) => {
    const { Digits } = decode.readParameters(request.body);
    response.type('text/xml').send(encodeAccepted(Digits === '1'));
  });
  post(paths.fallback, (_request, response) => {
    response.type('text/xml').send(fallback(content()));
  });

  /** What cannot be read is refused; anything unexpected is logged, and the caller reaches a person. */
  function refuseOrApologise(error: unknown, request: Request, response: Response): void {
    if (error instanceof decode.Unreadable) response.status(400).type('text/plain').send(`${error.message}\n`);
    else if (error instanceof ReplayRefused) response.status(409).type('text/plain').send(`${error.message}\n`);
    else {
      const call = (request.body as { CallSid?: unknown }).CallSid;
      log.error({ err: error, call, path: request.path }, 'a phone turn failed; the caller was offered a person');
      response.type('text/xml').send(fallback(content()));
    }
  }
  return router;
}

/** Twilio waits 15 s, and then the caller hears nothing of ours any more. */
const answerWithinMs = 10_000;

type InputReader = (read: decode.VoiceParameters) => Input;

const onlyForms: RequestHandler = (request, response, next) => {
  if (request.is('application/x-www-form-urlencoded')) next();
  else
    response.status(415).type('text/plain').send('Unsupported media type: send application/x-www-form-urlencoded.\n');
};

/** The static document for Twilio's fallback URL: an apology and a person, needing nothing else to work. */
export function fallback(content: Content): string {
  const general = content.lines.get('general');
  if (!general) throw new Error(`content ${content.version} has no general line`);
  const say = (phrase: 'sorry' | 'fallback.after'): string => word(content, 'voice', sentence(phrase));
  return encodeFallback(say('sorry'), general, say('fallback.after'));
}

function isOver(status: string | undefined): boolean {
  return status !== undefined && ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status);
}
