import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ConversationStore, TakenTurn, TurnOutcome } from '../../domain/conversation/stores.js';
import { Batch } from '../shared/batch.js';
import { applyEffects, Stale } from '../shared/effects.js';
import type { Connection } from './connection.js';
import type { Writer } from './writer.js';

type Commit = 'committed' | 'stale';

const takeSql = `
  SELECT newest.state, answered.at, answered.content_type AS contentType, answered.body
  FROM json_each(?) AS wanted
  LEFT JOIN turn AS newest ON newest.conversation_id = wanted.value ->> 0 AND newest.revision =
    (SELECT max(revision) FROM turn WHERE conversation_id = wanted.value ->> 0)
  LEFT JOIN turn AS answered ON answered.delivery_id = wanted.value ->> 1
  ORDER BY wanted.key`;

// The primary key lets only one turn follow another, and the unique delivery only one answer be given.
const commitSql = `
  INSERT INTO turn (conversation_id, revision, delivery_id, at, content_type, body, state)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM json_each(?) WHERE true
  ON CONFLICT DO NOTHING RETURNING delivery_id AS id`;

const dropSql = `
  DELETE FROM turn WHERE at < ? AND EXISTS
    (SELECT 1 FROM turn AS later WHERE later.conversation_id = turn.conversation_id AND later.revision > turn.revision)`;

interface TakenRow {
  readonly state: string | null;
  readonly at: number | null;
  readonly contentType: string;
  readonly body: string;
}

/** Some conversations in which nothing has happened since, found and deleted in one. */
const dropSilentSql = `
  DELETE FROM turn WHERE conversation_id IN (
    SELECT DISTINCT conversation_id FROM turn t WHERE at < ?1
      AND NOT EXISTS (SELECT 1 FROM turn u WHERE u.conversation_id = t.conversation_id AND u.at >= ?1)
    LIMIT 1000)
  RETURNING conversation_id AS id`;

const maxTogether = 256;

/** Turns that arrive together are read in one query and written in one statement. */
export class SqliteConversations implements ConversationStore {
  private readonly reads: Batch<readonly [string, string], TakenTurn>;
  private readonly commits: Batch<TurnOutcome, Commit>;

  constructor(
    reader: Connection,
    private readonly writer: Writer,
  ) {
    this.reads = new Batch(async (wanted) => {
      const rows = await reader.all<TakenRow>(takeSql, [JSON.stringify(wanted)]);
      return rows.map(({ state, at, contentType, body }) => ({
        conversation: state === null ? null : (JSON.parse(state) as Conversation),
        answered: at === null ? null : { at, contentType, body },
      }));
    }, maxTogether);
    this.commits = new Batch(async (outcomes) => {
      const written = await writer.statement((connection) => insertTurns(connection, outcomes));
      return outcomes.map(({ deliveryId }) => (written.delete(deliveryId) ? 'committed' : 'stale'));
    }, maxTogether);
  }

  take(conversationId: string, deliveryId: string): Promise<TakenTurn> {
    return this.reads.add([conversationId, deliveryId]);
  }

  async get(conversationId: string): Promise<Conversation | null> {
    return (await this.take(conversationId, '')).conversation;
  }

  commit(outcome: TurnOutcome): Promise<Commit> {
    return outcome.effects.length === 0 ? this.commits.add(outcome) : this.commitWithEffects(outcome);
  }

  private async commitWithEffects(outcome: TurnOutcome): Promise<Commit> {
    try {
      await this.writer.transaction(async (connection) => {
        const written = await insertTurns(connection, [outcome]);
        if (written.size === 0 || !(await applyEffects(connection, outcome.effects))) throw new Stale();
      });
      return 'committed';
    } catch (error) {
      if (error instanceof Stale) return 'stale';
      throw error;
    }
  }

  async forget(conversationId: string): Promise<void> {
    await this.writer.transaction(async (connection) => {
      await connection.run('DELETE FROM turn WHERE conversation_id = ?', [conversationId]);
      await connection.run('UPDATE case_file SET person_id = NULL WHERE conversation_id = ?', [conversationId]);
    });
  }

  dropAnswersBefore(at: number): Promise<number> {
    return this.writer.statement((connection) => connection.run(dropSql, [at]));
  }

  async dropConversationsBefore(at: number): Promise<number> {
    let conversations = 0;
    for (;;) {
      // A piece at a time: turns are taken in between.
      const gone = await this.writer.statement((connection) => connection.all<{ id: string }>(dropSilentSql, [at]));
      if (gone.length === 0) return conversations;
      conversations += new Set(gone.map(({ id }) => id)).size;
    }
  }
}

/** @returns the deliveries that were written */
async function insertTurns(connection: Connection, outcomes: readonly TurnOutcome[]): Promise<Set<string>> {
  const rows = outcomes.map(({ conversation, deliveryId, answer }) => {
    const { id, revision, updatedAt } = conversation;
    return [id, revision, deliveryId, updatedAt, answer.contentType, answer.body, JSON.stringify(conversation)];
  });
  const written = await connection.all<{ id: string }>(commitSql, [JSON.stringify(rows)]);
  return new Set(written.map(({ id }) => id));
}
