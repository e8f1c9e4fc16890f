import { CodedError } from '../../domain/errors/errors.js';
import type { Listed, ListedRecord, ListingIndex, ListPlace } from '../../domain/listings/stores.js';
import type { DatasetSchema, FieldSchema } from '../../schemas/schema.js';
import type { Chain } from '../reading/chain.js';
import { publicFields } from '../reading/public-fields.js';
import { withheldAmong } from '../reading/withheld.js';
import { Indexing, type ListedStore } from './indexing.js';
import { listCursor, readListCursor, sealOf } from './list-cursor.js';
import { listSpecOf, monthField, orderingIn } from './list-spec.js';
import { afterAll, matcherOf } from './matches.js';
import { pageOf, recordsMeeting } from './meeting.js';
import { type ListQuestion, questionText } from './question.js';

export interface ListingPage {
  /** In the order asked for; fields are what the schema has now. */
  readonly records: readonly ListedRecord[];
  /** Where the next page begins; null on the last. A page may have fewer records than asked for, and still not be the last. */
  readonly next: string | null;
  /** The release of this dataset as of which all pages of this walk are; null when nothing was published. */
  readonly position: number | null;
  /** How many records there are in all, where that is kept; null where somebody would have to count. */
  readonly total: number | null;
  /** How many versions are public that the listing does not have yet. */
  readonly pending: number;
}

export interface ListingCount {
  readonly count: number;
  /** False: there are at least so many. */
  readonly isExact: boolean;
}

/** How many records have a value, by the values of one field. */
export interface ListingFacet {
  readonly field: FieldSchema;
  /** The most frequent first. */
  readonly values: readonly { readonly value: string; readonly n: number }[];
  /** Whether there are more values than these. */
  readonly hasMore: boolean;
}

/** A cursor of another question, or of a chain that is no longer here. */
export class ListCursorRefused extends CodedError {
  constructor(readonly code: 'bad-cursor' | 'start-over') {
    super(code);
  }
}

/** A dataset is listed for the first time, or by other fields than before. */
export class BeingListed extends CodedError {
  readonly code = 'being-listed';
  /** @param percent how much of it is done */
  constructor(readonly percent: number) {
    super(`the listing is being made: ${percent}%`);
  }
}

/** Lists that are read at once for a word. */
const mostLists = 64;
/** Records that are looked through for one page: whoever asks for what is rare gets short pages, and never waits long. */
const mostLookedAt = 4_000;
const mostCounted = 20_000;
const mostValues = 100;

/** Where to look, for how many records at most, and in which lists they must be besides. */
interface Source {
  readonly lists: readonly number[];
  readonly n: number;
  readonly also: readonly number[];
}

/**
 * The one query object of listings: pages, the API and feeds ask it, and so give the same records in the same order.
 * @example
 * const question = readQuestion(results, { result: '不合格' });
 * const { records, next } = await listing.page(results, question, { limit: 20 });
 */
export class Listing {
  readonly indexing: Indexing;

  constructor(
    private readonly store: ListedStore,
    private readonly chain: Chain,
  ) {
    this.indexing = new Indexing(store, chain);
  }

