import type { Case } from '../src/domain/cases/case.js';
import type { Store } from '../src/domain/store.js';

/** @returns every case as it was opened, and as it was added to, in the order of their numbers */
export async function allCases({ cases }: Pick<Store, 'cases'>): Promise<readonly Case[]> {
  return (await cases.files('all')).map(({ case: one }) => one);
}
