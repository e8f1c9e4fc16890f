/** What a provider would say of an answer it cannot use; a caller would hear an error, a chat would see none. */
export class ProviderRefusal extends Error {
  constructor(
    /** The provider's error code, where it has one: 12100, 11200 … */
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'ProviderRefusal';
  }
}
