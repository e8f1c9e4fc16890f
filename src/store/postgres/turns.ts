import { numberArray, textArray } from '../../database/postgres/arrays.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Turns } from '../shared/conversations.js';

const takeSql = `
  SELECT newest.state, answered.at, answered.content_type AS "contentType", answered.body
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (conversation_id, delivery_id, place)
  LEFT JOIN LATERAL (
    SELECT state FROM turn WHERE conversation_id = wanted.conversation_id ORDER BY revision DESC LIMIT 1
  ) AS newest ON true
  LEFT JOIN LATERAL (
    SELECT at, content_type, body FROM turn WHERE delivery_id = wanted.delivery_id LIMIT 1
  ) AS answered ON true
  ORDER BY wanted.place`;

// The primary key lets only one turn follow another, and the unique delivery only one answer be given. Who meets a turn
// that another process is just writing waits for it. Nothing follows what was forgotten meanwhile.
const commitSql = `
  INSERT INTO turn (conversation_id, revision, delivery_id, at, content_type, body, state)
  SELECT given.* FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    AS given (conversation_id, revision, delivery_id, at, content_type, body, state)
  WHERE given.revision = 1 OR EXISTS (
    SELECT 1 FROM turn AS before
    WHERE before.conversation_id = given.conversation_id AND before.revision = given.revision - 1)
  ON CONFLICT DO NOTHING RETURNING delivery_id AS id`;

/** A column is an array: one statement for all. */
export const postgresTurns: Turns = {
  take(reader, wanted) {
    const conversations = textArray(wanted.map(([conversationId]) => conversationId));
    const deliveries = textArray(wanted.map(([, deliveryId]) => deliveryId));
    return reader.all(takeSql, [conversations, deliveries]);
  },

  async insert(connection, outcomes) {
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
  },
};

function compare(a: Conversation, b: Conversation): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.revision - b.revision;
}
