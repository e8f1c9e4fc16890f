import { expect, test } from 'vitest';
import { noteTalk } from '../../src/cases/note-talk.js';
import { defaultCaseRules } from '../../src/content/case-rules.js';
import type { CaseEvent, CaseEventKind } from '../../src/domain/cases/case-event.js';
import type { CaseFile, CaseStore } from '../../src/domain/cases/stores.js';

const talk = { at: 100, by: 'gate-1', words: '同事已经和您通过电话。' };

/** What becomes of a case in which something happened already. */
async function after(kind: 'callback' | 'complaint', ...before: readonly CaseEventKind[]) {
  const happened: CaseEvent[] = before.map((one, at) => ({ kind: one, at, by: 'gate-1' }));
  const cases = {
    file: async (): Promise<CaseFile | null> => ({ case: { no: '1', kind }, events: happened, joined: [] }) as never,
    change: async (changes: readonly { readonly events: readonly CaseEvent[] }[]) => {
      happened.push(...changes.flatMap(({ events }) => events));
      return 'changed';
    },
  } as unknown as Pick<CaseStore, 'file' | 'change'>;
  await noteTalk(cases, '1', talk, defaultCaseRules);
  return happened.slice(before.length);
}

test('a call back is answered by the talk, in the words that its caller is told', async () => {
  expect(await after('callback', 'accepted')).toMatchObject([{ kind: 'replied', ...talk }]);
});

test('any other case only has the talk noted, and so has a call back that is over', async () => {
  expect(await after('complaint', 'accepted')).toEqual([{ kind: 'talked', at: 100, by: 'gate-1' }]);
  expect(await after('callback', 'accepted', 'replied', 'closed')).toEqual([{ kind: 'talked', at: 100, by: 'gate-1' }]);
});
