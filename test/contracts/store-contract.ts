import { describe, expect, test } from 'vitest';
import { tables } from '../../src/database/tables.js';
import { forgetConversation } from '../../src/domain/care/forgetful.js';
import type { Case } from '../../src/domain/cases/case.js';
import { caseNumber } from '../../src/domain/cases/case-number.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { TurnOutcome } from '../../src/domain/conversation/stores.js';
import type { Store } from '../../src/domain/store.js';
import { allCases } from '../all-cases.js';
import { eachWithNewStore, keeperOf } from './new-store.js';

/** A database under test: where it is, opened anew as often as wanted. */
export interface Database {
  open(): Promise<Store>;
  /** All columns of all its tables. */
  columns(): Promise<readonly Column[]>;
  remove(): Promise<void>;
}

export interface Column {
  readonly table: string;
  readonly column: string;
}

function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 'call:CA1',
    channel: 'phone',
    personId: '+8613800000000',
    revision: 1,
    contentVersion: 'v1',
    startedAt: 1000,
    updatedAt: 1000,
    place: { at: 'menu', menu: 'main' },
    silences: 0,
    noMatches: 0,
    hungUp: false,
    ...change,
  };
}

function aCase(change: Partial<Case> = {}): Case {
  return {
    caseNo: '201610030001',
    kind: 'voicemail',
    line: 'general',
    channel: 'phone',
    personId: '+8613800000000',
    contact: '+8613800000000',
    proof: '0000',
    isConfidential: false,
    conversationId: 'call:CA1',
    openedAt: 1000,
    message: { kind: 'recording', url: 'https://recordings.example/RE1', seconds: 7 },
    sourceId: 'recording:RE1',
    ...change,
  };
}

function outcome(change: Partial<TurnOutcome> = {}): TurnOutcome {
  return {
    deliveryId: 'call:CA1:0',
    conversation: conversation(),
    answer: { contentType: 'text/xml', body: '<Response>您好</Response>' },
    effects: [],
    ...change,
  };
}

