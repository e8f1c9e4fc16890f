/** Where chance comes from: verification codes now, draws later. */
export interface Entropy {
  /** @returns that many decimal digits, uniform */
  digits(count: number): string;
}
