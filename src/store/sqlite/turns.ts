import type { Turns } from '../shared/conversations.js';

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

/** Lists are JSON: one parameter, and one statement, for all. */
export const sqliteTurns: Turns = {
  take: (reader, wanted) => reader.all(takeSql, [JSON.stringify(wanted)]),

  async insert(connection, outcomes) {
    const rows = outcomes.map(({ conversation, deliveryId, answer }) => {
      const { id, revision, updatedAt } = conversation;
      return [id, revision, deliveryId, updatedAt, answer.contentType, answer.body, JSON.stringify(conversation)];
    });
    const written = await connection.all<{ id: string }>(commitSql, [JSON.stringify(rows)]);
    return new Set(written.map(({ id }) => id));
  },
};