  /**
   * Reads a page. All pages behind one cursor are as of one release, whatever is published meanwhile; what was withdrawn since is left out.
   * @param after `next` of the page before
   * @throws ListCursorRefused
   * @throws BeingListed
   */
  async page(
    dataset: DatasetSchema,
    question: ListQuestion,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ListingPage> {
    const text = questionText(dataset, question);
    const place = after === undefined ? null : readListCursor(text, after);
    if (after !== undefined && !place) throw new ListCursorRefused('bad-cursor');
    const read = await this.index(dataset, question);
    if (!read) {
      if (place) throw new ListCursorRefused('start-over');
      return { records: [], next: null, position: null, total: 0, pending: 0 };
    }
    const { index, ordering, pending } = read;
    const position = place?.position ?? index.position;
    const release = await this.chain.at(position);
    const isHere = position <= index.position && position >= index.horizon && release;
    if (!isHere || (place && place.seal !== sealOf(release.hash))) throw new ListCursorRefused('start-over');
    const source = await this.source(index, ordering, question);
    const met = await recordsMeeting(this.store, { dataset, question, index, position, shortest: source.n });
    const { backwards } = question;
    const { records, end } = met
      ? pageOf(met, { after: place, limit, backwards })
      : await new Walk(this.store, { dataset, question, source, position, limit, after: place }).page();
    const withheld = await withheldAmong(this.store.publications, dataset.name, records);
    const isWhole = place === null && question.equals.size + question.ranges.size + question.words.length <= 1;
    return {
      records: records.filter((record) => !withheld.has(record)).map((record) => shown(dataset, record)),
      next: end && listCursor(text, { ...end, position, seal: sealOf(release.hash) }),
      position,
      total: isWhole && question.ranges.size === 0 && question.words.length === 0 ? source.n : null,
      pending,
    };
  }

  /** Counts what a question finds; of what would take long, that there are at least so many. */
  async count(dataset: DatasetSchema, question: ListQuestion): Promise<ListingCount> {
    const read = await this.index(dataset, question);
    if (!read) return { count: 0, isExact: true };
    const source = await this.source(read.index, read.ordering, question);
    const { words, equals, ranges } = question;
    if (words.length === 0 && ranges.size === 0 && equals.size <= 1) return { count: source.n, isExact: true };
    const { position } = read.index;
    const met = await recordsMeeting(this.store, {
      ...{ dataset, question, index: read.index, position, shortest: source.n },
    });
    if (met) return { count: met.length, isExact: true };
    const limit = mostCounted;
    const walk = new Walk(this.store, { dataset, question, source, position, limit, after: null }, mostCounted);
    const { records, end } = await walk.page();
    return { count: records.length, isExact: end === null };
  }

  /** @returns the values of each field that can be filtered by, with how many records have them */
  async facets(dataset: DatasetSchema, limit = mostValues): Promise<readonly ListingFacet[]> {
    const read = await this.index(dataset);
    const found: ListingFacet[] = [];
    for (const field of listSpecOf(dataset).filters) {
      const values = read ? await this.store.listings.values(read.index.no, field.name, limit + 1) : [];
      found.push({ field, values: values.slice(0, limit), hasMore: values.length > limit });
    }
    return found;
  }

  /** @returns how many records there are of each month of a day that the listing is sorted by, the latest first */
  async months(dataset: DatasetSchema, field: string, limit = 24): Promise<ListingFacet['values']> {
    const read = await this.index(dataset);
    const values = read ? await this.store.listings.values(read.index.no, monthField(field), 1_200) : [];
    return [...values].sort((a, b) => (a.value < b.value ? 1 : -1)).slice(0, limit);
  }

  /** @returns what answers a question, with the number that its order has there; null when nothing was published */
  private async index(dataset: DatasetSchema, question = everything): Promise<Answering | null> {
    const ready = await this.indexing.ready(dataset);
    if (!ready) return null;
    const { index, pending } = ready;
    if (index) return { index, ordering: question.ordering, pending };
    // While all is listed anew, by other fields, what was listed before answers what it can.
    const asked = {
      ordering: question.ordering,
      filters: [...question.equals.keys()],
      words: question.words.length > 0,
    };
    for (const older of await this.indexing.before(dataset)) {
      const ordering = orderingIn(older.spec, listSpecOf(dataset), asked);
      if (ordering !== null) return { index: older, ordering, pending };
    }
    throw new BeingListed(await this.indexing.percent(dataset));
  }

  /** Chooses where to look: in the shortest list of which all that is asked for must be. */
  private async source({ no }: ListingIndex, ordering: number, { words, equals }: ListQuestion): Promise<Source> {
    const names = [['', ''] as const, ...equals].map(([field, value]) => ({ ordering, field, value }));
    const lists = await this.store.listings.find(no, names);
    if (lists.length < names.length) return { lists: [], n: 0, also: [] };
    const sources = lists.map((list) => ({ lists: [list.no], n: list.n }));
    for (const word of words) {
      const found = await this.store.listings.findWord(no, ordering, word, mostLists);
      if (found) sources.push({ lists: found.map((list) => list.no), n: found.reduce((sum, { n }) => sum + n, 0) });
    }
    const shortest = sources.reduce((best, one) => (one.n < best.n ? one : best));
    const also = lists.filter(({ field, no: list }) => field !== '' && !shortest.lists.includes(list));
    return { ...shortest, also: also.map((list) => list.no) };
  }
}

interface Answering {
  readonly index: ListingIndex;
  readonly ordering: number;
  readonly pending: number;
}

const everything: ListQuestion = { words: [], equals: new Map(), ranges: new Map(), ordering: 0, backwards: false };

interface WalkRequest {
  readonly dataset: DatasetSchema;
  readonly question: ListQuestion;
  readonly source: Source;
  readonly position: number;
  readonly limit: number;
  readonly after: ListPlace | null;
}

/** Reads on in a source until a page is full, or enough has been looked at. */
class Walk {
  private readonly matches: (fields: Readonly<Record<string, string>>) => boolean;
  private readonly records: ListedRecord[] = [];

