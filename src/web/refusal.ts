/** What a request is told instead of an answer: a code for programs, a sentence for people. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What else a program may want to know, such as a remedy. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Headers that go with it, such as `Allow` with a 405. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Thrown by whatever cannot answer a request; the boundary of its face says it.
 * @example throw new Refused({ status: 404, code: 'no-such-address', message: '没有这个地址。' });
 */
export class Refused extends Error {
  readonly code: string;
  constructor(
    readonly refusal: Refusal,
    /** What a face that answers with data holds beside the error. */
    readonly beside: Readonly<Record<string, unknown>> = {},
  ) {
    super(refusal.message);
    this.code = refusal.code;
    this.name = 'Refused';
  }
}
