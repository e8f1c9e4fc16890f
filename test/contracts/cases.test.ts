import { expect, test } from 'vitest';
import type { Case } from '../../src/domain/cases/case.js';
import type { CaseEvent } from '../../src/domain/cases/case-event.js';
import { caseOf, turn } from '../operations/fixtures.js';
import { onEachDatabase } from './two-openings.js';

const accepted: CaseEvent = { kind: 'accepted', at: 2000, by: '张三' };
const dispatched: CaseEvent = { kind: 'dispatched', at: 3000, by: '张三', to: '通关科', words: '请核实' };

function aCase(n: number, change: Partial<Case> = {}): Case {
  return { ...caseOf(`call:${n}`, 1000), ...change };
}

onEachDatabase((db) => {
  test('what happened to a case is kept in its order, and read with it', async () => {
    await db.store.cases.open(aCase(1));
    const { caseNo } = aCase(1);
    expect(await db.store.cases.change([{ caseNo, known: 0, events: [accepted, dispatched], isOver: false }])).toBe(
      'changed',
    );
    expect(await db.other.cases.file(caseNo)).toEqual({ case: aCase(1), events: [accepted, dispatched] });
    expect(await db.other.cases.file('201610219999')).toBeNull();
  });

  test('who decided by what is no longer so changes nothing, of several cases neither', async () => {
    for (const n of [1, 2]) await db.store.cases.open(aCase(n));
    const changes = [1, 2].map((n) => ({ caseNo: aCase(n).caseNo, known: 0, events: [accepted], isOver: false }));
    await db.store.cases.change(changes.slice(1));
    expect(await db.other.cases.change(changes)).toBe('stale');
    expect((await db.store.cases.file(aCase(1).caseNo))?.events).toEqual([]);
  });

  test('of twenty who change a case at once one does', async () => {
    await db.store.cases.open(aCase(1));
    const change = { caseNo: aCase(1).caseNo, known: 0, events: [accepted], isOver: false };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? db.store : db.other).cases.change([change])),
    );
    expect(outcomes.filter((one) => one === 'changed')).toHaveLength(1);
  });

  test('cases that are over are listed only where all are asked for, and again when they are reopened', async () => {
    for (const n of [1, 2]) await db.store.cases.open(aCase(n));
    const { caseNo } = aCase(1);
    const closed: CaseEvent = { kind: 'closed', at: 4000, by: '张三', words: '已退费' };
    await db.store.cases.change([{ caseNo, known: 0, events: [accepted, closed], isOver: true }]);
    const listed = async (which: 'open' | 'all') => (await db.other.cases.files(which)).map((one) => one.case.caseNo);
    expect(await listed('open')).toEqual([aCase(2).caseNo]);
    expect(await listed('all')).toEqual([caseNo, aCase(2).caseNo]);
    await db.store.cases.change([
      { caseNo, known: 2, events: [{ kind: 'reopened', at: 5000, by: '张三' }], isOver: false },
    ]);
    expect(await listed('open')).toEqual([caseNo, aCase(2).caseNo]);
  });

  test('what was added is found by its source, and is added once', async () => {
    await db.store.cases.open(aCase(1));
    const message = { kind: 'recording', url: 'https://recordings.example/RE2', seconds: 5 } as const;
    const event: CaseEvent = { kind: 'added', at: 2000, by: 'person', message, sourceId: 'RE2' };
    const effects = [{ kind: 'case-event', caseNo: aCase(1).caseNo, event }] as const;
    expect(await db.store.conversations.commit({ ...turn('call:9', 1), effects })).toBe('committed');
    expect((await db.other.cases.bySource('RE2'))?.caseNo).toBe(aCase(1).caseNo);
    expect(await db.store.conversations.commit({ ...turn('call:8', 1), effects })).toBe('stale');
    expect((await db.store.cases.file(aCase(1).caseNo))?.events).toEqual([event]);
  });

  test('the newest case of a person for a line is found while it is not over, for some time after the last of it', async () => {
    const personId = '+8613800000000';
    await db.store.cases.open(aCase(1));
    await db.store.cases.open(aCase(2, { line: 'food' }));
    const latest = async (since: number) => (await db.store.cases.latestOf(personId, 'general', since))?.caseNo;
    expect(await latest(1000)).toBe(aCase(1).caseNo);
    expect(await latest(1001)).toBeUndefined();
    const added: CaseEvent = { kind: 'added', at: 1500, by: 'person', message: { kind: 'text', text: '还有' } };
    await db.store.cases.change([{ caseNo: aCase(1).caseNo, known: 0, events: [added], isOver: false }]);
    expect(await latest(1500)).toBe(aCase(1).caseNo);
    await db.store.cases.change([{ caseNo: aCase(1).caseNo, known: 1, events: [accepted], isOver: true }]);
    expect(await latest(1000)).toBeUndefined();
    expect(await db.store.cases.latestOf('+8613900000000', 'general', 0)).toBeNull();
  });

  test('what is added says whom to call, or that nobody is to be named', async () => {
    const { caseNo } = aCase(1);
    await db.store.cases.open(aCase(1, { personId: 'o1', channel: 'wechat', contact: null, proof: null }));
    const add = (revision: number, addition: object) =>
      db.store.conversations.commit({
        ...turn('wx:1', revision),
        effects: [{ kind: 'add-to-case', caseNo, text: '补充', addition }],
      });
    await add(1, { contact: '13800138000' });
    expect((await db.store.cases.file(caseNo))?.case).toMatchObject({ contact: '13800138000', proof: '8000' });
    await add(2, { wish: 'confidential' });
    expect((await db.store.cases.file(caseNo))?.case).toMatchObject({ personId: 'o1', isConfidential: true });
    await add(3, { wish: 'anonymous', proof: '7315' });
    const nobody = { personId: null, contact: null, proof: '7315', conversationId: `anonymous:${caseNo}` };
    expect((await db.store.cases.file(caseNo))?.case).toMatchObject(nobody);
  });
});
