import { randomBytes } from 'node:crypto';
import type { Database } from '../../database/database.js';
import type { StickerKind } from '../../domain/stickers/sticker.js';
import type { StickerAlarm, StickerPlaceStore } from '../../domain/stickers/stores.js';
import type { ForgetfulTable } from './forgetful.js';

const noteSql = `
  INSERT INTO sticker_place (place, sticker, seen_at) VALUES ($1, $2, $3) ON CONFLICT (place) DO NOTHING RETURNING place`;
const countSql = 'SELECT count(*) AS n FROM sticker_place WHERE sticker = $1 AND seen_at >= $2';
const raiseSql = `
  INSERT INTO sticker_alarm (sticker, raised_at, places, case_no) VALUES ($1, $2, $3, $4)
  ON CONFLICT (sticker) DO UPDATE SET raised_at = excluded.raised_at, places = excluded.places, case_no = excluded.case_no
  WHERE sticker_alarm.raised_at < $5 RETURNING sticker`;
const alarmSql = 'SELECT sticker, raised_at AS "raisedAt", places, case_no AS "caseNo" FROM sticker_alarm';

interface AlarmRow extends Omit<StickerAlarm, 'on' | 'code'> {
  readonly sticker: string;
}

/** Where stickers are seen, and which in too many places; the SQL is the same for every database. */
export class StoredStickerPlaces implements StickerPlaceStore {
  constructor(private readonly database: Database) {}

  async keyOf(day: string): Promise<string> {
    const { reader, writer } = this.database;
    const read = () => reader.one<{ secret: string }>('SELECT secret FROM sticker_day WHERE day = $1', [day]);
    const known = await read();
    if (known) return known.secret;
    const made = randomBytes(32).toString('base64url');
    const insertSql = 'INSERT INTO sticker_day (day, secret) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING';
    await writer.statement((one) => one.run(insertSql, [day, made]));
    await writer.statement((one) => one.run('DELETE FROM sticker_day WHERE day < $1', [day]));
    return (await read())?.secret ?? made;
  }

  async note(on: StickerKind, code: string, place: string, hour: number): Promise<boolean> {
    const values = [place, nameOf(on, code), hour];
    const rows = await this.database.writer.statement((one) => one.all(noteSql, values));
    return rows.length > 0;
  }

  async count(on: StickerKind, code: string, since: number): Promise<number> {
    const row = await this.database.writer.statement((one) =>
      one.all<{ n: number }>(countSql, [nameOf(on, code), since]),
    );
    return row[0]?.n ?? 0;
  }

  async raise({ on, code, raisedAt, places, caseNo }: StickerAlarm, again: number): Promise<boolean> {
    const values = [nameOf(on, code), raisedAt, places, caseNo, again];
    const rows = await this.database.writer.statement((one) => one.all(raiseSql, values));
    return rows.length > 0;
  }

  async alarms(since: number): Promise<readonly StickerAlarm[]> {
    const sql = `${alarmSql} WHERE raised_at >= $1 ORDER BY raised_at DESC, sticker`;
    return (await this.database.reader.all<AlarmRow>(sql, [since])).map(alarmOf);
  }

  async clear(on: StickerKind, code: string): Promise<boolean> {
    const removed = await this.database.writer.statement(async (one) => {
      await one.run('DELETE FROM sticker_place WHERE sticker = $1', [nameOf(on, code)]);
      return one.run('DELETE FROM sticker_alarm WHERE sticker = $1', [nameOf(on, code)]);
    });
    return removed > 0;
  }
}

function nameOf(on: StickerKind, code: string): string {
  return `${on} ${code}`;
}

function alarmOf({ sticker, ...alarm }: AlarmRow): StickerAlarm {
  const [on, code = ''] = sticker.split(' ');
  return { on: on as StickerKind, code, ...alarm };
}

/** Where stickers were seen: hashes that nobody can read, and nothing tells whose they are. */
export const stickerPlaces: ForgetfulTable = {
  kind: 'sticker-places',
  shortest: 'P1D',
  because: 'a sticker that is seen in many places would not be noticed',
  otherwise: 'P2D',
  table: 'sticker_place',
  key: 'place',
  walk: 'seen_at',
  isOver: 'one.seen_at < $1',
  removeSql: 'DELETE FROM sticker_place AS one',
  forgetSql: null,
};
