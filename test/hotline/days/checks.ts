import type { KeptOffer } from '../../../src/domain/hotline/offer.js';
import type { Exchange, Ring } from '../../../src/simulator/telephones/exchange.js';
import type { Caller } from './caller.js';
import type { Away } from './colleague.js';
import type { Uses } from './uses.js';

/** What a ring is told as. */
const told = ({ at, address }: Ring): string => `${address} at ${at / 1000} s`;

/** Telephones that rang while they were in use: whoever talks, or is being told of another call, is not rung. */
export function rungWhileEngaged({ rings }: Exchange): readonly string[] {
  return rings.filter(({ wasEngaged }) => wasEngaged).map(told);
}

/** Telephones that rang while whose they are was away. */
export function rungWhileAway({ rings }: Exchange, aways: readonly Away[]): readonly string[] {
  const isAway = ({ address, at }: Ring) =>
    aways.some((one) => one.address === address && one.from < at && at < (one.to ?? Number.POSITIVE_INFINITY));
  return rings.filter(isAway).map(told);
}

/** So long somebody is reserved at most: a ring, and who is calling. */
const reservedMs = 33_000;

/** Colleagues who were offered a call while they were reserved for another. */
export function offeredWhileReserved(offers: readonly KeptOffer[]): readonly string[] {
  const inOrder = [...offers].sort((a, b) => a.offeredAt - b.offeredAt);
  return inOrder.flatMap((one, index) => {
    const until = Math.min(one.endedAt ?? Number.POSITIVE_INFINITY, one.offeredAt + reservedMs);
    const next = inOrder.slice(index + 1).find(({ colleague }) => colleague === one.colleague);
    return next && next.offeredAt < until ? [`${one.id}, then ${next.id}`] : [];
  });
}

/** The longest that anybody rests after anything, with a look at the line. */
const restedMs = 130_000;
/** So many misses put a colleague away. */
const missesUntilAway = 3;

/**
 * Telephones that rang for a call again, while somebody of the same line could have been rung whom it was not offered to yet: their telephone had neither
 * been rung nor been in use for longer than anybody rests, they were not away, and had not missed so many that the house put them away.
 * @param lines the telephones of each line
 */
export function offeredAgainBeforeOthers(
  { rings }: Exchange,
  lines: readonly (readonly string[])[],
  aways: readonly Away[],
  uses: Uses,
): readonly string[] {
  const isFree = (address: string, at: number): boolean => {
    const rung = rings.filter((ring) => ring.address === address && ring.at <= at);
    // A telephone that cannot be reached is never in use, and whose it is rests all the same.
    const isResting = uses.wasUsed(address, at - restedMs, at) || rung.some((ring) => ring.at >= at - restedMs);
    const isAway = aways.some((one) => one.address === address && one.from <= at);
    return rung.length < missesUntilAway && !isAway && !isResting;
  };
  return rings.flatMap((ring, index) => {
    const before = rings.slice(0, index).filter(({ callSid, at }) => callSid === ring.callSid && at < ring.at);
    if (!before.some(({ address }) => address === ring.address)) return [];
    const line = lines.find((one) => one.includes(ring.address)) ?? [];
    const passedOver = line.filter(
      (address) => !before.some((other) => other.address === address) && isFree(address, ring.at),
    );
    // Those who are rung in the same moment are not passed over.
    const isRungToo = (address: string) =>
      rings.some((other) => other.address === address && other.callSid === ring.callSid && other.at === ring.at);
    return passedOver.filter((address) => !isRungToo(address)).map((address) => `${told(ring)}, and not ${address}`);
  });
}

const digits = '零一二三四五六七八九';

/**
 * Places that got worse, of those that a caller was told in one wait.
 * @example 前面还有一位, then 前面还有三位
 */
export function worsePlaces(caller: Caller): readonly string[] {
  const places = (caller.call?.heard ?? []).flatMap((one) => {
    const [, place] = (one.kind === 'says' && /前面还有([一二两三四五六七八九])位/.exec(one.words)) || [];
    return place === undefined ? [] : [place === '两' ? 2 : digits.indexOf(place)];
  });
  return places.flatMap((place, index) => {
    const before = places[index - 1];
    return before !== undefined && place > before ? [`${before}, then ${place}`] : [];
  });
}

/** Callers who waited longer than they may, in seconds from the key to a person, a message or the end. */
export function waitedTooLong(callers: readonly Caller[], mostSeconds: number): readonly number[] {
  return callers.map(({ waitedSeconds }) => waitedSeconds).filter((seconds) => seconds > mostSeconds);
}
