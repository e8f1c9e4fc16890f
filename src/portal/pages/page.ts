import type { Logger } from 'pino';
import type { Challenges } from '../../challenge/challenges.js';
import type { Recordings } from '../../challenge/recordings.js';
import type { Guesses } from '../../disclosure/guessing/guesses.js';
import type { Listing } from '../../disclosure/listing/listing.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import type { Content } from '../../domain/content/content.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { Notice } from '../../domain/hotline/notice.js';
import type { StickerKind } from '../../domain/stickers/sticker.js';
import type { Stickers } from '../../domain/stickers/verdict.js';
import type { Store } from '../../domain/store.js';
import type { Clock } from '../../domain/time/clock.js';
import type { Datasets } from '../../schemas/schema.js';
import type { ApiSettings } from '../api/settings.js';
import type { PageContent } from '../shell/layout.js';

/** What pages answer from. What may change while the service runs is a function: ask each time. */
export interface Site {
  /** The words, lines and hours in force. */
  readonly content: () => Content;
  readonly clock: Clock;
  /** The public record, as everybody may read it. */
  readonly records: RecordStore;
  readonly publications: Store['publications'];
  /** Records looked for, filtered, sorted, page by page. */
  readonly listing: Listing;
  readonly draws: Store['draws'];
  /** What the rules of draws are called, by their ids without the version: `certificate-teams` is 认证检查小组. */
  readonly drawNames: () => ReadonlyMap<string, string>;
  readonly datasets: () => Datasets;
  readonly lookups: () => ReadonlyMap<string, Lookup>;
  readonly guesses: Guesses;
  /** Codes against guessing, for forms that find what not everybody may read: `challenge/field.ts`. */
  readonly challenges: Challenges;
  /** The digits that codes are said with. */
  readonly spokenDigits: Recordings;
  /** What stickers are worth. */
  readonly stickers: Stickers;
  /** A sticker with a good signature was seen by somebody at this network address. */
  readonly stickerSeen: (on: StickerKind, code: string, address: string) => Promise<void>;
  /** The notice that is switched on, for everybody or for a line. */
  readonly notice: (at: number, line: LineId | null) => Notice | null;
  /** Asks the open API as anybody would, below `/api/v1`. */
  readonly askApi: AskApi;
  /** Without a slash at the end. */
  readonly publicBaseUrl: string;
  /** Whether there is a simulator on this machine. */
  readonly hasSimulator: boolean;
  /** How many proxies of ours a request comes through, and how many pages one address may ask for. */
  readonly settings: ApiSettings;
  readonly log: Logger;
}

/** @param path below `/api/v1`, with what stands behind the question mark */
export type AskApi = (
  path: string,
  accept: string,
) => Promise<{ readonly status: number; readonly type: string; readonly text: string }>;

/** What somebody asked of a page. */
export interface Asked {
  /** The parts of the address that the page's path names: `{ code: 'JTEBU5JR6G5003291' }`. */
  readonly params: Readonly<Record<string, string>>;
  /** What stands behind the question mark. */
  readonly query: URLSearchParams;
  /** What was filled in and sent; empty for a GET. */
  readonly form: URLSearchParams;
  /** The network address it comes from, as far as our own proxies say it. */
  readonly ip: string | undefined;
  /** The name under which this service was asked, as the request has it. */
  readonly host: string;
  /** Whether whoever asks works on this very machine. */
  readonly isFromHere: boolean;
  /** Whether they have gone in the meantime. */
  readonly hasGone: () => boolean;
}

/** A page, or the address of another one to go to. */
export type PageAnswer = PageContent | { readonly goTo: string };

/**
 * One page: where it stands, and what it says. To add one: a file in this folder that makes it, and a line in `registry.ts`.
 * @example
 * export function aboutPage(site: Site): Page {
 *   return { path: '/about', caching: 'asked', show: () => ({ title: '关于', main: html`<h1>关于</h1>` }) };
 * }
 */
export interface Page {
  /** `/v/:code`; capitals do not matter. */
  readonly path: string;
  /** What it is called in the navigation; absent: it is not in it. */
  readonly navigation?: string;
  /** Whether it stands in the sitemap: a page of its own that everybody may find. */
  readonly isInSitemap?: boolean;
  /**
   * `asked`: may be kept, and is asked for each time whether it has changed, since what is withdrawn has to vanish;
   * `never`: is kept nowhere, and not compressed, since it holds what somebody typed beside what only they may read.
   */
  readonly caching: 'asked' | 'never';
  show(asked: Asked): Promise<PageAnswer> | PageAnswer;
  /** What answers a form that was sent to it; absent: it takes none. */
  take?(asked: Asked): Promise<PageAnswer> | PageAnswer;
}
