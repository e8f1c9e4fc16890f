import { type ReadVariables, whole } from '../../web/variables.js';

/** What the environment says of the open API. */
export interface ApiSettings {
  /** How much one address may ask in a minute. Each process counts for itself. */
  readonly requestsPerMinute: number;
  /** How many proxies of ours a request comes through: addresses are taken from the last of them, and never from others. */
  readonly trustedProxies: number;
}

/** What the environment may say of it. */
export const apiVariables = {
  API_REQUESTS_PER_MINUTE: whole(1, 1_000_000, 'must be a whole number from 1'),
  TRUSTED_PROXIES: whole(0, 10, 'must be a whole number from 0 to 10'),
};

export function apiSettings(read: ReadVariables<typeof apiVariables>): ApiSettings {
  return { requestsPerMinute: read.API_REQUESTS_PER_MINUTE ?? 600, trustedProxies: read.TRUSTED_PROXIES ?? 0 };
}
