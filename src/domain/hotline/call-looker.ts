/** Looks what has become of a call, where the provider can be asked. */
export interface CallLooker {
  /**
   * @returns whether it is over, and when it ended in ms since 1970; null where the provider does not say when, or has no such call any more
   * @throws Error when the provider cannot be reached, or refuses
   */
  look(conversationId: string): Promise<{ readonly isOver: boolean; readonly endedAt: number | null }>;
}
