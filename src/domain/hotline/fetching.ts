/** Fetches calls while they wait, where the provider can be asked to. */
export interface CallFetcher {
  /**
   * Ends a call's wait turn at once, as if nothing had been pressed until its end: telephones ring.
   * @param step the turn that would come next
   * @returns `gone` where the provider has no such call any more
   * @throws Error when the provider cannot be reached, or refuses otherwise
   */
  fetch(conversationId: string, step: number): Promise<'fetched' | 'gone'>;
}
