import type { OwnOutcome, Ranking } from '../../domain/draws/asked.js';
import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { quicknet } from '../beacon/quicknet.js';
import { timeOfRound } from '../beacon/rounds.js';
import { drawnIds } from '../protocol/add-receipt.js';
import { isTold } from '../protocol/draw-file.js';
import { DrawRefused } from '../protocol/draw-refused.js';
import { whyDrawn } from '../protocol/why-drawn.js';
import type { Seal } from '../seal/seal.js';

type Facts = Readonly<Record<string, Json>>;

/** Why somebody was drawn takes all tickets: of a larger register, that is for whoever has the file. */
const mostComputed = 5_000;

/** What receipts and the result say of one id. */
export interface Own {
  readonly own: OwnOutcome | null;
  /** The kinds of its receipts that say that it did not go as it was drawn. */
  readonly later: readonly string[];
}

const laterKinds = ['not-inspectable', 'late', 'manual', 'substitute'];

/**
 * @param isWhyAsked whether it is worked out where an id stands among all
 * @returns what came out for an id, as far as it may be told
 */
export async function ownOutcome(draw: KeptDraw, id: string, isWhyAsked: boolean, draws: DrawStore): Promise<Own> {
  const seal = JSON.parse(draw.seal) as Seal;
  if (!isTold(draw) || draw.result === null) {
    const isListed = draw.state !== 'void' && (await draws.row(draw.no, 'register', id)) !== null;
    return { own: isListed ? { kind: 'listed' } : null, later: [] };
  }
  const receipts = (await draws.receiptsNaming(draw.no, id)).map(({ receipt }) => JSON.parse(receipt) as Facts);
  const result = JSON.parse(draw.result) as Facts;
  const later = receipts
    .filter((one) => laterKinds.includes(String(one.kind)) && Object.values(one).includes(id))
    .map(({ kind }) => String(kind));
  const own =
    (seal.rates !== undefined ? declared(id, seal, receipts) : null) ??
    (seal.rule.bays !== undefined ? arrived(id, receipts) : null) ??
    vehicle(id, result) ??
    placed(id, result) ??
    (typeof seal.take === 'number' ? await ranked(draw, id, result, { isWhyAsked, draws }) : null);
  return { own, later };
}

function declared(id: string, { rates }: Seal, receipts: readonly Facts[]): OwnOutcome | null {
  const one = receipts.find(({ kind, id: of }) => kind === 'declared' && of === id);
  if (!one) return null;
  const rate = (rates as Readonly<Record<string, string>>)[String(one.class)] ?? '';
  const { inspected, ticket, inspector, hash } = one;
  return {
    ...{ kind: 'declared', isInspected: inspected === true, class: String(one.class), rate, ticket: String(ticket) },
    ...{ inspector: typeof inspector === 'string' ? inspector : null, receipt: String(hash) },
  };
}

function arrived(id: string, receipts: readonly Facts[]): OwnOutcome | null {
  const arrival = receipts.find(({ kind, container }) => kind === 'arrival' && container === id);
  if (!arrival) return null;
  const drawn = receipts.find(({ kind, container }) => kind === 'drawn' && container === id);
  return {
    kind: 'arrived',
    arrivedAt: Number(arrival.arrived) * 1000,
    roundAt: typeof arrival.round === 'number' ? timeOfRound(quicknet, arrival.round) * 1000 : null,
    receipt: String(arrival.hash),
    drawn: drawn
      ? {
          ...{ bay: String(drawn.bay), zone: String(drawn.zone), channel: String(drawn.channel) },
          ...{ pair: (drawn.pair as readonly Json[]).map(String), receipt: String(drawn.hash) },
        }
      : null,
  };
}

function vehicle(id: string, { vehicles }: Facts): OwnOutcome | null {
  const one = listOf(vehicles).find(({ vin }) => vin === id);
  return one ? { kind: 'vehicle', station: String(one.station), inspector: String(one.inspector) } : null;
}

function placed(id: string, { assignment }: Facts): OwnOutcome | null {
  const one = listOf(assignment).find(({ place }) => place === id);
  return one ? { kind: 'placed', team: String(one.team) } : null;
}

async function ranked(
  draw: KeptDraw,
  id: string,
  result: Facts,
  { isWhyAsked, draws }: { readonly isWhyAsked: boolean; readonly draws: DrawStore },
): Promise<OwnOutcome | null> {
  if ((await draws.row(draw.no, 'register', id)) === null) return null;
  const isDrawn = drawnIds(result).includes(id);
  const { register } = JSON.parse(draw.seal) as Seal;
  const isKnown = isWhyAsked && register.size <= mostComputed;
  return { kind: 'ranked', isDrawn, standing: isKnown ? await rankingOf(draw, id, draws) : null };
}

async function rankingOf(draw: KeptDraw, id: string, draws: DrawStore): Promise<Ranking | null> {
  try {
    const { ticket, rank, among, places, weight, chance, weightNeeded } = await whyDrawn(draw, id, { draws });
    if (ticket === null || rank === null || among === null || places === null) return null;
    return { ticket, rank, among, places, weight, chance, weightNeeded };
  } catch (error) {
    // Of weight 0, it stands outside.
    if (error instanceof DrawRefused) return null;
    throw error;
  }
}

function listOf(value: Json | undefined): readonly Facts[] {
  return Array.isArray(value) ? (value as readonly Facts[]) : [];
}
