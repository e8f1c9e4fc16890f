import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { word } from '../../content/wording.js';
import { sentence } from '../../domain/language/phrases.js';
import { boundary } from '../../web/boundary.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { isFromThisMachine } from '../../web/this-machine.js';
import { perAddress } from '../api/per-address.js';
import { challengeFiles, challengePath } from '../challenge/files.js';
import { hotline } from '../parts/phone.js';
import type { Surroundings } from '../shell/layout.js';
import { isSentFromElsewhere, pageWords, readsPages, refusalPage } from './face.js';
import { openFiles } from './open-files.js';
import type { Asked, Page, PageAnswer, Site } from './page.js';
import { allPages } from './registry.js';
import { sendPage } from './send-page.js';

/** Longer than any form of ours. */
const longestForm = '20kb';

/**
 * What people read in a browser, to be mounted at `/` behind everything else: every page of the registry, what browsers ask for beside
 * them, and for whoever reads pages a page at every address that there is not. Programs are left to whoever comes next.
 */
export function pagesApp(site: Site): Express {
  const pages = allPages(site);
  const around = surroundings(site, pages);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', site.settings.trustedProxies);
  app.use(openFiles(site, pages));
  app.use(challengePath, challengeFiles(site.challenges, site.spokenDigits));
  const readForm = express.text({ type: 'application/x-www-form-urlencoded', limit: longestForm });
  const limited = perAddress(site.settings.requestsPerMinute, (_response, refusal, next) => next(new Refused(refusal)));
  for (const page of pages) {
    app.get(
      page.path,
      limited,
      answering(page, around, (asked) => page.show(asked)),
    );
    const take = page.take?.bind(page);
    if (take) app.post(page.path, limited, refuseStrangers, readForm, answering(page, around, take));
  }
  app.use((request, _response, next) => {
    if (!readsPages(request) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    throw new Refused(refusalWith('no-such-address', pageWords['no-such-address']));
  });
  app.use(pageBoundary(site, around));
  return app;
}

type Around = (request: Pick<Request, 'path'>) => Surroundings;

/** What stands on every page, in the words in force. */
export function surroundings({ content, clock }: Site, pages: readonly Page[]): Around {
  const navigation = pages.flatMap(({ path, navigation: label }) => (label === undefined ? [] : [{ path, label }]));
  return ({ path }) => {
    const now = content();
    return {
      siteName: word(now, 'text', sentence('page.title')),
      phone: hotline(now, clock.now()),
      navigation,
      path,
      data: { path: '/datasets', label: word(now, 'text', sentence('page.data')) },
    };
  };
}

function answering(
  page: Page,
  around: Around,
  answer: (asked: Asked) => Promise<PageAnswer> | PageAnswer,
): RequestHandler {
  return async (request, response) => {
    const given = await answer(askedIn(request));
    if (!response.destroyed) send(request, response, { page, around, given });
  };
}

function send(
  request: Request,
  response: Response,
  { page: { caching }, around, given }: { page: Page; around: Around; given: PageAnswer },
): void {
  if ('goTo' in given) response.set('Cache-Control', 'no-store').redirect(303, given.goTo);
  else sendPage(request, response, { content: given, around: around(request), caching });
}

function askedIn(request: Request): Asked {
  const { params, ip, socket, originalUrl } = request;
  const body: unknown = request.body;
  return {
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
    query: new URLSearchParams(/\?(.*)$/s.exec(originalUrl)?.[1] ?? ''),
    form: new URLSearchParams(typeof body === 'string' ? body : ''),
    ip,
    host: request.get('host') ?? '',
    isFromHere: isFromThisMachine(request),
    hasGone: () => socket.destroyed,
  };
}

const refuseStrangers: RequestHandler = (request, _response, next) => {
  if (isSentFromElsewhere(request)) throw new Refused(refusalWith('forbidden', '请在本站的页面上填写。'));
  next();
};

/** Tells whoever reads pages on a page; anybody else is left to the face behind. */
function pageBoundary({ log }: Site, around: Around): ErrorRequestHandler {
  const tell = boundary({
    log,
    name: 'pages',
    words: pageWords,
    render(response, refusal) {
      const { req: request } = response;
      const surrounding = around(request);
      const content = refusalPage(refusal, surrounding.phone);
      sendPage(request, response, { content, around: surrounding, caching: 'asked' });
    },
  });
  return (error, request, response, next) => {
    if (readsPages(request)) tell(error, request, response, next);
    else next(error);
  };
}
