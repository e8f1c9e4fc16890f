import { describe, expect, test } from 'vitest';
import { freeFromTheFirst, type Presence, stateAt } from '../../src/domain/hotline/presence.js';
import { defaultRules } from '../../src/domain/hotline/rules.js';
import { comeBack, leave, settled, type Transition, talkEnded } from '../../src/hotline/presence/transitions.js';

const noon = Date.parse('2016-10-21T12:00:00+08:00');
const midnight = Date.parse('2016-10-22T00:00:00+08:00');
const rules = { ...defaultRules, wrapUpSeconds: 30, restSeconds: { busy: 10, refused: 20, noAnswer: 40 } };
const offer = 'call:CA1:0:gate-1';
const ringing: Presence = {
  ...freeFromTheFirst('gate-1'),
  ...{ state: 'ringing', since: noon, until: noon + 25_000, offerId: offer, idleSince: noon - 1000 },
};
const after = (...steps: readonly Transition[]): Presence =>
  steps.reduce((before, step) => step(before) ?? before, ringing);
const taken = settled(offer, 'taken', noon + 5000, rules);
const seconds = (n: number) => noon + n * 1000;

describe('an offer that ends', () => {
  test('lets whoever did not take it alone for as long as what came of it costs', () => {
    for (const [outcome, rest] of [
      ['busy', 10],
      ['refused', 20],
      ['no-answer', 40],
      ['failed', 40],
    ] as const) {
      const stands = after(settled(offer, outcome, seconds(18), rules));
      expect([outcome, stands.state, stands.until]).toEqual([outcome, 'resting', seconds(18 + rest)]);
      // Idle since they became free: whoever never answers comes last.
      expect(stands.idleSince).toBe(seconds(18 + rest));
      expect(stateAt(stands, seconds(18 + rest))).toBe('free');
    }
  });

  test('costs nothing where another was first, or the caller left', () => {
    for (const outcome of ['lost', 'withdrawn'] as const)
      expect(after(settled(offer, outcome, seconds(9), rules))).toMatchObject({
        ...{ state: 'free', idleSince: noon - 1000, offerId: null, misses: 0 },
      });
  });

  test('puts away who has missed three in a row, and says why; refusing is no miss', () => {
    const twice = { ...ringing, misses: 2 };
    expect(settled(offer, 'refused', seconds(18), rules)(twice)).toMatchObject({ state: 'resting', misses: 2 });
    expect(settled(offer, 'no-answer', seconds(18), rules)(twice)).toMatchObject({
      ...{ state: 'away', reason: '未应答', since: seconds(18), until: midnight, misses: 3 },
    });
    expect(settled(offer, 'taken', seconds(18), rules)(twice)).toMatchObject({ state: 'on-call', misses: 0 });
  });

  test('told late, leaves what the colleague was offered since, and still counts for how long they are idle', () => {
    const other = { ...ringing, offerId: 'call:CA2:0:gate-1' };
    expect(settled(offer, 'no-answer', seconds(30), rules)(other)).toEqual({ ...other, idleSince: seconds(30) });
    expect(settled(offer, 'lost', seconds(30), rules)(other)).toBeNull();
  });
});

describe('a talk', () => {
  test('begins with the key and ends in writing up, which is over by itself', () => {
    expect(after(taken)).toMatchObject({ state: 'on-call', since: seconds(5), offerId: offer });
    const stands = after(taken, talkEnded(offer, seconds(100), rules));
    expect(stands).toMatchObject({ state: 'wrap-up', until: seconds(130), idleSince: seconds(130), offerId: null });
    expect(stateAt(stands, seconds(130))).toBe('free');
  });

  test('whoever has no time to write up is free at once, also for whoever rang a moment before', () => {
    const stands = after(taken, talkEnded(offer, seconds(100), { ...rules, wrapUpSeconds: 0 }));
    expect(stateAt(stands, seconds(99))).toBe('free');
    expect(stands).toMatchObject({ idleSince: seconds(100), misses: 0 });
  });

  test('ends though the key was never heard of; an end of another one changes nothing', () => {
    expect(after(talkEnded(offer, seconds(100), rules)).state).toBe('wrap-up');
    expect(talkEnded('call:CA2:0:gate-1', seconds(100), rules)(after(taken))).toBeNull();
    expect(talkEnded(offer, seconds(101), rules)(after(taken, talkEnded(offer, seconds(100), rules)))).toBeNull();
  });

  test('whose end nobody tells is over at last', () => {
    expect(stateAt(after(taken), seconds(5) + rules.longestTalkMinutes * 60_000)).toBe('free');
  });
});