  constructor(
    private readonly store: ListedStore,
    private readonly request: WalkRequest,
    private readonly most = mostLookedAt,
  ) {
    this.matches = matcherOf(request.dataset, request.question);
  }

  /** @returns a page, and where the next begins; null when there is no more */
  async page(): Promise<{ readonly records: readonly ListedRecord[]; readonly end: ListPlace | null }> {
    const { limit, question, source, after } = this.request;
    if (source.lists.length === 0) return { records: [], end: null };
    const isFiltered = question.words.length + question.equals.size + question.ranges.size > 1;
    let at = after;
    let size = isFiltered ? Math.max(limit + 1, 100) : limit + 1;
    for (let lookedAt = 0; lookedAt < this.most; ) {
      const wanted = Math.min(size, this.most);
      const found = await this.read(at, wanted);
      if (await this.isFull(found)) return { records: this.records, end: placeOf(this.records.at(-1) ?? null) };
      if (found.length < wanted) return { records: this.records, end: null };
      at = found.at(-1) ?? at;
      lookedAt += found.length;
      size *= 3;
    }
    return { records: this.records, end: placeOf(at) };
  }

  /** Takes what is asked for, and as much of it as the page holds. @returns whether there was more */
  private async isFull(found: readonly Listed[]): Promise<boolean> {
    const { limit } = this.request;
    // In several lists a record is only once on a page.
    const fitting = found.filter(({ fits, id }, place) => fits && found[place - 1]?.id !== id);
    for (let from = 0; from < fitting.length; from += limit + 1) {
      for (const record of await this.store.listings.recordsAt(fitting.slice(from, from + limit + 1))) {
        if (!this.matches(record.fields)) continue;
        if (this.records.length === limit) return true;
        this.records.push(record);
      }
    }
    return false;
  }

  private read(at: ListPlace | null, limit: number): Promise<readonly Listed[]> {
    const { dataset, question, source, position } = this.request;
    const { ordering, backwards, ranges } = question;
    const sortedBy = listSpecOf(dataset).orders[ordering]?.field?.name ?? '';
    const range = ranges.get(sortedBy);
    // An unknown value is within no range.
    const least = range ? range.from || '\u0001' : '';
    const below = range && range.to !== '' ? range.to + afterAll : afterAll;
    const beginning = backwards ? { key: below, id: '' } : { key: least, id: '' };
    const { lists, also } = source;
    return this.store.listings.read({
      lists,
      also,
      asOf: position,
      backwards,
      after: at ?? beginning,
      least,
      below,
      limit,
    });
  }
}

function placeOf(at: ListPlace | null): ListPlace | null {
  return at && { key: at.key, id: at.id };
}

function shown(dataset: DatasetSchema, record: ListedRecord): ListedRecord {
  return { ...record, fields: publicFields(dataset, record.fields) };
}
