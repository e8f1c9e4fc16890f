import { expect, test, vi } from 'vitest';
import { sqliteDialect } from '../../src/database/sqlite/dialect.js';
import { Unavailable } from '../../src/domain/care/unavailable.js';
import type { Effect } from '../../src/domain/conversation/effect.js';
import { StoredConversations } from '../../src/store/shared/conversations.js';
import { outcome } from './postgres-fixtures.js';

test('many turns that are committed together while there is no database wait for it as long as one, not each in turn', async () => {
  const gone = vi.fn(() => Promise.reject(new Unavailable('no connection could be had in time')));
  const reader = { all: gone, one: gone };
  const writer = { statement: gone, transaction: gone, together: gone, script: gone, longTransaction: gone };
  const database = { reader, patientReader: reader, writer, dialect: sqliteDialect };
  const store = new StoredConversations(database, { take: gone, insert: gone, insertAll: gone });
  const what = { text: '盆栽', band: 'unsure', nearest: null } as const;
  const effects: readonly Effect[] = [{ kind: 'note-unanswered', what, at: 1 }];
  const given = Array.from({ length: 50 }, (_, n) => ({ ...outcome(`call:${n}`, 1, `call:${n}:0`), effects }));
  const results = await Promise.allSettled(given.map((one) => store.commit(one)));
  expect(results.every((one) => one.status === 'rejected' && one.reason instanceof Unavailable)).toBe(true);
  expect(gone).toHaveBeenCalledTimes(1);
});
