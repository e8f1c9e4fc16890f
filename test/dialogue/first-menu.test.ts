import { expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import { wordsOf } from '../../src/domain/conversation/words-of.js';
import { spokenSeconds } from '../../src/domain/language/spoken-length.js';
import { content } from '../understanding/fixtures.js';

/** What a caller hears who rings in working time. */
async function firstWords(): Promise<string> {
  const turn = {
    ...{ channel: 'phone', personId: '+8613800138000', conversationId: 'call:CA1', deliveryId: 'd', step: 0 },
    at: Date.parse('2016-10-21T10:00:00+08:00'),
    input: { kind: 'arrival' },
    can: { medium: 'voice', handoff: 'connect', letters: false, recording: true, idleMs: null },
  } as const;
  const { replies } = await respond(begin(turn, content), true, turn, content, {} as Services);
  return wordsOf(replies);
}

test('a person is named within 4.3 seconds, key nine within 21, and all is said within 23', async () => {
  const words = await firstWords();
  const until = (named: string) => spokenSeconds(words.slice(0, words.indexOf(named) + named.length));
  expect(until('转人工请按零')).toBeLessThan(4.3);
  expect(until('投诉举报按九')).toBeLessThan(21);
  expect(spokenSeconds(words)).toBeLessThan(23);
});
