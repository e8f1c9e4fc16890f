import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ConversationStore, TakenTurn, TurnOutcome } from '../../domain/conversation/stores.js';
import { Batch } from '../shared/batch.js';
import { applyEffects, Stale } from '../shared/effects.js';
import { numberArray, textArray } from './arrays.js';
import type { Connection } from './connection.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

type Commit = 'committed' | 'stale';

const takeSql = `
  SELECT newest.state, answered.at, answered.content_type, answered.body
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (conversation_id, delivery_id, place)
  LEFT JOIN LATERAL (
    SELECT state FROM turn WHERE conversation_id = wanted.conversation_id ORDER BY revision DESC LIMIT 1
  ) AS newest ON true
  LEFT JOIN LATERAL (
    SELECT at, content_type, body FROM turn WHERE delivery_id = wanted.delivery_id LIMIT 1
  ) AS answered ON true
  ORDER BY wanted.place`;

// The primary key lets only one turn follow another, and the unique delivery only one answer be given. Who meets a turn
// that another process is just writing waits for it.
const commitSql = `
  INSERT INTO turn (conversation_id, revision, delivery_id, at, content_type, body, state)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
  ON CONFLICT DO NOTHING RETURNING delivery_id AS id`;

const dropAnswersSql = `
  DELETE FROM turn WHERE at < $1 AND EXISTS
    (SELECT 1 FROM turn AS later WHERE later.conversation_id = turn.conversation_id AND later.revision > turn.revision OFFSET 0)`;

/** Some conversations in which nothing has happened since; what comes to one of them meanwhile stays. */
const dropSilentSql = `
  WITH silent AS MATERIALIZED (
    SELECT DISTINCT conversation_id FROM turn AS t WHERE at < $1
      AND NOT EXISTS (SELECT 1 FROM turn AS u WHERE u.conversation_id = t.conversation_id AND u.at >= $1 OFFSET 0)
    LIMIT 1000
  ), gone AS (
    DELETE FROM turn USING silent WHERE turn.conversation_id = silent.conversation_id RETURNING turn.conversation_id
  ) SELECT count(DISTINCT conversation_id) AS n FROM gone`;

interface TakenRow {
  readonly state: string | null;
  readonly at: number | null;
  readonly content_type: string;
  readonly body: string;
}

const maxTogether = 256;

/** Turns that arrive together are read in one query and written in one statement. */
export class PostgresConversations implements ConversationStore {
  private readonly reads: Batch<readonly [string, string], TakenTurn>;
  private readonly commits: Batch<TurnOutcome, Commit>;

  constructor(
    reader: Reader,
    private readonly writer: Writer,
  ) {
    this.reads = new Batch(async (wanted) => {
      const conversations = textArray(wanted.map(([conversationId]) => conversationId));
      const deliveries = textArray(wanted.map(([, deliveryId]) => deliveryId));
      const rows = await reader.all<TakenRow>(takeSql, [conversations, deliveries]);
      return rows.map(({ state, at, content_type, body }) => ({
        conversation: state === null ? null : (JSON.parse(state) as Conversation),
        answered: at === null ? null : { at, contentType: content_type, body },
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
      await connection.run('DELETE FROM turn WHERE conversation_id = $1', [conversationId]);
      await connection.run('UPDATE case_file SET person_id = NULL WHERE conversation_id = $1', [conversationId]);
    });
  }

  dropAnswersBefore(at: number): Promise<number> {
    return this.writer.longTransaction((connection) => connection.run(dropAnswersSql, [at]));
  }

  async dropConversationsBefore(at: number): Promise<number> {
    let conversations = 0;
    for (;;) {
      const dropped = await this.writer.longTransaction((one) => one.one<{ n: number }>(dropSilentSql, [at]));
      if (!dropped?.n) return conversations;
      conversations += dropped.n;
    }
  }
}

/** @returns the deliveries that were written */
async function insertTurns(connection: Connection, outcomes: readonly TurnOutcome[]): Promise<Set<string>> {
  // In one order in every process: two that write the same turns wait for each other in a line, never in a circle.
  const sorted = [...outcomes].sort((a, b) => compare(a.conversation, b.conversation));
  const written = await connection.all<{ id: string }>(commitSql, [
    textArray(sorted.map(({ conversation }) => conversation.id)),
    numberArray(sorted.map(({ conversation }) => conversation.revision)),
    textArray(sorted.map(({ deliveryId }) => deliveryId)),
    numberArray(sorted.map(({ conversation }) => conversation.updatedAt)),
    textArray(sorted.map(({ answer }) => answer.contentType)),
    textArray(sorted.map(({ answer }) => answer.body)),
    textArray(sorted.map(({ conversation }) => JSON.stringify(conversation))),
  ]);
  return new Set(written.map(({ id }) => id));
}

function compare(a: Conversation, b: Conversation): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.revision - b.revision;
}
