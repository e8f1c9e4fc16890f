import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

/** What `/readyz` tells. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface ServerParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  /** Served at `/simulator`; null in production. */
  readonly simulator: Router | null;
  /** Served at `/api/v1`; it has a boundary of its own. */
  readonly openApi: Express;
  /** The providers' webhooks, each with its own paths. */
  readonly channels: readonly Router[];
}

/** The express app: channels first, since their turns are what matters, then pages and operations. */
export function createServer({ log, metrics, readiness, simulator, openApi, channels }: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  for (const channel of channels) app.use(channel);

  app.use(
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', async (_request, response) => {
    const { ready, detail } = await readiness();
    response.status(ready ? 200 : 503).json({ ready, ...detail });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.use('/api/v1', openApi);
  if (simulator) {
    app.use('/simulator', simulator);
    app.get('/', (_request, response) => response.redirect('/simulator/'));
  }
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('Not found.\n');
  });
  app.use(errorBoundary(log));
  return app;
}

/** The one boundary: what a request got wrong is said in a line; anything else is logged and shown to nobody. */
function errorBoundary(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status < 500) {
      response
        .status(status)
        .type('text/plain')
        .send(`${refusals[status] ?? 'Bad request.'}\n`);
      return;
    }
    log.error({ err: error, method: request.method, path: request.path }, 'a request failed unexpectedly');
    response.status(500).type('text/plain').send('Something went wrong here. It has been noted.\n');
  };
}

const refusals: Readonly<Record<number, string>> = {
  400: 'Bad request: the body cannot be read.',
  413: 'Too large: send at most 64 kB.',
  415: 'Unsupported media type, encoding or character set.',
};

/** Body parsers say in `status` what a request got wrong. */
function statusOf(error: unknown): number {
  if (error instanceof URIError) return 400;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