/** What every database must do; a second one is added by calling this with it. */
export function describeStore(name: string, create: () => Promise<Database>): void {
  describe(`the store on ${name}`, () => {
    let database: Database;
    let store: Store;
    eachWithNewStore(create, (opened, on) => {
      store = opened;
      database = on;
    });

    async function removed(kind: string, before: number): Promise<number> {
      let sum = 0;
      for await (const piece of keeperOf(store, kind).remove(before)) sum += piece;
      return sum;
    }

    test('a stamp belongs to the first delivery that comes with it, for every process, until it is removed', async () => {
      const { stamps } = store;
      const other = await database.open();
      expect(await stamps.use('a', 'wx:1', 1000)).toBe(true);
      expect([await other.stamps.use('a', 'wx:2', 1000), await other.stamps.use('a', 'wx:1', 9000)]).toEqual([
        false,
        true,
      ]);
      const uses = Array.from({ length: 20 }, (_, n) => (n % 2 ? store : other).stamps.use('b', `wx:${n}`, 2000));
      expect((await Promise.all(uses)).filter((isOwn) => isOwn)).toHaveLength(1);
      await other.close();
      for (let n = 0; n < 5; n++) await stamps.use(`old ${n}`, 'wx:3', 500);
      expect([await stamps.remove(1000, 3), await stamps.remove(1000, 3), await stamps.remove(1000, 3)]).toEqual([
        3, 2, 0,
      ]);
      expect([await stamps.use('a', 'wx:2', 1000), await stamps.use('old 1', 'wx:4', 500)]).toEqual([false, true]);
    });

    test('migrations are applied once', async () => {
      expect(await store.migrate()).toEqual([]);
    });

    test('a backup holds every table but the list of migrations', async () => {
      const there = new Set((await database.columns()).map(({ table }) => table));
      there.delete('migration');
      expect([...there].sort()).toEqual(Object.keys(tables).sort());
    });

    test("openings that migrate together do not get in each other's way", async () => {
      const fresh = await create();
      const stores = await Promise.all([1, 2, 3].map(() => fresh.open()));
      const applied = await Promise.all(stores.map((one) => one.migrate()));
      expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
      await Promise.all(stores.map((one) => one.close()));
      await fresh.remove();
    });

    test('a new conversation and its answer are found again', async () => {
      expect(await store.conversations.take('call:CA1', 'call:CA1:0')).toEqual({ conversation: null, answered: null });
      expect(await store.conversations.commit(outcome())).toBe('committed');
      const taken = await store.conversations.take('call:CA1', 'call:CA1:0');
      expect(taken.conversation).toEqual(conversation());
      expect(taken.answered).toEqual({ at: 1000, contentType: 'text/xml', body: '<Response>您好</Response>' });
    });

    test('what was committed is there after the database is opened anew', async () => {
      await store.conversations.commit(outcome({ effects: [{ kind: 'open-case', case: aCase() }] }));
      const second = await database.open();
      expect((await second.conversations.take('call:CA1', 'x')).conversation).toEqual(conversation());
      expect(await allCases(second)).toEqual([aCase()]);
      await second.close();
    });

    test('a delivery is answered once', async () => {
      await store.conversations.commit(outcome());
      const again = outcome({ conversation: conversation({ revision: 2 }) });
      expect(await store.conversations.commit(again)).toBe('stale');
    });

    test('of two turns from one revision the second is stale and leaves nothing behind', async () => {
      await store.conversations.commit(outcome());
      const next = conversation({ revision: 2 });
      const first = outcome({ deliveryId: 'a', conversation: next });
      const second = outcome({ deliveryId: 'b', conversation: next, effects: [{ kind: 'open-case', case: aCase() }] });
      expect(await store.conversations.commit(first)).toBe('committed');
      expect(await store.conversations.commit(second)).toBe('stale');
      expect((await store.conversations.take('call:CA1', 'b')).answered).toBeNull();
      expect(await allCases(store)).toEqual([]);
    });

    test('the newest turn is where a conversation stands, and older answers are still found', async () => {
      await store.conversations.commit(outcome());
      const later = conversation({ revision: 2, updatedAt: 2000 });
      const answer = { contentType: 'text/xml', body: '<Response/>' };
      await store.conversations.commit(outcome({ deliveryId: 'b', conversation: later, answer }));
      const taken = await store.conversations.take('call:CA1', 'call:CA1:0');
      expect(taken.conversation).toEqual(later);
      expect(taken.answered?.body).toBe('<Response>您好</Response>');
    });

    test('of a hundred commits of one delivery at once, one is kept', async () => {
      const results = await Promise.all(Array.from({ length: 100 }, () => store.conversations.commit(outcome())));
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
    });

    test('two openings of one database do not both commit the same delivery', async () => {
      const other = await database.open();
      const results = await Promise.all([store, other].map((one) => one.conversations.commit(outcome())));
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
      await other.close();
    });

    test('a turn whose case is already known is stale', async () => {
      await store.cases.open(aCase());
      expect(
        await store.conversations.commit(
          outcome({ effects: [{ kind: 'open-case', case: aCase({ caseNo: '201610030002' }) }] }),
        ),
      ).toBe('stale');
      expect((await store.conversations.take('call:CA1', 'call:CA1:0')).answered).toBeNull();
    });

    test('a turn adds to a case that another opened, in its order, and when the turn is stale it does not', async () => {
      const message = { kind: 'text', text: '投诉' } as const;
      await store.conversations.commit(outcome({ effects: [{ kind: 'open-case', case: aCase({ message }) }] }));
      const adding = (revision: number, text: string) =>
        store.conversations.commit(
          outcome({
            deliveryId: `d${revision}${text}`,
            conversation: conversation({ revision }),
            effects: [{ kind: 'add-to-case', caseNo: '201610030001', text }],
          }),
        );
      expect(await adding(2, '他姓"李"')).toBe('committed');
      expect(await adding(2, '来晚了')).toBe('stale');
      expect(await adding(3, '在东疆😀')).toBe('committed');
      const text = '投诉\n他姓"李"\n在东疆😀';
      expect(await allCases(store)).toEqual([aCase({ message: { kind: 'text', text } })]);
    });

    test('what is added to no case is told, and the turn is not kept', async () => {
      const effect = { kind: 'add-to-case', caseNo: '201610030001', text: '他姓李' } as const;
      await expect(store.conversations.commit(outcome({ effects: [effect] }))).rejects.toThrow('201610030001');
      expect(await store.conversations.get('call:CA1')).toBeNull();
    });

    test('all effects of a turn are kept with it, or none of them', async () => {
      const what = { text: '盆栽要申报吗', band: 'unsure', nearest: null } as const;
      const note = { kind: 'note-unanswered', what, at: 1000 } as const;
      await store.conversations.commit(outcome({ effects: [note, { kind: 'open-case', case: aCase() }] }));
      expect(await store.unanswered.list(9)).toMatchObject([{ text: '盆栽要申报吗', times: 1 }]);
      const next = conversation({ revision: 2 });
      const known = { kind: 'open-case', case: aCase({ caseNo: '201610030002' }) } as const;
      const stale = outcome({ deliveryId: 'b', conversation: next, effects: [note, known] });
      expect(await store.conversations.commit(stale)).toBe('stale');
      expect(await store.conversations.commit(outcome({ effects: [note] }))).toBe('stale');
      expect(await store.unanswered.list(9)).toMatchObject([{ text: '盆栽要申报吗', times: 1 }]);
      expect((await store.conversations.get('call:CA1'))?.revision).toBe(1);
    });

    test('of turns with effects that are committed together, one that is stale takes no other with it', async () => {
      await store.cases.open(aCase());
      const note = {
        kind: 'note-unanswered',
        what: { text: '盆栽', band: 'unsure', nearest: null },
        at: 1000,
      } as const;
      const known = { kind: 'open-case', case: aCase({ caseNo: '201610030009' }) } as const;
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.conversations.commit(
            outcome({
              deliveryId: `d${n}`,
              conversation: conversation({ id: `call:CA${n}` }),
              effects: n === 7 ? [note, known] : n % 2 === 0 ? [note] : [],
            }),
          ),
        ),
      );
      expect(results.map((result, n) => (result === 'stale' ? n : null)).filter((n) => n !== null)).toEqual([7]);
      expect(await store.unanswered.list(9)).toMatchObject([{ text: '盆栽', times: 10 }]);
      expect(await allCases(store)).toHaveLength(1);
    });

    test('many conversations committed together are each kept', async () => {
      const ids = Array.from({ length: 300 }, (_, index) => `call:CA${index}`);
      await Promise.all(
        ids.map((id) =>
          store.conversations.commit(outcome({ deliveryId: `${id}:0`, conversation: conversation({ id }) })),
        ),
      );
      const taken = await Promise.all(ids.map((id) => store.conversations.take(id, `${id}:0`)));
      expect(taken.map(({ conversation: one }) => one?.id)).toEqual(ids);
    });

    test('text of any script and any sign comes back as it went in', async () => {
      const body = '汉字 emoji 😀 "quotes" \\ \u2028 \n <x>&amp;';
      await store.conversations.commit(outcome({ answer: { contentType: 'text/xml', body } }));
      expect((await store.conversations.take('call:CA1', 'call:CA1:0')).answered?.body).toBe(body);
    });

    test('forgetting a conversation deletes it and leaves its case under its number, without the person', async () => {
      await store.conversations.commit(outcome({ effects: [{ kind: 'open-case', case: aCase() }] }));
      await forgetConversation(store.forgetful, 'call:CA1');
      expect(await store.conversations.take('call:CA1', 'call:CA1:0')).toEqual({ conversation: null, answered: null });
      expect(await allCases(store)).toEqual([aCase({ personId: null, contact: null, proof: null })]);
    });

    test.each([
      ['without effects', []],
      [
        'with an effect that asks nothing',
        [{ kind: 'wait-no-more', conversationId: 'call:CA1', state: 'left', at: 1 }],
      ],
      ['with an effect that asks', [{ kind: 'open-case', case: aCase() }]],
    ] as const)('a turn %s that follows one which was forgotten meanwhile is stale', async (_, effects) => {
      await store.conversations.commit(outcome());
      await forgetConversation(store.forgetful, 'call:CA1');
      const next = outcome({ deliveryId: 'b', conversation: conversation({ revision: 2 }), effects });
      expect(await store.conversations.commit(next)).toBe('stale');
      expect((await store.conversations.take('call:CA1', 'b')).conversation).toBeNull();
      expect(await allCases(store)).toEqual([]);
    });

    test('old answers are dropped; the newest stays, for it says where the conversation stands', async () => {
      await store.conversations.commit(outcome());
      const later = conversation({ revision: 2, updatedAt: 9000 });
      await store.conversations.commit(outcome({ deliveryId: 'later', conversation: later }));
      expect(await removed('answers', 5000)).toBe(1);
      expect(await removed('answers', 10_000)).toBe(0);
      expect((await store.conversations.take('call:CA1', 'x')).conversation).toEqual(later);
      expect((await store.conversations.take('call:CA1', 'later')).answered).not.toBeNull();
    });

    test('words that were not understood are counted, the most frequent first, and go when they are dealt with or old', async () => {
      const { unanswered } = store;
      const words = (text: string, nearest: string | null = null) => ({ text, band: 'unsure', nearest }) as const;
      await unanswered.note(words('盆栽要申报吗', 'traveller-plants'), 1000);
      await unanswered.note(words('社保卡丢了'), 2000);
      await unanswered.note({ ...words('盆栽要申报吗'), band: 'nothing' }, 3000);
      await unanswered.note(words('  '), 3000);
      expect(await unanswered.list(9)).toEqual([
        { text: '盆栽要申报吗', band: 'nothing', nearest: null, times: 2, firstAt: 1000, lastAt: 3000 },
        { text: '社保卡丢了', band: 'unsure', nearest: null, times: 1, firstAt: 2000, lastAt: 2000 },
      ]);
      expect(await unanswered.list(1)).toHaveLength(1);
      // Half a character and NUL, which neither database could name again.
      await unanswered.note(words('盆栽\uD83D要\0申报吗'), 4000);
      const [odd] = (await unanswered.list(9)).filter(({ firstAt }) => firstAt === 4000);
      expect(odd?.text).toBe('盆栽\uFFFD要申报吗');
      expect(await unanswered.remove([odd?.text ?? ''])).toBe(1);
      expect(await keeperOf(store, 'unanswered').count(2500)).toBe(1);
      expect(await removed('unanswered', 2500)).toBe(1);
      expect(await unanswered.remove(['盆栽要申报吗', '别的'])).toBe(1);
      expect(await unanswered.list(9)).toEqual([]);
    });

    test('case numbers count up day by day and are never given twice', async () => {
      const numbers = await Promise.all(Array.from({ length: 20 }, () => store.cases.nextNumber('20161003')));
      expect([...numbers].sort()).toEqual(Array.from({ length: 20 }, (_, n) => caseNumber('20161003', n + 1)));
      expect(await store.cases.nextNumber('20161004')).toBe(caseNumber('20161004', 1));
    });

    test('one source opens one case', async () => {
      expect(await store.cases.open(aCase())).toBe('opened');
      expect(await store.cases.open(aCase({ caseNo: '201610030002' }))).toBe('known');
      expect((await store.cases.bySource('recording:RE1'))?.caseNo).toBe('201610030001');
      expect((await store.cases.file('201610030001'))?.case.sourceId).toBe('recording:RE1');
      expect(await store.cases.file('201610039999')).toBeNull();
    });

    test('conversations in which nothing happens any more are dropped whole', async () => {
      await store.conversations.commit(outcome({ effects: [{ kind: 'open-case', case: aCase() }] }));
      const later = conversation({ revision: 2, updatedAt: 9000 });
      await store.conversations.commit(outcome({ deliveryId: 'later', conversation: later }));
      const old = conversation({ id: 'call:CA2' });
      await store.conversations.commit(outcome({ deliveryId: 'call:CA2:0', conversation: old }));
      expect(await removed('conversations', 5000)).toBe(1);
      expect((await store.conversations.take('call:CA2', 'x')).conversation).toBeNull();
      expect((await store.conversations.take('call:CA1', 'call:CA1:0')).answered).not.toBeNull();
      expect(await removed('conversations', 5000)).toBe(0);
      expect(await allCases(store)).toHaveLength(1);
    });

    test('the person is taken out of old cases, and the cases stay', async () => {
      await store.cases.open(aCase());
      await store.cases.open(aCase({ caseNo: '201610030002', sourceId: 'recording:RE2', openedAt: 9000 }));
      expect(await removed('case-persons', 5000)).toBe(1);
      expect(await removed('case-persons', 5000)).toBe(0);
      expect((await allCases(store)).map(({ personId }) => personId)).toEqual([null, '+8613800000000']);
    });

    test('content is kept by its version', async () => {
      await store.contents.save('v1', '{"a":"b"}', 1000);
      await store.contents.save('v1', '{"other":""}', 1000);
      expect(await store.contents.load('v1')).toBe('{"a":"b"}');
      expect(await store.contents.load('v2')).toBeNull();
    });

    test('what was taken up last is the newest content, also again, and by a clock that was set back', async () => {
      const takenUp = [['v1', 5000] as const, ['v2', 6000] as const, ['v3', 1000] as const, ['v1', 2000] as const];
      for (const [version, at] of takenUp) await store.contents.save(version, '{}', at);
      expect(await store.contents.newestFirst()).toEqual(['v1', 'v3', 'v2']);
    });

    test('content goes that was taken up long ago, but for the newest five and what conversations have gone on with since', async () => {
      for (let n = 1; n <= 20; n++) await store.contents.save(`v${n}`, '{}', n * 1000);
      for (const [id, contentVersion, updatedAt] of [['1', 'v2', 9_000] as const, ['2', 'v3', 8_999] as const]) {
        const gone = conversation({ id: `call:${id}`, contentVersion, updatedAt });
        await store.conversations.commit(outcome({ deliveryId: id, conversation: gone }));
      }
      const versions = keeperOf(store, 'content-versions');
      expect(await versions.count(9_000)).toBe(7);
      const pieces: number[] = [];
      for await (const piece of versions.remove(9_000)) {
        pieces.push(piece);
        // Taken up again while the others are removed.
        if (pieces.length === 1) await store.contents.save('v8', '{}', 21_000);
      }
      expect(pieces).toEqual([5, 1]);
      expect((await store.contents.newestFirst()).filter((one) => /^v\d$/.test(one))).toEqual(['v8', 'v9', 'v2']);
      expect(await versions.count(1_000_000)).toBe(9);
      expect(await removed('content-versions', 1_000_000)).toBe(9);
      await versions.forget('call:1');
      expect(await store.contents.newestFirst()).toEqual(['v8', 'v20', 'v19', 'v18', 'v17']);
    });
  });
}
