import type { TableChunk } from '../domain/care/stores.js';

/**
 * Every table a backup holds, in an order in which they can be filled, with what its rows are sorted by. Both
 * databases have the same tables with the same columns.
 */
export const tables: Readonly<Record<string, readonly string[]>> = {
  release: ['no'],
  version: ['release', 'line'],
  version_key: ['value', 'field', 'release', 'line'],
  public_seal: ['position'],
  public_piece: ['position', 'no'],
  turn: ['conversation_id', 'revision'],
  case_file: ['case_no'],
  case_event: ['case_no', 'no'],
  case_counter: ['day'],
  content_version: ['version'],
  retention_run: ['ran_at', 'rule'],
  unanswered: ['text'],
  duty: ['name'],
  follower: ['name'],
  outbox: ['key'],
  guess_count: ['key'],
  guess_secret: ['id'],
  stamp: ['signature'],
  sticker_place: ['place'],
  sticker_day: ['day'],
  sticker_alarm: ['sticker'],
  presence: ['colleague'],
  offer: ['id'],
  waiting: ['conversation_id'],
  notice: ['place'],
  callback: ['case_no'],
  call_record: ['conversation_id'],
  recording: ['id'],
  recording_piece: ['recording_id', 'no'],
  listing_index: ['no'],
  listing_list: ['no'],
  listing_entry: ['list', 'key', 'id', 'since'],
  listing_record: ['index_no', 'id'],
  listing_word: ['index_no', 'word', 'list'],
  listing_bits: ['list', 'piece'],
  draw: ['system', 'serial'],
  draw_rows: ['draw', 'part', 'first_id'],
  draw_round: ['draw', 'round'],
  draw_entry: ['draw', 'n'],
  draw_receipt: ['draw', 'n'],
  draw_secret: ['draw'],
};

/** How many rows of a table are read or written at once; of those that are large, fewer. */
const rowsPerChunk = 2_000;
const rowsPerChunkOf: Readonly<Record<string, number>> = { recording_piece: 50 };

type Value = string | number | null;

/**
 * Reads a table in the order of its key, page by page.
 * @param all runs a query; `$1` stands for the first parameter in either database
 */
export async function* readTable(
  table: string,
  order: readonly string[],
  all: (sql: string, parameters: readonly Value[]) => Promise<readonly Record<string, Value>[]>,
): AsyncGenerator<TableChunk> {
  const key = order.join(', ');
  const behind = `WHERE (${key}) > (${order.map((_, place) => `$${place + 1}`).join(', ')})`;
  const limit = rowsPerChunkOf[table] ?? rowsPerChunk;
  let last: Value[] | null = null;
  for (;;) {
    const sql = `SELECT * FROM ${table} ${last ? behind : ''} ORDER BY ${key} LIMIT ${limit}`;
    const rows = await all(sql, last ?? []);
    const end = rows.at(-1);
    if (!end) return;
    const columns = Object.keys(end);
    yield { table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
    last = order.map((column) => end[column] ?? null);
  }
}
