import { isReserved } from './hosts.js';

/** Numbers that people write where they have none yet, or that are kept free for films: by country. */
const fictional = [
  // North America: 555-0100 to 555-0199 are nobody's, and whole areas of 555 neither.
  /^\+1555\d*$/,
  /^\+1\d{3}55501\d\d$/,
  // The United Kingdom's numbers for drama.
  /^\+44(7700900|2079460|1632960)\d{2,3}$/,
  // 10-12345678 and 10-87654321, in any area; 13800138000 is an operator's own, 138-0000-0000 nobody's.
  /^\+86\d{2,3}(12345678|1234567|87654321|88888888|00000000)$/,
  /^\+861[3-9]\d(00000000|12345678|11111111|00138000)$/,
];

/**
 * Whether a colleague's telephone only holds a place: an address that nobody can have, a number of documents and films,
 * a run of one digit, or one that calls itself 示例.
 * @example isPlaceholder({ name: '总台一', phone: 'sip:1000@pbx.invalid' }) // true
 * @example isPlaceholder({ name: '总台一', phone: '+862265661890' }) // false
 */
export function isPlaceholder({ name, phone }: { readonly name: string; readonly phone: string }): boolean {
  if (/示例|占位|测试/.test(name)) return true;
  const [, host] = /^sips?:[^@]*@([^:;?]+)/i.exec(phone) ?? [];
  if (host !== undefined) return isReserved(host) || /^0\.0\.0\.0$/.test(host);
  return fictional.some((pattern) => pattern.test(phone)) || isOneDigit(phone) || isCountedUp(phone);
}

/** +86 followed by seven or more of one digit at its end. */
function isOneDigit(phone: string): boolean {
  return /(\d)\1{6,}$/.test(phone);
}

/** Nothing but digits counted up from the beginning, such as +123456789. */
function isCountedUp(phone: string): boolean {
  return '+1234567890123456789'.startsWith(phone) && phone.length > 6;
}
