import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RequestHandler, Router } from 'express';
import { assetAt, assetPath, assetsPath } from '../shell/assets.js';
import type { Page, Site } from './page.js';

const dayMs = 86_400_000;

/** From here, and from where it is built. */
const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));
/** The programs of a stranger, which share no code with this one, each with its type. */
const programs: Readonly<Record<string, string>> = {
  'verify-draw.py': 'text/x-python',
  'verify-chain.py': 'text/x-python',
  'verify-chain.mjs': 'text/javascript',
};

/** What browsers and search engines ask for beside pages: assets, `robots.txt`, the sitemap, the icon by its old name, the programs that check. */
export function openFiles(site: Site, pages: readonly Page[]): Router {
  const router = Router();
  router.get(`${assetsPath}:file`, sendAsset);
  router.get(['/favicon.ico', '/favicon.svg'], (_request, response) => {
    response.set('Cache-Control', `public, max-age=${dayMs / 1000}`).redirect(assetPath('icon.svg'));
  });
  for (const [name, type] of Object.entries(programs)) {
    const text = readFileSync(join(docs, name));
    router.get(`/${name}`, (_request, response) => {
      response.set('Cache-Control', 'public, max-age=3600').type(`${type}; charset=utf-8`).send(text);
    });
  }
  router.get('/robots.txt', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('text/plain').send(robots(site));
  });
  router.get('/sitemap.xml', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('application/xml').send(sitemap(site, pages));
  });
  return router;
}

/** The address names the bytes: browsers keep them for good. */
const sendAsset: RequestHandler = (request, response, next) => {
  const asset = assetAt(request.path);
  if (asset === null) return next();
  const [encoding, bytes] = [...asset.compressed].find(([name]) => request.acceptsEncodings(name) !== false) ?? [];
  response.set({
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    ...(encoding !== undefined && { 'Content-Encoding': encoding }),
  });
  if (asset.compressed.size > 0) response.vary('Accept-Encoding');
  response.set('Content-Length', String((bytes ?? asset.plain).length)).end(bytes ?? asset.plain);
};

/** What somebody looks up for themselves is nothing to be found by others; data are fetched by those who want them. */
export function robots({ publicBaseUrl }: Site): string {
  const closed = ['/progress', '/find', '/simulator/', '/api/', '/desk/'];
  return `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}\nSitemap: ${publicBaseUrl}/sitemap.xml\n`;
}

export function sitemap({ publicBaseUrl }: Site, pages: readonly Page[]): string {
  const listed = pages.filter(({ isInSitemap }) => isInSitemap);
  const urls = listed.map(({ path }) => `<url><loc>${publicBaseUrl}${path}</loc></url>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('')}</urlset>
`;
}
