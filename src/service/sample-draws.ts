import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KeptDraw } from '../domain/draws/kept-draw.js';
import type { DrawStore } from '../domain/draws/stores.js';
import type { Json } from '../domain/proofs/canonical-json.js';
import { knownRounds } from '../draws/beacon/known-rounds.js';
import { quicknet } from '../draws/beacon/quicknet.js';
import { timeOfRound } from '../draws/beacon/rounds.js';
import { addReceipt } from '../draws/protocol/add-receipt.js';
import type { DrawRule } from '../draws/protocol/draw-rule.js';
import { revealDraw } from '../draws/protocol/reveal-draw.js';
import { keepRound, runDraw } from '../draws/protocol/run-draw.js';
import { type Sealed, sealDraw } from '../draws/protocol/seal-draw.js';
import type { RegisterRow } from '../draws/register/register.js';
import { readRule } from './draw-rules.js';

/** A draw of `data/draws/samples/draws.yaml`. */
export interface SampleDraw {
  readonly rule: string;
  /** One of the rounds that are known without a network. */
  readonly round: number;
  readonly register: readonly RegisterRow[];
  readonly people?: readonly RegisterRow[];
  readonly fields?: Readonly<Record<string, Json>>;
  /** It is the second round of the draw before. */
  readonly teams_of_last?: true;
  /** Kind, facts, and how many seconds after the round, a minute where nothing is said. */
  readonly receipts?: readonly (readonly [string, Readonly<Record<string, Json>>, number?])[];
}

const sealedBefore = 300;

/**
 * Seals, runs and reveals the sample draws (示例), each at the time of its round. A system that has draws of its own gets none; killed in between, the next call goes on.
 * @param data the folder `data`
 */
export async function loadSampleDraws(
  draws: DrawStore,
  data: string,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const serials = new Map<string, number>();
  for (const sample of sampleDraws(data)) {
    if (isStopped()) return;
    const rule = readRule(data, sample.rule);
    if (!rule) continue;
    const serial = (serials.get(rule.system) ?? 0) + 1;
    serials.set(rule.system, serial);
    let last = await draws.last(rule.system);
    if (last?.isSample === false) continue;
    if ((last?.serial ?? 0) < serial) {
      const tokensOf = sample.teams_of_last && last ? last.no : null;
      await sealSample(sample, rule, { draws, tokensOf, now: atRound(sample, -sealedBefore) });
      last = await draws.last(rule.system);
    }
    // Earlier ones were brought to their end before the next was sealed.
    if (last?.serial !== serial || !last.isSample) continue;
    await bringToItsEnd(last.no, sample, draws);
  }
}

/** @param data the folder `data` */
export function sampleDraws(data: string): readonly SampleDraw[] {
  const file = join(data, 'draws', 'samples', 'draws.yaml');
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : [];
}

interface SampleParts {
  readonly draws: DrawStore;
  readonly now: () => number;
  /** The draw whose tokens persons keep; null for tokens of their own. */
  readonly tokensOf: string | null;
  /** Another round than the sample's; null: the first that comes after the lead. */
  readonly round?: null;
}

/** Seals what a sample promises. */
export function sealSample(
  sample: SampleDraw,
  rule: DrawRule,
  { draws, now, tokensOf, ...parts }: SampleParts,
): Promise<Sealed> {
  const { register, people = null, fields = {} } = sample;
  const round = parts.round === null ? null : sample.round;
  const request = { rule, register, people, fields, round, by: '示例', tokensOf, isAnother: true, isSample: true };
  const newSecret = () => randomBytes(32).toString('hex');
  return sealDraw(request, { draws, now, newSecret });
}

/** @returns a clock that stands so many seconds after the round of a sample */
export function atRound({ round }: SampleDraw, seconds: number): () => number {
  return () => (timeOfRound(quicknet, round) + seconds) * 1000;
}

/** Runs a draw of a round that is known without a network. */
export function runSample(no: string, sample: SampleDraw, draws: DrawStore): Promise<KeptDraw> {
  return runDraw(no, { draws, now: atRound(sample, 5), askBeacon: askKnown });
}

async function askKnown(round: number): Promise<string | null> {
  return knownRounds.find((one) => one.round === round)?.signature ?? null;
}

async function bringToItsEnd(no: string, sample: SampleDraw, draws: DrawStore): Promise<void> {
  const newNonce = () => randomBytes(16).toString('hex');
  const drawn = await runSample(no, sample, draws);
  for (const [kind, facts, seconds = 60] of sample.receipts ?? []) {
    const parts = { draws, now: atRound(sample, seconds) };
    if (kind === 'drawn' && (await isDrawn(no, facts, parts))) continue;
    await addReceipt(no, kind, facts, { ...parts, newNonce });
  }
  if (drawn.mode === 'sealed' && drawn.state === 'drawn') await revealDraw(no, { draws, now: atRound(sample, 3600) });
}

/** Whether a container has its bay already; where it has not, the round that decides is kept first. */
async function isDrawn(
  no: string,
  { container }: Readonly<Record<string, Json>>,
  parts: { readonly draws: DrawStore; readonly now: () => number },
): Promise<boolean> {
  const about = await parts.draws.receiptsNaming(no, String(container));
  const [arrival] = about.filter(({ kind }) => kind === 'arrival');
  if (!arrival || about.some(({ kind }) => kind === 'drawn')) return true;
  const { round } = JSON.parse(arrival.receipt) as { readonly round: number };
  await keepRound(no, round, { ...parts, askBeacon: askKnown });
  return false;
}