describe('being away', () => {
  test('lasts the day at most, and coming back is idle from then', () => {
    const away = after(settled(offer, 'lost', seconds(1), rules), leave('午餐', seconds(60)));
    expect(away).toMatchObject({ state: 'away', reason: '午餐', until: midnight });
    expect(comeBack(seconds(900))(away)).toMatchObject({ state: 'free', reason: null, idleSince: seconds(900) });
    expect(leave('午餐', noon, seconds(3600))(away)).toMatchObject({ until: seconds(3600) });
  });

  test('said while talking, begins after the talk, unless they come back meanwhile', () => {
    const leaving = after(taken, leave('开会', seconds(50)));
    expect(leaving).toMatchObject({ state: 'on-call', reason: '开会' });
    const ended = talkEnded(offer, seconds(100), rules);
    expect(ended(leaving)).toMatchObject({ state: 'away', reason: '开会', since: seconds(100) });
    expect(ended(comeBack(seconds(60))(leaving) ?? leaving)).toMatchObject({ state: 'wrap-up' });
    expect(comeBack(seconds(60))(leaving)).toMatchObject({ state: 'on-call', reason: null, idleSince: seconds(60) });
  });

  test('said while talking or ringing, lasts until the moment that was said, and no longer where the talk does', () => {
    const ended = talkEnded(offer, seconds(100), rules);
    const lunch = leave('午餐', seconds(50), seconds(3600));
    expect(ended(after(taken, lunch))).toMatchObject({ state: 'away', reason: '午餐', until: seconds(3600) });
    expect(ended(after(taken, leave('开会', seconds(50))))).toMatchObject({ state: 'away', until: midnight });
    expect(ended(after(leave('外出', seconds(2), seconds(1800)), taken))).toMatchObject({ until: seconds(1800) });
    const late = talkEnded(offer, seconds(4000), rules)(after(taken, lunch));
    expect(late).toMatchObject({ state: 'wrap-up', reason: null });
  });

  test('the last wish counts; and who comes back after a talk whose end nobody told is idle from then', () => {
    const twice = after(taken, leave('午餐', seconds(50), seconds(3600)), leave('开会', seconds(60), seconds(900)));
    expect(talkEnded(offer, seconds(100), rules)(twice)).toMatchObject({ reason: '开会', until: seconds(900) });
    const untold = after(taken, leave('下班', seconds(50)));
    const much = (rules.longestTalkMinutes + 5) * 60;
    expect(stateAt(untold, seconds(much))).toBe('free');
    const back = comeBack(seconds(much))(untold);
    expect(back).toMatchObject({ state: 'free', reason: null, idleSince: seconds(much) });
    expect(back && talkEnded(offer, seconds(much + 1), rules)(back)).toBeNull();
  });

  test('said while it rings, holds; whoever presses 1 all the same talks, and is away after it', () => {
    const away = after(leave('外出', seconds(2)));
    expect(away).toMatchObject({ state: 'away', offerId: null });
    expect(talkEnded(offer, seconds(100), rules)(taken(away) ?? away)).toMatchObject({ state: 'away', reason: '外出' });
  });

  test('who was put away by the house and takes a call is there again', () => {
    const putAway = settled(offer, 'no-answer', seconds(18), rules)({ ...ringing, misses: 2 });
    expect(putAway && settled('call:CA1:1:gate-1', 'taken', seconds(30), rules)(putAway)).toMatchObject({
      reason: null,
    });
  });

  test('coming back changes nothing for who is free or rings', () => {
    expect(comeBack(seconds(1))(ringing)).toBeNull();
    expect(comeBack(seconds(1))(freeFromTheFirst('gate-1'))).toBeNull();
    expect(comeBack(seconds(1))({ ...ringing, misses: 2 })).toEqual(ringing);
  });
});
