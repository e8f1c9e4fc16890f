import { z } from 'zod';

/** Pieces of which rooms make the shapes of their settings; each says what is wrong in our own words. */

/** A variable that may be missing; an empty one counts as missing. */
export const optional = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value: unknown) => (value === '' ? undefined : value), shape.optional());

export const text = optional(z.string());
export const flag = optional(z.enum(['on', 'off'], 'must be on or off'));

/** An address of a shape, which can be read: `words` say what it must be, and what cannot be read of it is named. */
export const address = (shape: RegExp, words: string) =>
  z.string().superRefine((given, context) => {
    const message = shape.test(given) ? unreadable(given) : words;
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** An address without query and fragment; what follows it is put behind it. */
export const baseAddress = (words: string) => optional(address(/^https?:\/\/[^\s?#]+$/, words));

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number, words: string) =>
  optional(z.coerce.number(words).int().min(min).max(max));

/** @example unreadable('smtp://mail.example:99999') // 'has the port 99999, and ports go from 1 to 65535' */
function unreadable(given: string): string | null {
  const [, port] = /^\w+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(given) ?? [];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return `has the port ${port}, and ports go from 1 to 65535`;
  if (!URL.canParse(given)) return 'is no address that can be read. Look at its host';
  const { username, password } = new URL(given);
  return canDecode(username + password)
    ? null
    : 'has a % in its user or password that stands for nothing. Write it %25';
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Variables by their names, with the shape of each. */
export type Variables = Readonly<Record<string, z.ZodType>>;

/** What was read of them. */
export type ReadVariables<V extends Variables> = { readonly [Name in keyof V]?: z.output<V[Name]> | undefined };

/**
 * Gives a secret that the environment lacks a value made up for this run, and notes that it did: nobody but the simulator knows it, so
 * that everybody else is refused.
 * @example secretOf('WECHAT_TOKEN', read.WECHAT_TOKEN, () => randomBytes(16).toString('hex'))
 */
export type SecretOf = (name: string, given: string | undefined, make: () => string) => string;
