import type { DrawSecret, KeptDraw, KeptRow, NewDraw, RegisterPart } from '../../domain/draws/kept-draw.js';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { localTime } from '../../domain/time/zone.js';
import { dueOf, roundOf, sourceOf } from '../beacon/sealed-beacon.js';
import { checkForm } from '../bundle/check-form.js';
import { codeChain, protocol } from '../chance/seed.js';
import { Register, type RegisterRow } from '../register/register.js';
import type { RegisterRelease } from '../register/register-release.js';
import { RuleFault } from '../rules/strata.js';
import { type Seal, sealHash } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import { DrawRefused } from './draw-refused.js';
import { numberOf } from './draw-rule.js';
import { secretsFor, withTeams } from './earlier-draw.js';
import { type DrawParts, mostTries, secondsNow } from './parts.js';
import { PersonTokens } from './person-tokens.js';
import { makeVoidWhereLate } from './reveal-draw.js';
import { type BeaconAsked, planBeacon } from './seal-beacon.js';
import { factsRead, hiddenFields, hiddenRows } from './sealed-people.js';

/** What is to be sealed. */
export interface SealRequest extends BeaconAsked {
  readonly register: readonly RegisterRow[];
  /** Whoever is named in the seal, or whose bureaus count; their ids are numbers of persons. */
  readonly people: readonly RegisterRow[] | null;
  /** Where the rows of the register, and of people, come from, if they are published. */
  readonly releases?: Readonly<Partial<Record<RegisterPart, RegisterRelease>>>;
  /** What the seal says besides, for this draw alone: `teams`, `recused`, `shift` … */
  readonly fields: Readonly<Record<string, Json>>;
  readonly by: string;
  /** The draw whose tokens persons keep: the second round of one whose teams were drawn before. */
  readonly tokensOf: string | null;
  /** Seals even where the same waits for its round already. */
  readonly isAnother: boolean;
  readonly isSample: boolean;
}

/** A seal with all that is kept with it. */
export interface PlannedSeal {
  readonly draw: NewDraw;
  readonly seal: Seal;
  readonly registers: Readonly<Record<RegisterPart, readonly KeptRow[]>>;
}

export interface Sealed extends PlannedSeal {
  /** False: the same was sealed before, and waits for its round. */
  readonly isNew: boolean;
}

/** @param newSecret 64 hexadecimal digits that nobody can foresee */
export type SealParts = DrawParts & { readonly newSecret: () => string };

/**
 * Seals a draw (封存): with its number, the hash of the seal before, and the first round that nobody can know yet. Where the same waits for its round already, that is the answer:
 * whoever is not sure whether it was done does it again.
 * @throws DrawRefused, RuleFault, RegisterFault: before anything is promised
 */
export async function sealDraw(asked: SealRequest, parts: SealParts): Promise<Sealed> {
  const request = await withTeams(asked, parts);
  const given = await secretsFor(request, parts);
  const { system } = request.rule;
  for (let tries = 0; tries < mostTries; tries++) {
    const { last, voids } = await standing(system, parts);
    const same = request.isAnother ? null : await sameAs(last, request, parts);
    if (same) return { ...same, isNew: false };
    const planned = plan(request, { last, voids }, given, secondsNow(parts));
    if (await parts.draws.seal(planned.draw, planned.registers, given)) return { ...planned, isNew: true };
  }
  throw new DrawRefused(`others seal draws of ${system} all the time; try again`);
}

/** The same without anything being kept: what would be sealed now. Its codes and tokens are for show. */
export async function planSeal(asked: SealRequest, parts: SealParts): Promise<PlannedSeal> {
  const request = await withTeams(asked, parts);
  const last = await parts.draws.last(request.rule.system);
  return plan(request, { last, voids: [] }, await secretsFor(request, parts), secondsNow(parts));
}

/** How a system stands when the next draw is sealed. */
interface Standing {
  readonly last: KeptDraw | null;
  /** Those whose codes were not revealed in time, and which no seal has named yet. */
  readonly voids: readonly string[];
}

/** How far back a draw that became void is looked for. */
const recently = 100;

async function standing(system: string, parts: SealParts): Promise<Standing> {
  const recent: KeptDraw[] = [];
  for (const one of await parts.draws.page(system, null, recently)) {
    recent.push((await makeVoidWhereLate(one, parts)) ? { ...one, state: 'void' } : one);
  }
  const named = recent.flatMap(({ seal }) => (JSON.parse(seal) as Seal).rule.after_void ?? []);
  const voids = recent.filter(({ no, state }) => state === 'void' && !named.includes(no)).map(({ no }) => no);
  return { last: await parts.draws.last(system), voids };
}

