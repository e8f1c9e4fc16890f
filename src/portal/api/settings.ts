/** What the environment says of the open API. */
export interface ApiSettings {
  /** How much one address may ask in a minute. Each process counts for itself. */
  readonly requestsPerMinute: number;
  /** How many proxies of ours a request comes through: addresses are taken from the last of them, and never from others. */
  readonly trustedProxies: number;
}
