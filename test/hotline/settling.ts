import type { Connected } from '../../src/domain/callbacks/callback.js';
import type { Store } from '../../src/domain/store.js';

/** Settles a call back, and notes nothing in its case. */
export function settling({ callbacks }: Pick<Store, 'callbacks'>): Connected {
  return (caseNo, { at }) => callbacks.settle(caseNo, { state: 'connected', at });
}
