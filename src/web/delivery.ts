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

/** What comes before the body of a delivery. */
export type Head = Omit<Delivery, 'body'>;

/** A refusal, for which the body is not read; or what answers the body, once it is there. It never throws. */
export type Admission = { readonly refusal: WireAnswer } | { readonly answer: (body: Buffer) => Promise<WireAnswer> };

/**
 * A channel's way in: it looks at what comes before the body, then answers the body. The server calls it straight from node:http,
 * since a telephone's turn should not wait for routers; {@link mountEntry} puts it into an Express app.
 * @example { prefix: '/wechat/official', bodyLimit: 65_536, admit: (head) => ({ answer: async (body) => … }), refuse: … }
 */
export interface Entry {
  /** Every path that begins with this is its own. */
  readonly prefix: string;
  /** In bytes; a longer body is not read to its end. */
  readonly bodyLimit: number;
  /** Decides by what comes before the body: most of what is forged ends here, and costs no memory. */
  admit(head: Head): Admission;
  /** How it refuses what never became a delivery, a body too long or broken off, and what it failed to answer. */
  refuse(fault: EntryFault, head: Head): WireAnswer;
}

export type EntryFault = 'too-large' | 'unreadable-body' | 'internal';

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/**
 * Whoever asks may write a whole address where nearly all write a path; both mean the same (RFC 9112, 3.2.2). The host in it is nobody's
 * proof of anything.
 * @example originForm('http://hotline.example:8443/phone?a=1') // '/phone?a=1'
 */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const path = target.replace(absoluteForm, '');
  return path === target || path.startsWith('/') ? path : `/${path}`;
}

/** @returns the path of an address, without its query and without a slash at its end, which somebody may have typed into a provider's console */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
