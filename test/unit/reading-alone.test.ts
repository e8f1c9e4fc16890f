import { expect, test } from 'vitest';
import { ReadingTogether } from '../../src/database/reading-together.js';
import { sqliteDialect } from '../../src/database/sqlite/dialect.js';
import { Unavailable } from '../../src/domain/care/unavailable.js';

/** Answers statements by what `answers` says of them. */
function readerThat(answers: (sql: string) => string) {
  const asked: string[] = [];
  return {
    asked,
    all: async () => [],
    one: async <Row>(sql: string) => {
      asked.push(sql);
      const texts = sql.split('FROM (').slice(1).map(answers);
      return Object.fromEntries(texts.map((text, place) => [`q${place}`, text])) as Row;
    },
  };
}

function questions(reader: ReturnType<typeof readerThat>) {
  const together = new ReadingTogether(reader, sqliteDialect);
  const plan = (sql: string) =>
    together.ask({
      columns: ['n'] as const,
      sql,
      parameters: () => [],
      found: (rows: readonly { n: number }[]) => rows[0]?.n,
    });
  return { good: plan('good'), bad: plan('bad') };
}

test('one question that cannot be answered does not keep the others from their answers', async () => {
  const reader = readerThat((sql) => {
    if (sql.startsWith('bad')) throw new Error('no such column');
    return '[[7]]';
  });
  const { good, bad } = questions(reader);
  const [first, failed, second] = await Promise.allSettled([good(null), bad(null), good(null)]);
  expect([first, second]).toEqual([
    { status: 'fulfilled', value: 7 },
    { status: 'fulfilled', value: 7 },
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'no such column' } });
});

test('that there is no database is told to all at once', async () => {
  const reader = readerThat(() => {
    throw new Unavailable('it is gone');
  });
  const { good, bad } = questions(reader);
  const all = await Promise.allSettled([good(null), bad(null)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(reader.asked).toHaveLength(1);
});