/** The last of the system, where it promises the same and its round is not out. */
async function sameAs(last: KeptDraw | null, request: SealRequest, parts: SealParts): Promise<PlannedSeal | null> {
  if (last?.state !== 'sealed') return null;
  const seal = JSON.parse(last.seal) as Seal;
  const due = dueOf(seal.beacon);
  const asked = request.beacon?.source ?? 'quicknet';
  if (sourceOf(seal.beacon) !== asked || (due !== null && due <= secondsNow(parts))) return null;
  const secret = await parts.draws.secret(last.no);
  if (!secret) return null;
  // Of an earlier moment, all that does not hang on it is the same.
  const again = plan({ ...request, round: last.round }, { last: null, voids: [] }, secret, last.sealedAt);
  const promise = ({ draw: _, previous, code, rule: { after_void, ...rule }, ...rest }: Seal) =>
    canonicalJson({ ...rest, rule } as unknown as Json);
  if (asked === 'quicknet' && request.round !== null && request.round !== last.round) return null;
  return promise(seal) === promise(again.seal) ? { ...again, draw: last, seal } : null;
}

function plan(request: SealRequest, { last, voids }: Standing, secret: DrawSecret, at: number): PlannedSeal {
  const { rule, by, isSample } = request;
  const tokens = new PersonTokens(secret.salt);
  const isOfPeople = rule.register === 'people';
  const numbers = new Set([...(isOfPeople ? request.register : []), ...(request.people ?? [])].map(({ id }) => id));
  const said = { ...rule.draw, ...request.fields };
  const fields = hiddenFields(said, { numbers, tokens, keepsTokens: request.tokensOf !== null });
  const kind = kindOf({ ...fields, rule: rule.rule } as unknown as Seal);
  if (kind?.isOfPeople && !isOfPeople)
    throw new RuleFault(`a register of ${kind.name} is one of people: write "register: people" into the rule`);
  const read = factsRead(kind, fields, rule.rule);
  const register = new Register(isOfPeople ? hiddenRows(request.register, read, tokens) : request.register);
  // Places hang on the bureaus of people; elsewhere people are only named.
  const hasPeople = request.people !== null && Array.isArray(fields.teams);
  const people = hasPeople ? new Register(hiddenRows(request.people, read, tokens)) : null;
  const { beacon, mode, steps, revealBy } = planBeacon(request, at);
  const serial = (last?.serial ?? 0) + 1;
  const no = numberOf(rule.number, Number(localTime(at * 1000).day.slice(0, 4)), serial);
  const seal: Seal = {
    ...fields,
    v: protocol,
    draw: no,
    system: rule.system,
    mode,
    rule: { ...rule.rule, ...(voids.length > 0 && { after_void: voids }) },
    register: rootOf(register, request.releases?.register),
    ...(people && { people: rootOf(people, request.releases?.people) }),
    beacon,
    ...(revealBy !== null &&
      steps !== null && {
        code: { hash: codeChain(secret.code, steps)[steps - 1] as string, steps },
        reveal_by: revealBy,
      }),
    sealed_at: at,
    previous: last?.hash ?? null,
  };
  refuseWhatCannotBeDrawn(seal, register, people);
  const hash = sealHash(seal);
  const draw: NewDraw = {
    ...{ no, system: rule.system, serial, seal: canonicalJson(seal as Json), hash, mode },
    round: roundOf(beacon),
    ...{ sealedAt: at, revealBy, sealedBy: by, isSample },
  };
  return { draw, seal, registers: { register: kept(register), people: people ? kept(people) : [] } };
}

/** What would fail after the beacon fails now: a seal is never taken back. Drawn with a key that is none. */
function refuseWhatCannotBeDrawn(seal: Seal, register: Register, people: Register | null): void {
  const kind = kindOf(seal);
  if (!kind)
    throw new RuleFault('neither rule nor fields say how it is drawn: take, strata, teams, stations, rates or bays');
  const hash = sealHash(seal);
  checkForm({
    ...{ v: protocol, seal, seal_hash: hash, register: null, people: null, beacon: [], codes: [] },
    ...{ result: null, receipts: [], head: hash, stamp: null },
  });
  if (register.size === 0) throw new RuleFault('the register is empty');
  kind.draw({ seal, key: Buffer.alloc(32), register, people });
}

function rootOf({ root, size }: Register, release: RegisterRelease | undefined): Seal['register'] {
  return { root, size, ...(release && { release }) };
}

function kept(register: Register): readonly KeptRow[] {
  const { leaves } = register;
  return register.rows.map(({ id }, at) => ({ id, row: leaves[at] as string }));
}
