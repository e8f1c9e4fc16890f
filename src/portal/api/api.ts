import { Listing } from '../../disclosure/listing/listing.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import { Chain } from '../../disclosure/reading/chain.js';
import { Overviews } from '../../disclosure/reading/overview.js';
import type { Store } from '../../domain/store.js';
import type { Clock } from '../../domain/time/clock.js';
import type { DatasetSchema, Datasets } from '../../schemas/schema.js';
import type { PublishedKeys } from '../../stickers/published-keys.js';

/** What the open API answers from. Datasets and lookups are asked for at each request: they may change meanwhile. */
export interface ApiParts {
  readonly store: Pick<Store, 'records' | 'publications' | 'listings' | 'draws' | 'publicSeals'>;
  readonly datasets: Datasets;
  readonly lookups: ReadonlyMap<string, Lookup>;
  /** The public keys of stickers, asked for at each request. */
  readonly stickerKeys: () => PublishedKeys;
  /** Without a slash at the end; links are made with it. */
  readonly publicBaseUrl: string;
  readonly clock: Clock;
}

/** What its routes share. */
export class Api {
  readonly chain: Chain;
  readonly overviews: Overviews;
  readonly listing: Listing;
  /** The public address of the API, without a slash at the end. */
  readonly base: string;

  constructor(readonly parts: ApiParts) {
    this.chain = new Chain(parts.store.publications);
    this.overviews = new Overviews(parts.store.records, this.chain);
    this.listing = new Listing(parts.store, this.chain);
    this.base = `${parts.publicBaseUrl}/api/v1`;
  }

  get store(): ApiParts['store'] {
    return this.parts.store;
  }

  get datasets(): Datasets {
    return this.parts.datasets;
  }

  linkTo(dataset: DatasetSchema, below = ''): string {
    return `${this.base}/datasets/${dataset.name}${below}`;
  }

  linkToRecord(dataset: DatasetSchema, id: string, below = ''): string {
    return this.linkTo(dataset, `/records/${encodeURIComponent(id)}${below}`);
  }
}
