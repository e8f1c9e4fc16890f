import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { seedFor } from '../chance/seed.js';
import { type RankedTicket, SmallestTickets } from '../chance/smallest-tickets.js';
import { Tickets } from '../chance/ticket.js';
import type { RegisterRow } from '../register/register.js';
import { isInspected } from '../rules/threshold.js';
import { weightOf } from '../rules/weights.js';
import { chances, inDecimals, weightNeeded } from '../rules/why.js';
import type { DrawInput } from '../systems/system.js';
import { drawnIds } from './add-receipt.js';
import { isTold } from './draw-file.js';
import { DrawRefused } from './draw-refused.js';
import type { DrawParts } from './parts.js';
import { inputOf } from './run-draw.js';

/** Why somebody was drawn, or was not (为什么抽到我). What a kind of draw does not have is null. */
export interface Why {
  readonly draw: string;
  readonly id: string;
  readonly isDrawn: boolean;
  /** The smallest of its tickets, and which of them it is: `TJC0004#3`. */
  readonly ticket: string | null;
  readonly of: string | null;
  readonly weight: number | null;
  /** Counted from 1, among the rows that it is drawn with. */
  readonly rank: number | null;
  readonly among: number | null;
  readonly places: number | null;
  /** The largest ticket that was drawn. */
  readonly cut: string | null;
  /** How likely it was, a decimal with six places; null with a rank where there are too many ways to go through. */
  readonly chance: string | null;
  /** With which weight it would have been drawn, everybody else as they were. */
  readonly weightNeeded: number | null;
  /** What the draw says of it besides: the station, the inspector, the rate. */
  readonly says: { readonly [name: string]: Json };
}

/** How far another weight is looked for. */
const mostWeight = 1_000;

/**
 * @throws DrawRefused for an id that has nothing to do with the draw, and before what came out may be told
 */
export async function whyDrawn(draw: KeptDraw, id: string, parts: Pick<DrawParts, 'draws'>): Promise<Why> {
  if (draw.result === null || !isTold(draw)) throw new DrawRefused(`what came out of ${draw.no} is not told yet`);
  const input = await inputOf(draw, draw.codes[0] ?? null, parts);
  const result = JSON.parse(draw.result) as Readonly<Record<string, Json>>;
  const { seal, register } = input;
  const none = {
    ticket: null,
    of: null,
    weight: null,
    rank: null,
    among: null,
    places: null,
    cut: null,
    chance: null,
    weightNeeded: null,
  };
  const base = { draw: draw.no, id, isDrawn: drawnIds(result).includes(id), ...none };
  if (seal.rates !== undefined) return { ...base, ...(await onSite(draw, id, input, parts)) };
  const row = register.rows.find((one) => one.id === id);
  if (!row && seal.rule.bays !== undefined) return { ...base, ...(await arrivedAs(draw, id, parts)) };
  if (!row) throw new DrawRefused(`${id} does not stand in the register of ${draw.no}`);
  if (typeof seal.take !== 'number') return { ...base, says: mentioned(result, id) };
  return { ...base, ...standingOf(row, input, result), says: {} };
}

/** A container of frozen meat stands in no register: its receipts say when it came, and what came out for it. */
async function arrivedAs({ no }: KeptDraw, id: string, { draws }: Pick<DrawParts, 'draws'>) {
  const receipts = (await draws.receiptsNaming(no, id)).map(
    ({ receipt }) => JSON.parse(receipt) as Readonly<Record<string, Json>>,
  );
  const receiptOf = (kind: string) => receipts.find((one) => one.kind === kind && one.container === id);
  const came = receiptOf('arrival');
  if (!came) throw new DrawRefused(`${id} does not stand in the register of ${no}, and is no container that arrived`);
  const drawn = receiptOf('drawn');
  const names = ['bay', 'zone', 'channel', 'pair'] as const;
  const out = names.flatMap((name) => (drawn?.[name] === undefined ? [] : [[name, drawn[name]] as const]));
  return {
    isDrawn: drawn !== undefined,
    says: { ...Object.fromEntries(out), free: came.free ?? null, receipt: (drawn ?? came).hash ?? null },
  };
}

