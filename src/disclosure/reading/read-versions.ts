import type { Cursor, PlacedRecord } from '../../domain/disclosure/record.js';
import { CodedError } from '../../domain/errors/errors.js';
import type { Store } from '../../domain/store.js';
import type { ChainHead } from './chain.js';
import { withheldAmong } from './withheld.js';

/** A version on its way out of the house. */
export interface ReadVersion {
  readonly record: PlacedRecord;
  /** Its record was withdrawn or has expired since: what it said is not given out. */
  readonly isWithheld: boolean;
}

export interface ReadRequest {
  readonly store: Pick<Store, 'records' | 'publications'>;
  readonly dataset: string;
  /** Where the chain stood when this began: what is published later is left for the next time. */
  readonly head: ChainHead;
  /** What was public at this moment, in ms since 1970; null for now. */
  readonly asOf: number | null;
  readonly which: 'current' | 'all';
}

/** Something was published into the very moment that was being read. */
export class MomentMoved extends CodedError {
  readonly code = 'moment-moved';
  constructor(dataset: string) {
    super(`something of ${dataset} was published at the very moment of this export. Export it again.`);
  }
}

const versionsPerPage = 2_000;

/**
 * Reads a dataset as of one moment, a page at a time: memory does not grow with it, and others may go on publishing.
 * Records that have been withdrawn since are left out of a past state, and their versions are marked in a list of all.
 */
export class VersionReader {
  /** Records left out because they have been withdrawn or have expired since. */
  leftOut = 0;

  constructor(private readonly request: ReadRequest) {}

  /** @throws MomentMoved at the end, when what was given out may be of two moments */
  async *batches(): AsyncGenerator<readonly ReadVersion[]> {
    const { store, dataset, head, asOf, which } = this.request;
    const last = head.of(dataset)?.last;
    if (!last || !head.last) return;
    // The moment of the last release, not the present one, so that nothing can be added to it; unless by a clock that was
    // put back, which is looked for at the end.
    const moment = Math.min(asOf ?? head.last.publishedAt, head.last.publishedAt);
    const isPast = moment < last.publishedAt;
    let after: Cursor | undefined;
    for (;;) {
      const request = { dataset, limit: versionsPerPage, which, asOf: moment, ...(after && { after }) };
      const page = await store.records.scan(request);
      const known = page.filter(({ position }) => position <= last.position);
      const mayBeWithheld = isPast || which === 'all';
      const withheld = mayBeWithheld ? await withheldAmong(store.publications, dataset, known) : new Set();
      const read = known.map((record) => ({ record, isWithheld: withheld.has(record) }));
      const given = which === 'all' ? read : read.filter(({ isWithheld }) => !isWithheld);
      this.leftOut += read.length - given.length;
      if (given.length > 0) yield given;
      const end = page.at(-1);
      if (!end || page.length < versionsPerPage) break;
      after = { position: end.position, line: end.line };
    }
    if (which === 'current') await this.refuseMoved(moment);
  }

  private async refuseMoved(moment: number): Promise<void> {
    const { store, dataset, head } = this.request;
    let after = head.last?.position ?? 0;
    for (;;) {
      const [next] = await store.publications.chain(after, 1);
      if (!next || (next.publishedAt ?? 0) > moment) return;
      if (next.dataset === dataset) throw new MomentMoved(dataset);
      after = next.position ?? after + 1;
    }
  }
}
