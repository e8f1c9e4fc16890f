/** Tells the time; the only way anything in the service learns it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}
