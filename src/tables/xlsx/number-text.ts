import type { Complaint } from '../../domain/values/complaint.js';

const numberShape = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
/** How many digits a spreadsheet keeps and shows; of what is typed beyond them it makes zeros. */
const digitsKept = 15;
const firstInexact = 10 ** digitsKept;

/**
 * Gives a number as the spreadsheet shows it. Files hold the binary number behind it: 1.1 stands there as
 * `1.1000000000000001`, 120000116000001 as `1.20000116000001E14`. A text without such noise stays as it is.
 */
export function numberText(raw: string): string | Complaint {
  if (!numberShape.test(raw)) return { reason: 'is no number', remedy: 'Format the column as text' };
  const value = Number(raw);
  if (Math.abs(value) >= firstInexact) {
    const reason = `has more than ${digitsKept} digits and was rounded by the spreadsheet`;
    return { reason, remedy: 'Format the column as text and enter it again' };
  }
  const digits = raw.replace(/\D/g, '').replace(/^0+/, '');
  if (!/e/i.test(raw) && digits.length <= digitsKept) return raw;
  return withoutExponent(value.toPrecision(digitsKept));
}

/** Writes `1.10000000000000e-7` as `0.00000011`. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, 1 - point), '0').padEnd(point, '0');
  const places = Math.max(1, point);
  const decimals = padded.slice(places).replace(/0+$/, '');
  return `${sign}${padded.slice(0, places)}${decimals === '' ? '' : `.${decimals}`}`;
}

/**
 * @param number in digits, without an exponent
 * @returns it as a sheet shows a number without a format: `42.0` is 42, `007` is 7
 */
export function generalText(number: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?$/.exec(number) ?? [];
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}
