import { beforeEach, expect, test } from 'vitest';
import { Challenges } from '../../../src/challenge/challenges.js';
import { seededEntropy } from '../../../src/service/entropy.js';
import { onEachDatabase } from '../../contracts/two-openings.js';

const begin = Date.parse('2016-10-21T10:00:00+08:00');
const minuteMs = 60_000;

onEachDatabase((db) => {
  let clock: number;
  let one: Challenges;
  let other: Challenges;
  let digits: string;
  let id: string;
  beforeEach(async () => {
    clock = begin;
    const [mine, others] = [db.store, db.other].map(
      ({ guesses: store }) => new Challenges({ store, clock: { now: () => clock }, entropy: seededEntropy('seen') }),
    );
    if (!mine || !others) throw new Error('there are two processes');
    [one, other] = [mine, others];
    digits = seededEntropy('seen').digits(5);
    id = await one.fresh('progress');
  });

  test('what the picture shows and the sound says is what has to be typed, whichever process answers', async () => {
    expect(await other.digitsOf(id)).toBe(digits);
    expect(await other.check('progress', id, digits)).toBe('right');
  });

  test('it may be typed in full width, with blanks, or with a dash', async () => {
    const wide = (code: string) => [...code].map((one) => String.fromCodePoint(0xff10 + Number(one))).join('');
    const ways = [
      wide,
      (code: string) => ` ${code.slice(0, 2)} ${code.slice(2)} `,
      (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
    ];
    for (const way of ways) {
      const next = await one.fresh('progress');
      expect(await one.check('progress', next, way((await one.digitsOf(next)) ?? ''))).toBe('right');
    }
  });

  test('one challenge, one use: of sixteen at once in two processes one is right', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 16 }, (_, n) => (n % 2 ? one : other).check('progress', id, digits)),
    );
    expect(verdicts.filter((verdict) => verdict !== 'over')).toEqual(['right']);
  });

  test('a wrong code uses it up too: nobody tries a second on the same picture', async () => {
    for (const wrong of [digits.slice(1), `${digits}0`, '']) {
      const next = await one.fresh('progress');
      expect(await one.check('progress', next, wrong), wrong).toBe('wrong');
      expect(await one.check('progress', next, (await one.digitsOf(next)) ?? ''), wrong).toBe('over');
    }
  });

  test('it holds for five minutes, and is never there again', async () => {
    clock += 5 * minuteMs - 1;
    expect(await one.digitsOf(id)).toBe(digits);
    clock += 1;
    expect(await one.digitsOf(id)).toBe(null);
    expect(await one.check('progress', id, digits)).toBe('over');
    const used = await one.fresh('progress');
    const code = (await one.digitsOf(used)) ?? '';
    await one.check('progress', used, code);
    for (let minutes = 0; minutes < 30; minutes++, clock += minuteMs) {
      expect(await one.check('progress', used, code)).toBe('over');
    }
  });

  test('it is for its form alone, and being tried on another leaves it as it was', async () => {
    expect(await one.check('case', id, digits)).toBe('over');
    expect(await one.check('progress', id, digits)).toBe('right');
  });

  test('nobody makes one, or changes one in any place, and none shows its digits', async () => {
    const made = ['', 'A'.repeat(60), Buffer.from(`${begin}${digits}progress`).toString('base64url')];
    const changed = [...id].map((letter, at) => id.slice(0, at) + (letter === 'A' ? 'B' : 'A') + id.slice(at + 1));
    for (const forged of [...made, ...changed, `${id}A`, id.slice(0, -1)]) {
      expect([forged, await one.check('progress', forged, digits)]).toEqual([forged, 'over']);
    }
    expect(Buffer.from(id, 'base64url').toString('latin1')).not.toContain(digits);
  });
});
