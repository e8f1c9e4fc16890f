import { expect, test } from 'vitest';
import { onEachDatabase } from './two-openings.js';

const hex = (sign: string) => sign.repeat(64);
const seal = (position: number, previous: string) => ({
  ...{
    position,
    previous,
    salt: hex('5'),
    fields: ['编号', '"品名"'],
    size: 3,
    root: hex('a'),
    seal: hex(String(position)),
  },
});

onEachDatabase((db) => {
  test('public seals are added one behind the other, and stay', async () => {
    const { publicSeals } = db.store;
    const [first, second] = [seal(1, ''), seal(2, hex('1'))];
    expect([await publicSeals.last(), await publicSeals.list(0, 9)]).toEqual([null, []]);
    expect(await publicSeals.add(second, [])).toBe(false);
    const pieces = Array.from({ length: 450 }, (_, no) => ({ no, firstLine: no * 600 + 2, root: hex('b') }));
    expect(await publicSeals.add(first, pieces)).toBe(true);
    expect(await publicSeals.add({ ...first, seal: hex('9') }, pieces)).toBe(false);
    expect(await publicSeals.add({ ...second, previous: hex('9') }, [])).toBe(false);
    expect(await db.other.publicSeals.add(second, [])).toBe(true);
    expect(await publicSeals.last()).toEqual(second);
    expect(await publicSeals.list(0, 9)).toEqual([first, second]);
    expect(await publicSeals.list(1, 9)).toEqual([second]);
    expect(await publicSeals.list(0, 1)).toEqual([first]);
    expect(await publicSeals.pieces(1)).toEqual(pieces);
    expect(await publicSeals.pieces(2)).toEqual([]);
  });

  test('of two processes that seal the same release, one does', async () => {
    const both = [db.store, db.other].map(({ publicSeals }, n) =>
      publicSeals.add({ ...seal(1, ''), salt: hex(String(n)) }, []),
    );
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
    expect(await db.store.publicSeals.list(0, 9)).toHaveLength(1);
  });
});
