import type { ReadingTogether } from '../../database/reading-together.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Presence } from '../../domain/hotline/presence.js';
import { isWritten } from '../shared/is-written.js';
import type { KnownSeats } from '../shared/recent-seats.js';
import { endsOf, type SeatChange, type SeatChanged, seated } from '../shared/seat-changes.js';
import type { ChangeSeatsAsSeen } from '../shared/seats.js';

/** How somebody stands, as a text by which any change is found: a text, and not a part of the JSON that it may be read in. */
const stand = 'json_array(state, reason, since, until, offer_id, idle_since, misses)';
const standOf = (colleague: string): string =>
  `(SELECT ${stand} || '' FROM presence AS now WHERE now.colleague = ${colleague})`;

/** Open offers with whose they are, and colleagues by themselves. */
const seenSql = `
  SELECT id AS offer, colleague, ${standOf('offer.colleague')} AS stand FROM offer
  WHERE id IN (SELECT value FROM json_each($1)) AND outcome IS NULL
  UNION ALL
  SELECT NULL, value, ${standOf('value')} FROM json_each($2)`;

interface SeenRow {
  readonly offer: string | null;
  readonly colleague: ColleagueId;
  readonly stand: string | null;
}

// An offer must have its line, and a colleague a state: where something is not as it was seen, there is none, and nothing of the script is kept.
const settleSql = `
  UPDATE offer SET outcome = value ->> 1, ended_at = value ->> 2, line = CASE WHEN outcome IS NULL THEN line END
  FROM json_each($1) WHERE offer.id = value ->> 0`;
const presenceSql = `
  INSERT INTO presence (colleague, state, reason, since, until, offer_id, idle_since, misses)
  SELECT value ->> 0,
    CASE WHEN ${standOf('value ->> 0')} IS (value ->> 8) AND (value ->> 9 IS NULL OR EXISTS (SELECT 1 FROM offer WHERE id = value ->> 9))
      THEN value ->> 1 END,
    value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
  FROM json_each($1) WHERE true
  ON CONFLICT (colleague) DO UPDATE SET state = excluded.state, reason = excluded.reason, since = excluded.since,
    until = excluded.until, offer_id = excluded.offer_id, idle_since = excluded.idle_since, misses = excluded.misses`;

/** Offers and colleagues that some changes are about. */
interface Named {
  readonly offers: readonly string[];
  readonly colleagues: readonly ColleagueId[];
}

/** Open offers with whose they are, and how colleagues stand, as texts. */
interface Seen {
  readonly open: ReadonlyMap<string, ColleagueId>;
  readonly stands: ReadonlyMap<ColleagueId, string | null>;
  /** Whether it was so when this process last saw it, and not just now. */
  readonly isRemembered: boolean;
}

/** A transaction of five statements takes as many ways to SQLite's thread and back, which others wait for; this takes one, and one before it where it has to look. */
export function changingSeatsAsSeen(together: ReadingTogether): ChangeSeatsAsSeen {
  const look = together.ask({
    columns: ['offer', 'colleague', 'stand'] as const,
    sql: seenSql,
    parameters: (named: readonly Named[]) => [
      JSON.stringify(named.flatMap(({ offers }) => offers)),
      JSON.stringify(named.flatMap(({ colleagues }) => colleagues)),
    ],
    found: (rows: readonly SeenRow[]) => rows,
  });
  return async ({ writer }, changes, recent) => {
    const offers = endsOf(changes).map(([id]) => id);
    const colleagues = [...new Set(changes.flatMap(({ colleague }) => colleague ?? []))];
    const known = recent.of(offers, colleagues);
    const change = async (seen: Seen): Promise<readonly SeatChanged[] | null> => {
      const { results, settled, changed } = changesOf(changes, seen);
      // Nothing finds out whether somebody who is left as they are stands so still.
      if (seen.isRemembered && changed.length < seen.stands.size) return null;
      if (settled.length === 0 && changed.length === 0) return results;
      const ended = new Map(settled.map(([id]) => [seen.open.get(id), id]));
      const rows = changed.map((one) => {
        const { colleague } = one;
        return [colleague, ...standing(one), seen.stands.get(colleague) ?? null, ended.get(colleague) ?? null];
      });
      const isKept = await isWritten(writer, [
        { sql: settleSql, parameters: [JSON.stringify(settled)] },
        { sql: presenceSql, parameters: [JSON.stringify(rows)] },
      ]);
      if (isKept) recent.see(changed);
      return isKept ? results : null;
    };
    return (known && (await change(remembered(known)))) ?? change(inRows(await look({ offers, colleagues })));
  };
}

function changesOf(changes: readonly SeatChange[], { open, stands }: Seen) {
  const { results, changed } = seated(changes, open, new Map([...stands].flatMap(presenceIn)));
  return { results, settled: endsOf(changes).filter(([id]) => open.has(id)), changed: [...changed.values()] };
}

/** As `stand` has it. */
function standing({ state, reason, since, until, offerId, idleSince, misses }: Presence) {
  return [state, reason, since, until, offerId, idleSince, misses] as const;
}

function remembered({ open, stands }: KnownSeats): Seen {
  const texts = [...stands].map(([id, presence]) => [id, JSON.stringify(standing(presence))] as const);
  return { open, stands: new Map(texts), isRemembered: true };
}

function inRows(rows: readonly SeenRow[]): Seen {
  return {
    open: new Map(rows.flatMap(({ offer, colleague }) => (offer === null ? [] : [[offer, colleague] as const]))),
    stands: new Map(rows.map(({ colleague, stand }) => [colleague, stand])),
    isRemembered: false,
  };
}

function presenceIn([colleague, stand]: readonly [ColleagueId, string | null]): [ColleagueId, Presence][] {
  if (stand === null) return [];
  const [state, reason, since, until, offerId, idleSince, misses] = JSON.parse(stand);
  return [[colleague, { colleague, state, reason, since, until, offerId, idleSince, misses }]];
}
