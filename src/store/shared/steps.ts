import type { Step } from '../../database/dialect.js';

// The steps that queries of records and of publications take again and again.

/** Versions under a condition. */
export function versions(where: string, as = 'v'): Step {
  return { table: 'version', as, where };
}

/** The release of a version. */
export function releaseOfVersion(version = 'v', as = 'r'): Step {
  return { table: 'release', as, where: `${as}.no = ${version}.release`, isOne: true };
}
