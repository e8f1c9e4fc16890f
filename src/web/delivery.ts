import type { IncomingHttpHeaders } from 'node:http';

/** What somebody sent to an entry, as it came off the wire: nothing of it has been believed yet. */
export interface Delivery {
  readonly method: string;
  /** Path and query as they were sent: providers sign these very characters. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What goes back over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Further headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A channel's way in: a function from a delivery to an answer. The server calls it straight from node:http, since a
 * telephone's turn should not wait for routers; {@link mountEntry} puts it into an Express app.
 * @example { prefix: '/wechat/official', bodyLimit: 65_536, answer: async (delivery) => … }
 */
export interface Entry {
  /** Every path that begins with this is its own. */
  readonly prefix: string;
  /** In bytes; a longer body is not read to its end. */
  readonly bodyLimit: number;
  /** Never throws: an entry has a boundary of its own. What it throws all the same is told as `internal`, and ends nothing. */
  answer(delivery: Delivery): Promise<WireAnswer>;
  /** How it refuses what never became a delivery, a body too long or broken off, and what it failed to answer. */
  refuse(fault: 'too-large' | 'unreadable-body' | 'internal'): WireAnswer;
}

/** @returns the path of an address, without its query and without a slash at its end, which somebody may have typed into a provider's console */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
