import { describe, expect, test } from 'vitest';
import { type Forgetful, forgetConversation } from '../../src/domain/care/forgetful.js';
import type { Store } from '../../src/domain/store.js';
import { allCases } from '../all-cases.js';
import { caseOf, turn } from '../operations/fixtures.js';
import { eachWithNewStore, keeperOf } from './new-store.js';
import type { Database } from './store-contract.js';

/** A column of this name says who somebody is, or leads to them. */
const namesSomebody = /person|conversation|recipient|caller|callee|phone|mobile|open_?id|union_?id|email/;

/** What every database must do with data about persons: know all of it, and let go of it without holding anybody up. */
export function describeForgetful(name: string, create: () => Promise<Database>): void {
  describe(`data about persons on ${name}`, () => {
    let database: Database;
    let store: Store;
    eachWithNewStore(create, (opened, on) => {
      store = opened;
      database = on;
    });

    async function piecesOf(kind: string, before: number, between = async () => {}): Promise<number[]> {
      const pieces: number[] = [];
      for await (const piece of keeperOf(store, kind).remove(before)) {
        pieces.push(piece);
        await between();
      }
      return pieces;
    }

    test('every table that names somebody is one that somebody can forget', async () => {
      const columns = await database.columns();
      const forgotten = new Set(store.forgetful.flatMap(({ tables }) => tables));
      const naming = columns.filter(({ column }) => namesSomebody.test(column));
      expect(naming.map(({ table, column }) => `${table}.${column}`)).toEqual(
        expect.arrayContaining(['turn.conversation_id', 'case_file.person_id', 'case_file.conversation_id']),
      );
      expect(naming.filter(({ table }) => !forgotten.has(table))).toEqual([]);
      const known = new Set(columns.map(({ table }) => table));
      expect([...forgotten].filter((table) => !known.has(table))).toEqual([]);
    });

    test('each kind has a name of its own', () => {
      const kinds = store.forgetful.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
    });

    test('answers go in pieces of 500 at most, and a turn is taken between two of them', async () => {
      const ids = Array.from({ length: 700 }, (_, n) => `call:${n}`);
      // Of each conversation one answer can go; the moments are few, so that many turns share one.
      for (const revision of [1, 2]) {
        await Promise.all(ids.map((id, n) => store.conversations.commit(turn(id, revision, 1000 + (n % 3)))));
      }
      expect(await keeperOf(store, 'answers').count(5000)).toBe(700);
      let taken = 0;
      const pieces = await piecesOf('answers', 5000, async () => {
        taken++;
        expect(await store.conversations.commit(turn('call:5', 2 + taken, 9000))).toBe('committed');
      });
      expect(pieces.reduce((sum, piece) => sum + piece, 0)).toBeGreaterThanOrEqual(700);
      expect(pieces.length).toBeGreaterThan(1);
      expect(Math.max(...pieces)).toBeLessThanOrEqual(500);
      expect(await keeperOf(store, 'answers').count(5000)).toBe(0);
      expect((await store.conversations.take('call:699', 'call:699:1')).answered).toBeNull();
      expect((await store.conversations.take('call:699', 'x')).conversation?.revision).toBe(2);
    });

    test('a conversation that somebody comes back to while others are removed stays', async () => {
      const ids = Array.from({ length: 1_100 }, (_, n) => `call:${n}`);
      await Promise.all(ids.map((id, n) => store.conversations.commit(turn(id, 1, 1000 + n))));
      expect(await keeperOf(store, 'conversations').count(5000)).toBe(1_100);
      let isFirst = true;
      const pieces = await piecesOf('conversations', 5000, async () => {
        if (isFirst) await store.conversations.commit(turn('call:1099', 2, 9000));
        isFirst = false;
      });
      expect(pieces).toEqual([500, 500, 99]);
      expect((await store.conversations.take('call:1099', 'call:1099:1')).answered).not.toBeNull();
      expect((await store.conversations.take('call:0', 'x')).conversation).toBeNull();
    });

    test('cases and words go on past those that stay', async () => {
      for (let n = 0; n < 1_001; n++) {
        await store.cases.open(caseOf(`call:${n}`, n < 600 ? 9000 : 1000));
        await store.unanswered.note({ text: `话${n}`, band: 'unsure', nearest: null }, n < 600 ? 9000 : 1000);
      }
      for (const kind of ['case-persons', 'unanswered']) {
        expect(await keeperOf(store, kind).count(5000)).toBe(401);
        const pieces = await piecesOf(kind, 5000);
        expect(pieces.reduce((sum, piece) => sum + piece, 0)).toBe(401);
        expect(await piecesOf(kind, 5000)).toEqual([]);
      }
      expect((await allCases(store)).filter(({ personId }) => personId !== null)).toHaveLength(600);
      expect(await store.unanswered.list(2_000)).toHaveLength(600);
    });

    test('whoever is forgotten is forgotten everywhere, and nobody else is', async () => {
      await store.conversations.commit(turn('call:1', 1, 1000, true));
      await store.conversations.commit(turn('call:2', 1, 1000, true));
      await forgetConversation(store.forgetful, 'call:1');
      await forgetConversation(store.forgetful, 'call:1');
      expect(await store.conversations.get('call:1')).toBeNull();
      expect((await store.conversations.get('call:2'))?.id).toBe('call:2');
      const persons = (await allCases(store)).map(({ conversationId, personId }) => [conversationId, personId]);
      expect(persons).toEqual([
        ['call:1', null],
        ['call:2', '+8613800000000'],
      ]);
    });

    test('one who cannot forget is told of, and the others have forgotten', async () => {
      await store.conversations.commit(turn('call:1', 1, 1000, true));
      const broken: Forgetful = Object.assign(Object.create(keeperOf(store, 'answers')), {
        forget: () => Promise.reject(new Error('disk I/O error')),
      });
      await expect(forgetConversation([broken, ...store.forgetful], 'call:1')).rejects.toThrow('disk I/O error');
      expect(await store.conversations.get('call:1')).toBeNull();
      expect((await allCases(store)).map(({ personId }) => personId)).toEqual([null]);
    });
  });
}
