import { expect, test } from 'vitest';
import { NoticeBoard } from '../../src/service/notice-board.js';
import { onEachDatabase } from './two-openings.js';

const since = 1_000_000;

onEachDatabase((db) => {
  test('one notice is on at a time, for every process, until its time or until it is switched off', async () => {
    const board = new NoticeBoard(db.other.notices);
    const upgrade = { line: null, words: '今天系统升级。', since: since + 1, until: since + 60_000 };
    expect(board.current(since)).toBeNull();
    await db.store.notices.set({ line: null, words: '今天停电。', since, until: null });
    await db.store.notices.set(upgrade);
    expect(await db.other.notices.all()).toEqual([upgrade]);
    expect(board.current(since + 2)).toBeNull();
    await board.refresh();
    expect(board.current(since + 2)?.words).toBe('今天系统升级。');
    expect(board.current(since + 60_000)).toBeNull();
    await db.store.notices.remove(null);
    await board.refresh();
    expect([await db.other.notices.all(), board.current(since + 2)]).toEqual([[], null]);
  });

  test('a line has a notice of its own, beside that for everybody', async () => {
    const { notices } = db.store;
    const everybody = { line: null, words: '今天停电。', since, until: null };
    const food = { line: 'food', words: '今天不收样。', since, until: since + 60_000 };
    await notices.set(food);
    await notices.set(everybody);
    expect(await db.other.notices.all()).toEqual([everybody, food]);
    const board = new NoticeBoard(db.other.notices);
    await board.refresh();
    expect([board.current(since), board.current(since, 'food'), board.current(since, 'legal')]).toEqual([
      everybody,
      food,
      null,
    ]);
    expect(board.current(since + 60_000, 'food')).toBeNull();
    await notices.remove('food');
    expect(await db.other.notices.all()).toEqual([everybody]);
  });
});
