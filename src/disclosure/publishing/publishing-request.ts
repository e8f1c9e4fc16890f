import type { Store } from '../../domain/store.js';
import type { Datasets } from '../../schemas/schema.js';

/** What every use case of publishing works with; whoever asks for it is a face: a command, or a desk. */
export interface PublishingRequest {
  readonly store: Pick<Store, 'records' | 'publications'>;
  readonly datasets: Datasets;
  /** In milliseconds since 1970. */
  readonly now: number;
}
