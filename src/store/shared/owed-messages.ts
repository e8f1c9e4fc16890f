import type { EitherConnection } from '../../database/either-database.js';
import type { NewMessage } from '../../domain/outbox/message.js';

/** Each number of messages is prepared for itself. */
export const mostMessages = 16;

/** As many rows as messages, each of nine values. */
function oweSql(messages: number): string {
  const rows = Array.from({ length: messages }, (_, row) => {
    const [key, channel, personId, conversationId, body, ...times] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (n) => `$${row * 9 + n}`,
    );
    return `(${[key, channel, personId, conversationId, body, "'owed'", ...times, 0].join(', ')})`;
  });
  return `
    INSERT INTO outbox (key, channel, person_id, conversation_id, body, state, owed_at, due_at, changed_at, not_after, attempts)
    VALUES ${rows.join(', ')} ON CONFLICT (key) DO NOTHING RETURNING key`;
}

/** @returns of each whether it was new; where a message with its key was owed before, nothing is written */
export async function insertMessages(
  connection: EitherConnection,
  messages: readonly NewMessage[],
): Promise<readonly boolean[]> {
  const values = messages.flatMap((message) => {
    const { key, channel, personId, conversationId, body, owedAt, dueAt, notAfter } = message;
    return [key, channel, personId, conversationId, body, owedAt, dueAt, owedAt, notAfter];
  });
  const written = await connection.all<{ key: string }>(oweSql(messages.length), values);
  const fresh = new Set(written.map(({ key }) => key));
  return messages.map(({ key }) => fresh.delete(key));
}
