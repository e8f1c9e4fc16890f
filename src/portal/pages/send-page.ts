import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { layout, type PageContent, type Surroundings } from '../shell/layout.js';
import type { Page } from './page.js';

/**
 * What a browser may load for a page: from us alone, and nothing that stands in the page itself. Pictures may also be in it (`data:`).
 * A page that has scripts may ask us for more.
 */
function contentSecurityPolicy({ scripts = [] }: PageContent): string {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  if (scripts.length > 0) policy.push("connect-src 'self'");
  return policy.join('; ');
}

/** Below this a page is one packet anyway. */
const compressedFromBytes = 1_200;

/** Sends a page, or says that it is still what the browser has. */
export function sendPage(
  request: Request,
  response: Response,
  { content, around, caching }: { content: PageContent; around: Surroundings; caching: Page['caching'] },
): void {
  const status = content.status ?? 200;
  const text = Buffer.from(layout(content, around).text);
  response.status(status).set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(content),
    'Cache-Control': caching === 'never' || status !== 200 ? 'no-store' : 'no-cache',
  });
  if (caching === 'never') {
    response.end(text);
    return;
  }
  response.vary('Accept-Encoding');
  if (status === 200) {
    response.set('ETag', `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
  }
  if (text.length < compressedFromBytes || request.acceptsEncodings('gzip') === false) response.end(text);
  else response.set('Content-Encoding', 'gzip').end(gzipSync(text));
}
