import { expect, test } from 'vitest';
import { accompanied } from '../../src/cases/accompanied.js';
import { withCase } from '../../src/service/with-case.js';
import { caseOf, now, turn } from '../operations/fixtures.js';
import { onEachDatabase } from './two-openings.js';

const notices = {
  webhook: { url: 'https://oa.example', secret: Buffer.alloc(32) },
  mail: { server: 'smtp://mail.example', from: 'a@tj.example', to: ['a@tj.example', 'b@tj.example'] },
};

onEachDatabase((db) => {
  const owed = async () => (await db.other.outbox.list('owed', 100)).map(({ key }) => key);
  const told = (caseNo: string) => ['mail-1', 'mail-2', 'webhook'].map((whom) => `case:${caseNo}:opened:${whom}`);

  test('a turn that opens a case owes it to each who is told, once; one that opens none, nothing', async () => {
    const store = accompanied(db.store, withCase({ notifications: notices }));
    await store.conversations.commit(turn('call:1', 1));
    expect(await owed()).toEqual([]);
    expect(await store.conversations.commit(turn('call:1', 2, now, true))).toBe('committed');
    expect(await owed()).toEqual(told('201610210001'));
    // Another turn of the same source: it is stale, and nothing of it is written.
    const again = turn('call:1', 3, now, true);
    expect(await store.conversations.commit(again)).toBe('stale');
    expect(await owed()).toHaveLength(3);
  });

  test('a case that is opened outside a turn owes the same', async () => {
    const store = accompanied(db.store, withCase({ notifications: notices }));
    expect(await store.cases.open(caseOf('call:2'))).toBe('opened');
    expect(await store.cases.open({ ...caseOf('call:2'), caseNo: '201610210099' })).toBe('known');
    expect(await owed()).toEqual(told('201610210002'));
    expect((await store.cases.file('201610210002'))?.case).toMatchObject({ line: 'general' });
  });

  test('what goes with a case is written, or the case is not', async () => {
    const broken = { ...caseOf('call:3') };
    const store = accompanied(db.store, () => [{ kind: 'add-to-case', caseNo: 'none', text: '' }]);
    await expect(store.cases.open(broken)).rejects.toThrow(/case none/);
    expect(await db.other.cases.file(broken.caseNo)).toBeNull();
  });
});
