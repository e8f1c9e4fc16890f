import type { Conversation } from '../../domain/conversation.js';
import type { ConversationStore, StoredAnswer, TakenTurn, TurnOutcome } from '../../domain/ports.js';
import { Batch } from '../batch.js';
import { insertCases } from './cases.js';
import type { Connection } from './connection.js';
import type { Writer } from './writer.js';

type Commit = 'committed' | 'duplicate' | 'stale';

const takeSql = `
  SELECT wanted.key AS place, conversation.state, delivery.at, delivery.content_type AS contentType, delivery.body
  FROM json_each(?) AS wanted
  LEFT JOIN conversation ON conversation.id = wanted.value ->> 0
  LEFT JOIN delivery ON delivery.id = wanted.value ->> 1
  ORDER BY wanted.key`;

const standingSql = `
  SELECT conversation.revision, delivery.id IS NOT NULL AS answered
  FROM json_each(?) AS wanted
  LEFT JOIN conversation ON conversation.id = wanted.value ->> 0
  LEFT JOIN delivery ON delivery.id = wanted.value ->> 1
  ORDER BY wanted.key`;

const putConversationsSql = `
  INSERT INTO conversation (id, channel, person_id, revision, updated_at, state)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?) WHERE true
  ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, updated_at = excluded.updated_at, state = excluded.state`;

const putDeliveriesSql = `
  INSERT INTO delivery (id, conversation_id, at, content_type, body)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`;

interface TakenRow {
  readonly state: string | null;
  readonly at: number | null;
  readonly contentType: string;
  readonly body: string;
}

/** Turns that arrive together are read in one query and written in one transaction. */
export class SqliteConversations implements ConversationStore {
  private readonly reads: Batch<readonly [string, string], TakenTurn>;
  private readonly commits: Batch<TurnOutcome, Commit>;

  constructor(
    reader: Connection,
    private readonly writer: Writer,
  ) {
    this.reads = new Batch(async (wanted) => {
      const rows = await reader.all<TakenRow>(takeSql, [JSON.stringify(wanted)]);
      return rows.map((row) => ({
        conversation: row.state === null ? null : (JSON.parse(row.state) as Conversation),
        answered:
          row.at === null ? null : ({ at: row.at, contentType: row.contentType, body: row.body } as StoredAnswer),
      }));
    }, 256);
    this.commits = new Batch((outcomes) => writer.transaction((connection) => commitAll(connection, outcomes)), 256);
  }

  take(conversationId: string, deliveryId: string): Promise<TakenTurn> {
    return this.reads.add([conversationId, deliveryId]);
  }

  commit(outcome: TurnOutcome): Promise<Commit> {
    return this.commits.add(outcome);
  }

  async forget(channel: string, personId: string): Promise<void> {
    await this.writer.transaction(async (connection) => {
      const person = [channel, personId];
      const theirs = 'SELECT id FROM conversation WHERE channel = ? AND person_id = ?';
      await connection.run(`DELETE FROM delivery WHERE conversation_id IN (${theirs})`, person);
      await connection.run('DELETE FROM conversation WHERE channel = ? AND person_id = ?', person);
      await connection.run('UPDATE case_file SET person_id = NULL WHERE channel = ? AND person_id = ?', person);
    });
  }

  dropAnswersBefore(at: number): Promise<number> {
    return this.writer.transaction((connection) => connection.run('DELETE FROM delivery WHERE at < ?', [at]));
  }
}

/** Writes the outcomes that still fit what is stored; of several for one conversation or delivery, the first. */
async function commitAll(connection: Connection, outcomes: readonly TurnOutcome[]): Promise<Commit[]> {
  const wanted = outcomes.map(({ conversation, deliveryId }) => [conversation.id, deliveryId]);
  const standing = await connection.all<{ revision: number | null; answered: number }>(standingSql, [
    JSON.stringify(wanted),
  ]);
  const sources = outcomes.flatMap(({ cases }) => cases.map(({ sourceId }) => sourceId));
  const taken = new Set(await knownSources(connection, sources));
  const results = outcomes.map((outcome, index): Commit => {
    const now = standing[index];
    if (now?.answered || taken.has(`delivery ${outcome.deliveryId}`)) return 'duplicate';
    const revision = now?.revision ?? -1;
    if (revision !== outcome.expectedRevision || taken.has(`conversation ${outcome.conversation.id}`)) return 'stale';
    const opens = outcome.cases.map(({ sourceId }) => `source ${sourceId}`);
    if (opens.some((source) => taken.has(source))) return 'stale';
    for (const source of opens) taken.add(source);
    taken.add(`delivery ${outcome.deliveryId}`).add(`conversation ${outcome.conversation.id}`);
    return 'committed';
  });
  const committed = outcomes.filter((_, index) => results[index] === 'committed');
  if (committed.length === 0) return results;
  const conversations = committed.map(({ conversation: one }) => {
    return [one.id, one.channel, one.personId, one.revision, one.updatedAt, JSON.stringify(one)];
  });
  const deliveries = committed.map(({ deliveryId, conversation, answer }) => {
    return [deliveryId, conversation.id, conversation.updatedAt, answer.contentType, answer.body];
  });
  await connection.run(putConversationsSql, [JSON.stringify(conversations)]);
  await connection.run(putDeliveriesSql, [JSON.stringify(deliveries)]);
  await insertCases(
    connection,
    committed.flatMap(({ cases }) => cases),
  );
  return results;
}

/** @returns of these, the sources that a case was already made from */
async function knownSources(connection: Connection, sources: readonly string[]): Promise<string[]> {
  if (sources.length === 0) return [];
  const sql = 'SELECT source_id AS source FROM case_file WHERE source_id IN (SELECT value FROM json_each(?))';
  const rows = await connection.all<{ source: string }>(sql, [JSON.stringify(sources)]);
  return rows.map(({ source }) => `source ${source}`);
}
