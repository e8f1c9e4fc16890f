import { caseNumberLooks } from '../domain/cases/case-number.js';
import { UsageError } from './explain.js';

/**
 * Reads the number of a case (工单号) as somebody types it, with blanks and hyphens or without.
 * @throws UsageError for one that no case has, or that was mistyped
 * @example caseNamed('20161021-0001-7') // '2016102100017'
 */
export function caseNamed(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  const looks = caseNumberLooks(digits);
  if (looks === 'right') return digits;
  if (looks === 'mistyped')
    throw new UsageError(`"${text}" has a wrong digit, or two that changed places: its check digit does not fit.`);
  throw new UsageError(`"${text}" is no number of a case, such as 2016102100017.`);
}
