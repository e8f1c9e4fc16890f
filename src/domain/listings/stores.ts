import type { Cursor, PlacedRecord } from '../disclosure/record.js';

/**
 * The lists of one dataset: each record in every order and under every value that it may be asked for by. All of it is made of what is
 * published, and follows it.
 */
export interface ListingIndex {
  readonly no: number;
  readonly dataset: string;
  /** By what it lists, as a text that is the same for the same. */
  readonly spec: string;
  readonly state: 'building' | 'serving';
  /** The release up to which all of the dataset is listed. */
  readonly position: number;
  /** The last version that was listed. */
  readonly at: Cursor;
  /** Where the chain stood when it was begun. */
  readonly target: number;
  /** The oldest release as of which it can be read. */
  readonly horizon: number;
  /** How many versions of the dataset are listed or done with; of one that is being built, how many will be. */
  readonly versions: number;
  /** How many versions have been numbered as they were listed: the next has this ordinal. 0: none are, as where an older edition listed them. */
  readonly ordinals: number;
}

/** A list of records in one order (`ordering` counts from 0): those with this value of a field; all when the field is empty. */
export interface ListName {
  readonly ordering: number;
  readonly field: string;
  readonly value: string;
}

export interface ListSize {
  readonly no: number;
  /** How many records are in it now. */
  readonly n: number;
}

/** A record's place in a list. */
export interface ListEntry extends ListName {
  /** What it is sorted by; compared byte for byte. */
  readonly key: string;
  readonly id: string;
  /** Words that this value is found by; where they are given. */
  readonly words?: readonly string[];
}

/** What becomes of lists with some versions of one release. */
export interface ListingChange {
  readonly index: ListingIndex;
  /** The release that the versions are of. */
  readonly release: number;
  /** What the index is then. */
  readonly to: Pick<ListingIndex, 'state' | 'position' | 'at' | 'versions' | 'ordinals'>;
  readonly added: readonly (ListEntry & { readonly line: number })[];
  /** Replaced by this release: who reads as of one before still finds them. */
  readonly replaced: readonly ListEntry[];
  /** Taken back: nobody finds them any more. */
  readonly removed: readonly ListEntry[];
  /** In the order of their ordinals, from the index's on. */
  readonly listed: readonly { readonly id: string; readonly line: number }[];
  readonly unlisted: readonly string[];
}

/** Where in an order: behind this record, or at one end where the id is empty. */
export interface ListPlace {
  readonly key: string;
  readonly id: string;
}

export interface ListRequest {
  /** Numbers of lists; a record that is in several comes once for each. */
  readonly lists: readonly number[];
  /** Numbers of lists that a record must be in too, or it does not fit. */
  readonly also: readonly number[];
  /** As of which release. */
  readonly asOf: number;
  readonly backwards: boolean;
  /** Begins behind this. */
  readonly after: ListPlace;
  /** Only keys from `least` on, and below `below`. */
  readonly least: string;
  readonly below: string;
  readonly limit: number;
}

/** A record in a list, and where its version is. */
export interface Listed extends ListPlace, Cursor {
  /** Whether it is in the other lists too. */
  readonly fits: boolean;
}

/** A record with what it is sorted by. */
export interface ListedRecord extends PlacedRecord {
  readonly key: string;
}

/** Keeps lists of records; see {@link ListingIndex}. */
export interface ListingStore {
  /** @returns those of one dataset, or of all, the newest first */
  indexes(dataset?: string): Promise<readonly ListingIndex[]>;
  /** Begins to list a dataset anew; nothing happens when that was begun already. */
  begin(index: Pick<ListingIndex, 'dataset' | 'spec' | 'target' | 'versions'>): Promise<void>;
  /** @returns the versions of these records that are listed, of those that are */
  listed(index: number, ids: readonly string[]): Promise<readonly PlacedRecord[]>;
  /** @returns false when the index does not stand where it was seen: another process went on with it */
  apply(change: ListingChange): Promise<boolean>;
  /** @returns the lists of these names that there are, in no order */
  find(index: number, names: readonly ListName[]): Promise<readonly (ListName & ListSize)[]>;
  /** @returns the lists whose values are found by a word that begins so; null when they are more than `most` */
  findWord(index: number, ordering: number, start: string, most: number): Promise<readonly ListSize[] | null>;
  /** @returns the values of a field, the most frequent first, with how many records have each */
  values(
    index: number,
    field: string,
    limit: number,
  ): Promise<readonly { readonly value: string; readonly n: number }[]>;
  /** @returns the next of the lists, in their order, whether they fit or not */
  read(request: ListRequest): Promise<readonly Listed[]>;
  /**
   * Lays lists of the first order over each other.
   * @returns the ordinals that are in all of them, though some may have been replaced since; null when they are more than `most`
   */
  meeting(lists: readonly number[], most: number): Promise<readonly number[] | null>;
  /** @returns the versions with these ordinals, of those that are listed now, `limit` at most, in no order and with no key */
  recordsOf(index: number, ordinals: readonly number[], limit: number): Promise<readonly ListedRecord[]>;
  /** @returns the versions at these places, in their order */
  recordsAt(places: readonly Listed[]): Promise<readonly ListedRecord[]>;
  /** Forgets what was replaced up to a release, some of it. @returns whether there may be more */
  forget(index: ListingIndex, upTo: number): Promise<boolean>;
  /** Deletes an index, some of it. @returns whether there is more */
  erase(index: number): Promise<boolean>;
}
