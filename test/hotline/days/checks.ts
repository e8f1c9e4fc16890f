import type { Exchange } from '../../../src/simulator/telephones/exchange.js';
import type { Caller } from './caller.js';

/** Telephones that rang while they were in use: whoever talks, or is being told of another call, is not rung. */
export function rungWhileEngaged({ rings }: Exchange): readonly string[] {
  return rings.filter(({ wasEngaged }) => wasEngaged).map(({ at, address }) => `${address} at ${at / 1000} s`);
}

const digits = '零一二三四五六七八九';

/**
 * Places that got worse, of those that a caller was told in one wait.
 * @example 前面还有一位, then 前面还有三位
 */
export function worsePlaces(caller: Caller): readonly string[] {
  const told = (caller.call?.heard ?? []).flatMap((one) => {
    const [, place] = (one.kind === 'says' && /前面还有([一二两三四五六七八九])位/.exec(one.words)) || [];
    return place === undefined ? [] : [place === '两' ? 2 : digits.indexOf(place)];
  });
  return told.flatMap((place, index) => {
    const before = told[index - 1];
    return before !== undefined && place > before ? [`${before}, then ${place}`] : [];
  });
}

/** Callers who waited longer than they may, in seconds from the key to a person, a message or the end. */
export function waitedTooLong(callers: readonly Caller[], mostSeconds: number): readonly number[] {
  return callers.map(({ waitedSeconds }) => waitedSeconds).filter((seconds) => seconds > mostSeconds);
}
