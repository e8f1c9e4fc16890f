import type { DisclosureRecord, PutSummary, RecordStore, RecordToStore } from '../../domain/ports.js';
import type { Connection } from './connection.js';
import type { Writer } from './writer.js';

interface RecordRow {
  readonly dataset: string;
  readonly id: string;
  readonly sample: number;
  readonly fields: string;
}

const getSql = 'SELECT dataset, id, sample, fields FROM record WHERE dataset = ? AND id = ?';
const findByKeySql = `
  SELECT record.dataset, record.id, record.sample, record.fields
  FROM record_key JOIN record USING (dataset, id)
  WHERE record_key.dataset = ? AND record_key.field = ? AND record_key.value = ?
  ORDER BY record.id LIMIT ?`;

const rowsPerBatch = 500;

export class SqliteRecords implements RecordStore {
  constructor(
    private readonly reader: Connection,
    private readonly writer: Writer,
  ) {}

  async get(dataset: string, id: string): Promise<DisclosureRecord | null> {
    const row = await this.reader.one<RecordRow>(getSql, [dataset, id]);
    return row && recordOf(row);
  }

  async findByKey(dataset: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const rows = await this.reader.all<RecordRow>(findByKeySql, [dataset, field, value, limit]);
    return rows.map(recordOf);
  }

  async count(dataset: string): Promise<number> {
    const row = await this.reader.one<{ n: number }>('SELECT count(*) AS n FROM record WHERE dataset = ?', [dataset]);
    return row?.n ?? 0;
  }

  async samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const sql = 'SELECT * FROM record WHERE dataset = ? AND sample = 1 ORDER BY id LIMIT ?';
    return (await this.reader.all<RecordRow>(sql, [dataset, limit])).map(recordOf);
  }

  putAll(records: AsyncIterable<RecordToStore> | Iterable<RecordToStore>): Promise<PutSummary> {
    return this.writer.transaction(async (connection) => {
      const summary = { added: 0, changed: 0, unchanged: 0 };
      let batch: RecordToStore[] = [];
      for await (const record of records) {
        batch.push(record);
        if (batch.length < rowsPerBatch) continue;
        await putBatch(connection, batch, summary);
        batch = [];
      }
      if (batch.length > 0) await putBatch(connection, batch, summary);
      return summary;
    });
  }
}

async function putBatch(
  connection: Connection,
  batch: readonly RecordToStore[],
  summary: { added: number; changed: number; unchanged: number },
): Promise<void> {
  // Of two with the same id, the later counts.
  const latest = new Map(batch.map((record) => [`${record.dataset}\0${record.id}`, record]));
  const records = [...latest.values()];
  const ids = JSON.stringify(records.map(({ dataset, id }) => [dataset, id]));
  const stored = await connection.all<RecordRow>(
    `SELECT record.* FROM json_each(?) AS wanted
     JOIN record ON record.dataset = wanted.value ->> 0 AND record.id = wanted.value ->> 1`,
    [ids],
  );
  const before = new Map(stored.map((row) => [`${row.dataset}\0${row.id}`, row]));
  const toWrite = records.filter((record) => {
    const old = before.get(`${record.dataset}\0${record.id}`);
    const isSame = old?.fields === JSON.stringify(record.fields) && old.sample === Number(record.sample);
    if (isSame) summary.unchanged += 1;
    else if (old) summary.changed += 1;
    else summary.added += 1;
    return !isSame;
  });
  if (toWrite.length === 0) return;
  const rows = toWrite.map(({ dataset, id, sample, fields }) => [dataset, id, Number(sample), JSON.stringify(fields)]);
  await connection.run(
    `INSERT INTO record (dataset, id, sample, fields)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
     ON CONFLICT (dataset, id) DO UPDATE SET sample = excluded.sample, fields = excluded.fields`,
    [JSON.stringify(rows)],
  );
  await connection.run(
    `DELETE FROM record_key WHERE (dataset, id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    [ids],
  );
  const keys = records.flatMap(({ dataset, id, keys }) => keys.map(({ field, value }) => [dataset, field, value, id]));
  await connection.run(
    `INSERT OR IGNORE INTO record_key (dataset, field, value, id)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    [JSON.stringify(keys)],
  );
}

function recordOf(row: RecordRow): DisclosureRecord {
  const fields = JSON.parse(row.fields) as Readonly<Record<string, string>>;
  return { dataset: row.dataset, id: row.id, sample: row.sample === 1, fields };
}
