import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { promptsPath } from '../channels/twilio/prompts.js';
import type { PlayablePrompts } from '../content/playable-prompts.js';
import { boundary } from '../web/boundary.js';
import type { Entry } from '../web/delivery.js';
import { plainWords, refusedPlainly, renderPlain } from '../web/plain-face.js';
import { serveEntries } from '../web/serve-entries.js';
import { isFromThisMachine } from '../web/this-machine.js';
import type { Metrics } from './metrics.js';
import { isOperator, requireOperator } from './operators.js';
import type { Readiness } from './readiness.js';

export interface ServerParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  /** Served at `/simulator`, to this machine alone; null when it is off. */
  readonly simulator: Router | null;
  /** Served below `/phone/prompts/`: what a provider plays to callers. */
  readonly prompts: Pick<PlayablePrompts, 'pathOf'>;
  /** Every page, served behind everything else; it has a boundary of its own for whoever reads pages. */
  readonly pages: Express;
  /** Served at `/api/v1`; it has a boundary of its own. */
  readonly openApi: Express;
  /** The channels' ways in, served before anything else. */
  readonly entries: readonly Entry[];
  /** Shows its bearer what strangers may not see; null: nobody elsewhere sees it. */
  readonly operationsToken: string | null;
}

/** What answers every request: channels straight from node:http, since their turns are what matters; pages and operations by Express. */
export function createServer({
  log,
  metrics,
  readiness,
  simulator,
  prompts,
  pages,
  openApi,
  entries,
  operationsToken,
}: ServerParts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');

  app.use(
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', async (request, response) => {
    const { ready, detail } = await readiness();
    response.status(ready ? 200 : 503).json({ ready, ...(isOperator(request, operationsToken) && detail) });
  });
  app.get('/metrics', async (request, response) => {
    requireOperator(request, operationsToken);
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.get(`${promptsPath}:file`, sendPrompt(prompts));
  app.use('/api/v1', openApi);
  if (simulator) app.use('/simulator', onlyFromThisMachine, simulator);
  app.use(pages);
  app.use(() => {
    throw refusedPlainly('no-such-address');
  });
  app.use(boundary({ log, name: 'service', words: plainWords, render: renderPlain }));
  return serveEntries(entries, app, log);
}

/** A provider keeps a copy by its address, which names the very bytes. */
function sendPrompt(prompts: ServerParts['prompts']): RequestHandler {
  return (request, response, next) => {
    const { file = '' } = request.params;
    const path = prompts.pathOf(String(file));
    if (path === null) throw refusedPlainly('no-such-address');
    response.type('audio/wav').sendFile(path, { maxAge: '1h', dotfiles: 'allow' }, (error) => {
      if (error) next(refusedPlainly('no-such-address'));
    });
  };
}

/** The simulator signs as providers do and sets the clock: strangers are told that there is none. */
const onlyFromThisMachine: RequestHandler = (request, _response, next) => {
  if (!isFromThisMachine(request)) {
    throw refusedPlainly(
      'no-such-address',
      'Not found. Whoever works on the machine of the service finds the simulator there, at http://localhost:PORT/simulator/.',
    );
  }
  next();
};
