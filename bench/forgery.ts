import type { NamedRequest, RawRequest } from './raw-wire.js';

/** What a provider sends. */
export type Genuine = RawRequest;

/** What nobody but a forger sends. */
export interface Forgery extends NamedRequest {
  /** Whether it may be taken for a copy of what was answered: then it must get nothing that is new. */
  readonly isRetry: boolean;
}
