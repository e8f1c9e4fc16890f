type Say = (fields: object, message: string) => void;

/** Where work beside requests says how it went. */
export interface WorkLog {
  readonly debug: Say;
  readonly warn: Say;
  readonly error: Say;
}
