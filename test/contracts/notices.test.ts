import { expect, test } from 'vitest';
import { NoticeBoard } from '../../src/service/notice-board.js';
import { onEachDatabase } from './two-openings.js';

const since = 1_000_000;

onEachDatabase((db) => {
  test('one notice is on at a time, for every process, until its time or until it is switched off', async () => {
    const board = new NoticeBoard(db.other.notices);
    expect(board.current(since)).toBeNull();
    await db.store.notices.set({ words: '今天停电。', since, until: null });
    await db.store.notices.set({ words: '今天系统升级。', since: since + 1, until: since + 60_000 });
    expect(await db.other.notices.get()).toEqual({ words: '今天系统升级。', since: since + 1, until: since + 60_000 });
    expect(board.current(since + 2)).toBeNull();
    await board.refresh();
    expect(board.current(since + 2)?.words).toBe('今天系统升级。');
    expect(board.current(since + 60_000)).toBeNull();
    await db.store.notices.set(null);
    await board.refresh();
    expect([await db.other.notices.get(), board.current(since + 2)]).toEqual([null, null]);
  });
});
