import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Played, playThreads, sharesByKind } from '../../src/commands/evaluate-threads.js';
import { type ThreadKind, threadKinds } from '../../src/rehearsal/threads.js';

/** So many of each kind are served. */
const bar = 0.9;
const neverWrong: readonly ThreadKind[] = ['follow-up', 'change', 'correction', 'ordinal'];
/** Fewer than this of a kind say nothing of a share. */
const fewest = { 'follow-up': 60, change: 20, negation: 30, correction: 20, ordinal: 20 } as const;

describe('a chat keeps its thread', () => {
  let played: readonly Played[] = [];
  const ofKind = (kind: ThreadKind) => sharesByKind(played).find((share) => share.kind === kind);

  beforeAll(async () => {
    played = await playThreads(fileURLToPath(new URL('.', import.meta.url)));
  });

  test.each(threadKinds)('%s: there are enough to tell', (kind) => {
    expect(ofKind(kind)?.of).toBeGreaterThanOrEqual(fewest[kind]);
  });

  test.each(threadKinds)('%s: nine of ten are served', (kind) => {
    const missed = played.filter(({ thread, verdict }) => thread.kind === kind && verdict !== 'served');
    const named = missed.map(({ thread }) => thread.messages.join(' / ')).join('\n');
    const { served: hits, of } = ofKind(kind) ?? { served: 0, of: 1 };
    expect(hits / of, `not served:\n${named}`).toBeGreaterThanOrEqual(bar);
  });

  test.each(neverWrong)(
    '%s: nobody is told of another matter unnamed, refused what is ours, or connected unasked',
    (kind) => {
      const wrong = played.filter(({ thread, verdict }) => thread.kind === kind && verdict === 'wrong');
      expect(wrong.map(({ thread, outcomes }) => [thread.messages.join(' / '), outcomes.at(-1)?.words])).toEqual([]);
    },
  );
});

test('a thread about a matter that there is none of is refused, with what was meant', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-threads-'));
  writeFileSync(
    join(folder, 'x.txt'),
    '# 一    kind: follow-up\nuser: 黄热疫苗去哪打\nuser: 多少钱\nabout: exam-fe, outside\n',
  );
  const refused = 'x.txt:1  is to be about "exam-fe", which is nothing here. Did you mean "exam-fee"?';
  await expect(playThreads(folder)).rejects.toThrow(refused);
  rmSync(folder, { recursive: true });
});
