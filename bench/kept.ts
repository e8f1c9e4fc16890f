import type { CallRecord } from '../src/domain/calls/call-record.js';
import type { Store } from '../src/domain/store.js';
import { openStore } from '../src/store/open.js';

export interface Kept {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Of those that were lost: which, and what of it. */
  readonly missing?: readonly string[];
}

/** What people were told is kept, by the ids of their conversations. */
export interface Told {
  /** How many turns of each were answered. */
  readonly turns: ReadonlyMap<string, number>;
  readonly withCase: readonly string[];
  readonly calledBack: readonly string[];
  /** Whoever talked with a colleague, rated it with 1, and whose call is over. */
  readonly talked: readonly string[];
}

/** Counts what of it a database holds, more often than told, or not at all. */
export async function countKept(
  databaseUrl: string,
  { turns, withCase, calledBack, talked }: Told,
): Promise<Readonly<Record<'turns' | 'cases' | 'callbacks' | 'calls', Kept>>> {
  const store = await openStore(databaseUrl);
  try {
    const cases = (await store.cases.files('all')).map((file) => file.case);
    const numbers = new Set(cases.map(({ caseNo }) => caseNo));
    const ofCases = counted(
      withCase,
      cases.map(({ conversationId }) => conversationId),
    );
    const callbacks = await store.callbacks.open();
    return {
      turns: await turnsKept(store, turns),
      cases: { ...ofCases, doubled: ofCases.doubled + cases.length - numbers.size },
      callbacks: counted(
        calledBack,
        callbacks.map(({ conversationId }) => conversationId),
      ),
      calls: await callsKept(store, talked),
    };
  } finally {
    await store.close();
  }
}

/** @param found one for each that is there */
function counted(told: readonly string[], found: readonly string[]): Kept {
  const lost = told.filter((id) => !found.includes(id)).length;
  return { acknowledged: told.length, lost, doubled: found.length - new Set(found).size };
}

async function turnsKept({ conversations }: Store, told: ReadonlyMap<string, number>): Promise<Kept> {
  let [acknowledged, lost, doubled] = [0, 0, 0];
  for (const [id, answered] of told) {
    const stored = (await conversations.get(id))?.revision ?? 0;
    acknowledged += answered;
    lost += Math.max(0, answered - stored);
    doubled += Math.max(0, stored - answered);
  }
  return { acknowledged, lost, doubled };
}

/** A call is kept whole: its record, how it was rated, and that one colleague took it. */
async function callsKept({ calls, seats }: Store, talked: readonly string[]): Promise<Kept> {
  const missing: string[] = [];
  let doubled = 0;
  for (const id of talked) {
    const taken = (await seats.offersOf(id)).filter(({ outcome }) => outcome === 'taken').length;
    const lacks = lacking(await calls.get(id), taken);
    if (lacks !== null) missing.push(`${id}: ${lacks}`);
    doubled += Math.max(0, taken - 1);
  }
  return { acknowledged: talked.length, lost: missing.length, doubled, missing };
}

function lacking(call: CallRecord | null, taken: number): string | null {
  if (call === null) return 'no record';
  if (call.rating !== 'satisfied') return `rated ${call.rating}`;
  return taken === 0 ? 'nobody took it' : null;
}
