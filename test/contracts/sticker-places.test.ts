import { expect, test } from 'vitest';
import { defaultPlaceRules } from '../../src/stickers/place-rules.js';
import { Places, type SeenInManyPlaces } from '../../src/stickers/places.js';
import { keeperOf } from './new-store.js';
import { onEachDatabase } from './two-openings.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const tenAt = Date.parse('2016-10-21T10:00:00+08:00');
const rules = { ...defaultPlaceRules, places: 4 };

onEachDatabase((db) => {
  /** Two processes, with one clock. */
  const started = () => {
    const cases: SeenInManyPlaces[] = [];
    const clock = { at: tenAt, now: () => clock.at };
    const [here, there] = [db.store, db.other].map(
      (store) =>
        new Places({
          store: store.stickerPlaces,
          rules: () => rules,
          clock,
          openCase: async (seen) => `case ${cases.push(seen)}`,
          failed: (error) => {
            throw error;
          },
        }),
    );
    if (!here || !there) throw new Error('there are two');
    return { here, there, cases, clock };
  };

  test('many places within a day raise one alarm, in whichever process they are seen', async () => {
    const { here, there, cases, clock } = started();
    for (const [index, address] of ['10.1.0.1', '10.1.200.7', '10.2.0.1', '10.3.0.1', '10.3.9.9'].entries())
      await (index % 2 === 0 ? here : there).seen('wine', '409334585274', address);
    expect(await here.isInMany('wine', '409334585274')).toBe(false);
    await there.seen('wine', '409334585274', '2001:db8::1');
    expect(cases).toEqual([{ on: 'wine', code: '409334585274', places: 4, at: tenAt }]);
    // Known here within two seconds, and at once by whoever looks again.
    here.forgetAlarms();
    expect([await here.isInMany('wine', '409334585274'), await there.isInMany('wine', '409334585274')]).toEqual([
      true,
      true,
    ]);
    expect(await there.isInMany('car', '409334585274')).toBe(false);
    for (const address of ['10.5.0.1', '10.6.0.1', '10.7.0.1', '10.8.0.1', '10.9.0.1'])
      await here.seen('wine', '409334585274', address);
    expect(cases).toHaveLength(1);
    expect(await db.other.stickerPlaces.alarms(0)).toEqual([
      { on: 'wine', code: '409334585274', raisedAt: tenAt, places: 4, caseNo: 'case 1' },
    ]);
    // Its days are over: it may be raised anew.
    clock.at += (rules.alarmDays + 1) * dayMs;
    expect(await here.isInMany('wine', '409334585274')).toBe(false);
    for (const address of ['10.1.0.1', '10.2.0.1', '10.3.0.1', '10.4.0.1'])
      await there.seen('wine', '409334585274', address);
    expect(cases).toHaveLength(2);
  });

  test('few places a day raise none, however many days', async () => {
    const { here, cases, clock } = started();
    for (let day = 0; day < 5; day++, clock.at += dayMs)
      for (const address of ['10.1.0.1', '10.2.0.1', '10.3.0.1']) await here.seen('car', '221865233729', address);
    expect(cases).toEqual([]);
  });

  test('nothing is kept that tells a place, or that a place was seen twice', async () => {
    const { here, clock } = started();
    const { stickerPlaces, archive } = db.store;
    await here.seen('car', '221865233729', '203.0.113.7');
    await here.seen('wine', '409334585274', '203.0.113.7');
    clock.at += dayMs;
    await here.seen('car', '221865233729', '203.0.113.7');
    const places: string[] = [];
    const days: unknown[] = [];
    for await (const { table, rows } of archive.dump()) {
      if (table === 'sticker_place') places.push(...rows.map(([place]) => String(place)));
      if (table === 'sticker_day') days.push(...rows.map(([day]) => day));
    }
    expect(new Set(places).size).toBe(3);
    for (const place of places) expect(place).toMatch(/^[\w-]{22}$/);
    // The key of the day before is gone, and with it what would tell one place from another.
    expect(days).toEqual(['2016-10-22']);
    const before = await stickerPlaces.keyOf('2016-10-22');
    expect(await db.other.stickerPlaces.keyOf('2016-10-22')).toBe(before);
    expect(await keeperOf(db.store, 'sticker-places').count(clock.at - hourMs)).toBe(2);
    for await (const _ of keeperOf(db.store, 'sticker-places').remove(clock.at - hourMs));
    expect(await stickerPlaces.count('car', '221865233729', 0)).toBe(1);
  });

  test('whoever has looked takes the alarm back', async () => {
    const { here, cases } = started();
    for (const address of ['10.1.0.1', '10.2.0.1', '10.3.0.1', '10.4.0.1'])
      await here.seen('car', '221865233729', address);
    expect(cases).toHaveLength(1);
    expect(await db.other.stickerPlaces.clear('car', '221865233729')).toBe(true);
    expect(await here.isInMany('car', '221865233729')).toBe(false);
    expect(await db.other.stickerPlaces.clear('car', '221865233729')).toBe(false);
  });
});
