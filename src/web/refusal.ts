import { CodedError, explained, type RequestErrorCode } from '../domain/errors/errors.js';

/** What a request is told instead of an answer: a code for programs, a sentence for people. */
export interface Refusal {
  readonly status: number;
  readonly code: RequestErrorCode;
  readonly message: string;
  /** What else a program may want to know, such as a remedy. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Headers that go with it, such as `Allow` with a 405. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * @returns a refusal with the status that the catalogue of errors has for its code
 * @example refusalWith('no-such-address', '没有这个地址。').status // 404
 */
export function refusalWith(
  code: RequestErrorCode,
  message: string,
  rest: Pick<Refusal, 'more' | 'headers'> = {},
): Refusal {
  return { status: explained(code).status, code, message, ...rest };
}

/**
 * Thrown by whatever cannot answer a request; the boundary of its face says it.
 * @example throw new Refused(refusalWith('no-such-address', '没有这个地址。'));
 */
export class Refused extends CodedError {
  readonly code: RequestErrorCode;
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
