import type { IncomingHttpHeaders } from 'node:http';

/** What a Content-Type says. */
export interface Media {
  /** In small letters, without parameters: `text/xml`; empty when none is said. */
  readonly type: string;
  /** In small letters; null when none is said. */
  readonly charset: string | null;
}

/** @example mediaOf({ 'content-type': 'text/xml; charset=UTF-8' }) // { type: 'text/xml', charset: 'utf-8' } */
export function mediaOf({ 'content-type': said = '' }: IncomingHttpHeaders): Media {
  const end = said.indexOf(';');
  const type = (end < 0 ? said : said.slice(0, end)).trim().toLowerCase();
  const [, charset = null] = end < 0 ? [] : (/;\s*charset="?([^";\s]+)/i.exec(said.slice(end)) ?? []);
  return { type, charset: charset?.toLowerCase() ?? null };
}

/** Whether a body came compressed: no provider of ours does so, and a small one could unpack to a large one. */
export function isCompressed({ 'content-encoding': encoding }: IncomingHttpHeaders): boolean {
  return encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity';
}
