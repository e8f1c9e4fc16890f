import { describe, expect, test } from 'vitest';
import { after, registeredAt, standingOf, whyNot } from '../../src/cases/case-machine.js';
import { type CaseEventKind, type CaseState, caseEventKinds, caseStates } from '../../src/domain/cases/case-event.js';

const by = '张三';

/** How a case may go, written out once more: from which states something may happen, and where it leads; null: nowhere else. */
const table: Readonly<Record<CaseEventKind, readonly [from: string, to: CaseState | null]>> = {
  accepted: ['registered', 'accepted'],
  dispatched: ['accepted dispatched signed returned', 'dispatched'],
  signed: ['dispatched', 'signed'],
  returned: ['dispatched signed', 'returned'],
  paused: ['registered accepted dispatched signed returned replied', null],
  resumed: ['registered accepted dispatched signed returned replied', null],
  extended: ['registered accepted dispatched signed returned replied', null],
  replied: ['accepted dispatched signed returned replied', 'replied'],
  closed: ['accepted dispatched signed returned replied', 'closed'],
  'called-back': ['closed', 'called-back'],
  rated: ['closed called-back', 'rated'],
  archived: ['closed called-back rated', 'archived'],
  urged: ['registered accepted dispatched signed returned replied', null],
  rejected: ['registered accepted dispatched signed returned', 'rejected'],
  merged: ['registered accepted dispatched signed returned replied', 'merged'],
  joined: ['registered accepted dispatched signed returned replied', null],
  unmerged: ['merged', null],
  unjoined: ['registered accepted dispatched signed returned replied closed called-back rated archived rejected', null],
  reopened: ['closed called-back rated archived rejected', 'accepted'],
  concealed: [caseStates.join(' '), null],
  revealed: [caseStates.join(' '), null],
  noted: [caseStates.join(' '), null],
  added: [caseStates.join(' '), null],
  'callback-asked': [caseStates.join(' '), null],
  talked: [caseStates.join(' '), null],
};
const over = ['closed', 'called-back', 'rated', 'archived', 'rejected', 'merged'];

describe('how a case may go', () => {
  test.each(caseEventKinds)('%s happens from these states and no other', (kind) => {
    const [from] = table[kind];
    const possible = caseStates.filter(
      (state) => whyNot({ ...registeredAt(0), state, isPaused: kind === 'resumed' }, { kind }, 3) === null,
    );
    expect(possible.join(' ')).toBe(from);
  });

  test.each(caseEventKinds)('%s leads to where the table says', (kind) => {
    const [from, to] = table[kind];
    for (const state of from.split(' ') as CaseState[]) {
      const next = after({ ...registeredAt(0), state }, { kind, at: 1, by, to: '某科' });
      // Whoever joins what was answered is owed an answer of their own.
      const expected = kind === 'joined' && state === 'replied' ? 'accepted' : (to ?? state);
      expect([next.state, next.isOver]).toEqual([expected, over.includes(expected)]);
    }
  });

  test('what is opened again begins anew: it runs, and may be returned as often as ever', () => {
    const kinds = ['accepted', 'dispatched', 'returned', 'paused', 'closed', 'reopened'] as const;
    const now = standingOf(
      0,
      kinds.map((kind, n) => ({ kind, at: n + 1, by, to: '某科' })),
    );
    expect(now).toMatchObject({ state: 'accepted', begunAt: 6, isOver: false, isPaused: false, returns: 0 });
  });
});
