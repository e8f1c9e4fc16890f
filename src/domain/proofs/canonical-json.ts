/** What RFC 8785 has one way to write: texts, numbers, truth values, null, lists, and objects. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes JSON in the one way that whoever has the same values writes it, too, so that its bytes in UTF-8 can be hashed and signed: no blanks, the names of an
 * object in the order of their UTF-16 code units, texts and numbers as ECMAScript writes them.
 * @throws TypeError for what has no such form: a number that is not finite, half a character (a lone surrogate), undefined
 * @see RFC 8785, JSON Canonicalization Scheme (JCS)
 * @example canonicalJson({ vin: 'JTEBU5JR6G5003291', axles: 2 }) // '{"axles":2,"vin":"JTEBU5JR6G5003291"}'
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no number of JSON`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is no value of JSON`);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${textOf(name)}:${canonicalJson(value[name] as Json)}`).join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const loneSurrogate = /[\ud800-\udfff]/u;

function textOf(text: string): string {
  if (loneSurrogate.test(text)) throw new TypeError('a text holds half a character, which has no bytes in UTF-8');
  return JSON.stringify(text);
}