/** Where a row stands among those that it is drawn with. */
function standingOf(row: RegisterRow, { seal, key, register }: DrawInput, result: Readonly<Record<string, Json>>) {
  const { fact } = (seal.strata ?? {}) as { readonly fact?: string };
  const rows = fact === undefined ? register.rows : register.rows.filter((one) => one[fact] === row[fact]);
  const stratum = ((result.strata ?? []) as unknown as readonly { name: string; places: number }[]).find(
    ({ name }) => name === row[fact ?? ''],
  );
  const places = fact === undefined ? (seal.take as number) : (stratum?.places ?? 0);
  const seed = seedFor(key, 'objects');
  const own = ticketOf(seed, row, seal.rule);
  if (!own) throw new DrawRefused(`${row.id} has weight 0: it stands outside`);
  const others = new SmallestTickets(seed, Math.min(places, rows.length));
  let rank = 1;
  const tickets = new Tickets(seed);
  const lead = tickets.lead(own.of);
  for (const other of rows) {
    if (other.id === row.id) continue;
    const weight = weightOf(seal.rule, other);
    others.add(other.id, weight);
    if (isBefore(tickets, other.id, weight, { lead, ticket: own.ticket })) rank++;
  }
  const weights = rows.map((one) => weightOf(seal.rule, one) ?? 1);
  const weight = weightOf(seal.rule, row);
  // Whoever is out of it, these would have been drawn: it had to be below the last of them.
  const cutWithout = others.taken().at(-1)?.ticket ?? null;
  const isDrawn = rank <= places;
  const chance = chances(weights, places)?.get(weight ?? 1);
  return {
    ...{ isDrawn, ticket: own.ticket, of: own.of, weight, rank, among: rows.length, places },
    cut: isDrawn && others.taken().length < places ? null : cutOf(isDrawn, cutWithout, others, places, own),
    chance: chance ? inDecimals(chance) : null,
    weightNeeded: weight === null || cutWithout === null ? null : weightNeeded(seed, row.id, cutWithout, mostWeight),
  };
}

/** The largest ticket that was drawn, this row's own among them. */
function cutOf(
  isDrawn: boolean,
  cutWithout: string | null,
  others: SmallestTickets,
  places: number,
  own: RankedTicket,
): string | null {
  if (!isDrawn) return cutWithout;
  const before = others.taken()[places - 2]?.ticket ?? '';
  return before > own.ticket ? before : own.ticket;
}

function ticketOf(seed: string, row: RegisterRow, rule: DrawInput['seal']['rule']): RankedTicket | null {
  const one = new SmallestTickets(seed, 1);
  one.add(row.id, weightOf(rule, row));
  return one.taken()[0] ?? null;
}

/** Whether another's smallest ticket is below: told by nine digits, and by all where those are the same. */
function isBefore(
  tickets: Tickets,
  id: string,
  weight: number | null,
  own: { readonly lead: number; readonly ticket: string },
): boolean {
  const names = weight === null ? [id] : Array.from({ length: weight }, (_, nth) => `${id}#${nth + 1}`);
  return names.some((name) => {
    const lead = tickets.lead(name);
    return lead < own.lead || (lead === own.lead && tickets.of(name) < own.ticket);
  });
}

async function onSite(draw: KeptDraw, id: string, { key, seal }: DrawInput, { draws }: Pick<DrawParts, 'draws'>) {
  const ticket = new Tickets(seedFor(key, 'objects')).of(id);
  const rates = seal.rates as Readonly<Record<string, string>>;
  const receipts = (await draws.receipts(draw.no)).map(
    ({ receipt }) => JSON.parse(receipt) as Readonly<Record<string, Json>>,
  );
  const declared = receipts.find((one) => one.kind === 'declared' && one.id === id);
  if (!declared) throw new DrawRefused(`${id} was not declared on the day of ${draw.no}`);
  const rate = rates[String(declared.class)] ?? null;
  const says = {
    class: declared.class ?? null,
    rate,
    inspector: declared.inspector ?? null,
    receipt: declared.hash ?? null,
  };
  return { isDrawn: rate !== null && isInspected(ticket, rate), ticket, cut: rate, chance: rate, says };
}

/** The first part of a result that names an id. */
function mentioned(value: Json, id: string): Readonly<Record<string, Json>> {
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) {
      const found = mentioned(one, id);
      if (Object.keys(found).length > 0) return found;
    }
    return value.includes(id) ? { beside: value as Json } : {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const object = value as Readonly<Record<string, Json>>;
  if (Object.values(object).includes(id)) return object;
  for (const [name, one] of Object.entries(object)) {
    if (name === 'order') continue;
    const found = mentioned(one, id);
    if (Object.keys(found).length > 0) return found;
  }
  return {};
}
