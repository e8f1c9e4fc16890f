import type { CaseStore } from '../../domain/cases/stores.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line-id.js';
import type { KeptOffer } from '../../domain/hotline/offer.js';
import type { Store } from '../../domain/store.js';
import { dayAfter, instantOf } from '../../domain/time/zone.js';
import { callsIn, type RecordedStores } from './calls-in.js';
import { colleagueFigures, type SeatCount } from './colleague-figures.js';
import type { CountedCall, Talk } from './counted-call.js';
import { type Counted, type Figure, figures } from './figures.js';
import { type HourCount, hoursOf } from './hours-of-week.js';

/** Which days a report is about, in Asia/Shanghai, both included, and which line; null: all. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly line: LineId | null;
}

/** Figures of all, of a line, or of a colleague. */
export interface Row {
  readonly id: string;
  /** By figure; null where there is nothing to count. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** The figures of a hotline. What each means stands in {@link figures} and {@link colleagueFigures}. */
export interface Report extends Period {
  readonly total: Row;
  /** Of each line that anything is known of. */
  readonly lines: readonly Row[];
  /** Of each colleague whose telephone rang. */
  readonly colleagues: readonly Row[];
  /** By hour and day of the week, each that had a call. */
  readonly hours: readonly HourCount[];
}

type Stores = RecordedStores & Pick<Store, 'callbacks'> & { readonly cases: Pick<CaseStore, 'opened'> };

/** Reads what happened in a period, and counts. Calls that go on are not in it yet. */
export async function reportOf(stores: Stores, period: Period): Promise<Report> {
  const [from, to] = [instantOf(period.from, 0), instantOf(dayAfter(period.to), 0)];
  const { calls, seats } = await readCalls(stores, from, to, period.line);
  const cases = await stores.cases.opened(period.from, dayAfter(period.to));
  const lines = new Set([...calls.flatMap(({ line }) => line ?? []), ...cases.keys()]);
  const rowOf = async (line: LineId | null, own: readonly CountedCall[]): Promise<Row> => {
    const opened = line === null ? [...cases.values()].reduce((sum, n) => sum + n, 0) : (cases.get(line) ?? 0);
    const counted: Counted = { calls: own, cases: opened, callbacks: await stores.callbacks.funnel(from, to, line) };
    return row(line ?? 'all', figures, counted);
  };
  const ofLines: Row[] = [];
  for (const line of [...lines].sort()) {
    if (period.line === null || line === period.line)
      ofLines.push(
        await rowOf(
          line,
          calls.filter((one) => one.line === line),
        ),
      );
  }
  return {
    ...period,
    total: await rowOf(period.line, calls),
    lines: ofLines,
    colleagues: [...seats].map(([id, seat]) => row(id, colleagueFigures, seat)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    hours: hoursOf(calls),
  };
}

function row<Of>(id: string, all: readonly Figure<Of>[], counted: Of): Row {
  return { id, values: Object.fromEntries(all.map((figure) => [figure.id, figure.of(counted)])) };
}

interface Seat extends SeatCount {
  readonly offers: KeptOffer[];
  readonly talks: Talk[];
}

/** Counts calls as they are read: of each only what is counted is held. */
async function readCalls(stores: Stores, from: number, to: number, line: LineId | null) {
  const inbound: CountedCall[] = [];
  const bySeat = new Map<ColleagueId, Seat>();
  const seatOf = (id: ColleagueId): Seat => {
    const seat = bySeat.get(id) ?? { offers: [], talks: [] };
    bySeat.set(id, seat);
    return seat;
  };
  for await (const { record, offers, counted } of callsIn(stores, from, to, line)) {
    for (const offer of offers) seatOf(offer.colleague).offers.push(offer);
    for (const talk of counted.talks) seatOf(talk.colleague).talks.push(talk);
    if (record.kind === 'inbound') inbound.push(counted);
  }
  return { calls: inbound, seats: bySeat };
}
