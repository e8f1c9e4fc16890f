import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import { boundary } from '../../web/boundary.js';
import { type Refusal, Refused, refusalWith } from '../../web/refusal.js';
import { Api, type ApiParts } from './api.js';
import { describeApi } from './document.js';
import { apiWords, refuse, refused, renderJson } from './face.js';
import { perAddress } from './per-address.js';
import { queryFault } from './query.js';
import { caching, type Route } from './route.js';
import { allRoutes } from './routes/all.js';
import type { ApiSettings } from './settings.js';

export interface OpenApiParts extends ApiParts {
  readonly settings: ApiSettings;
  readonly log: Logger;
  /** Answers below `/lookups`. */
  readonly lookupsRouter: Router;
}

/** The open API (开放接口), to be mounted at `/api/v1`: what is public, as data, to everybody. */
export function openApi(parts: OpenApiParts): Express {
  const { settings, log, lookupsRouter } = parts;
  const api = new Api(parts);
  const routes = allRoutes(api);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', 'strong');
  app.set('case sensitive routing', true);
  // An id that is `.` or `..` is lost on its way, and what is left of the address must not answer for it.
  app.set('strict routing', true);
  app.set('trust proxy', settings.trustedProxies);
  if (settings.trustedProxies === 0) app.use(warnOfProxies(log));
  app.use(openToAll, perAddress(settings.requestsPerMinute, refuse));
  app.use('/lookups', lookupsRouter);
  const document = openApiDocument(api, routes);
  app.get('/openapi.json', (request, response) => {
    const fault = queryFault(request.query, []);
    if (fault) throw new Refused(fault);
    response.set('Cache-Control', caching.hour).type('application/json').send(document());
  });
  for (const route of routes) app.get(expressPath(route.path), answerWith(route));
  app.use((request) => {
    const slash = request.path.endsWith('/') ? '请去掉末尾的斜杠；编号是 . 或 .. 的记录请从 snapshot 里取。' : '';
    throw refused('no-such-address', '没有这个地址。', `${slash}全部地址见 ${api.base}/openapi.json`);
  });
  app.use(boundary({ log, name: 'open API', words: apiWords, render: renderJson }));
  return app;
}

/** The document, which is made anew when the lookups have changed. */
function openApiDocument(api: Api, routes: readonly Route[]): () => string {
  let of: Api['parts']['lookups'] | null = null;
  let text = '';
  return () => {
    if (of !== api.parts.lookups) text = JSON.stringify(describeApi(api, routes), null, 2);
    of = api.parts.lookups;
    return text;
  };
}

/** Behind a proxy that we do not know of, everybody is one address, and shares its limits: said once. */
function warnOfProxies(log: Logger): RequestHandler {
  let isSaid = false;
  return (request, _response, next) => {
    if (!isSaid && request.get('X-Forwarded-For') !== undefined) {
      isSaid = true;
      log.warn(
        'requests come with X-Forwarded-For, and TRUSTED_PROXIES is 0: if a proxy of yours sends it, set it to 1',
      );
    }
    next();
  };
}

/** @returns `/datasets/:name` for `/datasets/{name}` */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Pages of others may read it; nobody may write. */
const openToAll: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Retry-After, RateLimit, RateLimit-Policy',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-store',
  });
  if (request.method === 'OPTIONS') {
    response.set({
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': 'If-None-Match',
      'Access-Control-Max-Age': '86400',
    });
    response.status(204).end();
  } else if (request.method === 'GET' || request.method === 'HEAD') next();
  else {
    const rest = { more: { remedy: '请用 GET。' }, headers: { Allow: 'GET, HEAD, OPTIONS' } };
    refuse(response, refusalWith('read-only', '这个接口只供读取。', rest));
  }
};

function answerWith(route: Route): RequestHandler {
  const inQuery = Object.keys(route.parameters).filter((name) => route.parameters[name]?.in === 'query');
  return async (request, response) => {
    // Whatever a parameter is called, it is one.
    const texts: Record<string, string> = Object.create(null);
    for (const [name, text] of Object.entries(request.params)) texts[name] = String(text);
    const given = Object.keys(request.query);
    const inPath = given.find((name) => Object.hasOwn(request.params, name));
    const fault =
      inPath === undefined ? queryFault(request.query, route.readsFields ? given : inQuery) : standsInPath(inPath);
    if (fault) throw new Refused(fault);
    for (const [name, text] of Object.entries(request.query)) texts[name] = String(text);
    await route.respond(texts, response);
  };
}

function standsInPath(parameter: string): Refusal {
  const remedy = `${parameter} 写在地址里，不写在问号后面。`;
  return refusalWith('unknown-parameter', '没有这个参数。', { more: { parameter, remedy } });
}
