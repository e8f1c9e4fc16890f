import { CodedError } from '../errors/errors.js';

/** Rings somebody who is to be called back; what comes of it is told later. */
export interface Dialler {
  /**
   * @param attempt which time they are rung, from 1: what is told later says which it is about
   * @returns the provider's id of the call
   * @throws CallRefused when the provider will never ring this number; any other error is tried again
   */
  dial(caseNo: string, attempt: number, number: string, ringSeconds: number): Promise<string>;
}

/** The provider will never ring this number: it is none, or the account may not. */
export class CallRefused extends CodedError {
  readonly code = 'call-refused';
}
