import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { Unreadable } from './decode.js';
import { fallback } from './fallback.js';
import { paths } from './settings.js';
import { signedByTwilio } from './signature.js';
import { type TwilioDependencies, type Webhook, webhooks } from './webhooks.js';

/** The telephone through Twilio: every webhook below `/phone/twilio/`, each a signed form. */
export function twilioRouter(dependencies: TwilioDependencies): Router {
  const { settings, log, contents } = dependencies;
  const router = express.Router({ caseSensitive: true });
  const readForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 });
  const checkSignature = signedByTwilio(settings);

  const serve = (path: string, webhook: Webhook): void => {
    router.post(path, onlyForms, readForm, checkSignature, async (request, response) => {
      try {
        send(await webhook({ form: request.body, query: request.query }), response);
      } catch (error) {
        refuseOrApologise(error, request, response);
      }
    });
    router.all(path, (_request, response) => {
      response.status(405).set('Allow', 'POST').type('text/plain').send('Method not allowed: use POST.\n');
    });
  };
  const answers = webhooks(dependencies);
  for (const name of Object.keys(paths) as (keyof typeof paths)[]) serve(paths[name], answers[name]);

  /** What cannot be read is refused; anything unexpected is logged, and the caller reaches a person. */
  function refuseOrApologise(error: unknown, request: Request, response: Response): void {
    if (error instanceof Unreadable) response.status(400).type('text/plain').send(`${error.message}\n`);
    else if (error instanceof Replayed) response.status(409).type('text/plain').send(`${error.message}\n`);
    else {
      const call = (request.body as { CallSid?: unknown }).CallSid;
      log.error({ err: error, call, path: request.path }, 'a phone turn failed; the caller was offered a person');
      send(fallback(contents.current), response);
    }
  }
  return router;
}

const onlyForms: RequestHandler = (request, response, next) => {
  if (request.is('application/x-www-form-urlencoded')) next();
  else
    response.status(415).type('text/plain').send('Unsupported media type: send application/x-www-form-urlencoded.\n');
};

function send({ contentType, body }: Answer, response: Response): void {
  response.type(contentType).send(body);
}
