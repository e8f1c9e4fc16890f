import type { TurnOutcome } from '../../domain/conversation/stores.js';
import type { Turns } from '../shared/conversations.js';

const takeSql = `
  SELECT newest.state, answered.at, answered.content_type AS contentType, answered.body
  FROM json_each(?) AS wanted
  LEFT JOIN turn AS newest ON newest.conversation_id = wanted.value ->> 0 AND newest.revision =
    (SELECT max(revision) FROM turn WHERE conversation_id = wanted.value ->> 0)
  LEFT JOIN turn AS answered ON answered.delivery_id = wanted.value ->> 1
  ORDER BY wanted.key`;

// The primary key lets only one turn follow another, and the unique delivery only one answer be given. Nothing follows what was forgotten meanwhile.
const follows = `value ->> 1 = 1 OR EXISTS (
    SELECT 1 FROM turn AS before WHERE before.conversation_id = value ->> 0 AND before.revision = value ->> 1 - 1)`;
const insertSql = (revision: string, where: string): string => `
  INSERT INTO turn (conversation_id, revision, delivery_id, at, content_type, body, state)
  SELECT value ->> 0, ${revision}, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM json_each($1) WHERE ${where}`;
const commitSql = `${insertSql('value ->> 1', follows)} ON CONFLICT DO NOTHING RETURNING delivery_id AS id`;
// Without a revision nothing is stored.
const allSql = insertSql(`CASE WHEN ${follows} THEN value ->> 1 END`, 'true');

/** Lists are JSON: one parameter, and one statement, for all. */
export const sqliteTurns: Turns = {
  take: (reader, wanted) => reader.all(takeSql, [JSON.stringify(wanted)]),

  async insert(connection, outcomes) {
    const written = await connection.all<{ id: string }>(commitSql, [rowsOf(outcomes)]);
    return new Set(written.map(({ id }) => id));
  },

  async insertAll(connection, outcomes) {
    await connection.run(allSql, [rowsOf(outcomes)]);
  },
};

function rowsOf(outcomes: readonly TurnOutcome[]): string {
  const rows = outcomes.map(({ conversation, deliveryId, answer }) => {
    const { id, revision, updatedAt } = conversation;
    return [id, revision, deliveryId, updatedAt, answer.contentType, answer.body, conversation];
  });
  return JSON.stringify(rows);
}
