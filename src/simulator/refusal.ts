import { CodedError } from '../domain/errors/errors.js';

/** What a provider would say of an answer it cannot use; a caller would hear an error, a chat would see none. */
export class ProviderRefusal extends CodedError {
  readonly code = 'provider-refused';
  constructor(
    /** The provider's error code, where it has one: 12100, 11200 … */
    readonly providerCode: string,
    message: string,
  ) {
    super(`${providerCode}: ${message}`);
    this.name = 'ProviderRefusal';
  }
}
