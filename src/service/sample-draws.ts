import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DrawStore } from '../domain/draws/stores.js';
import type { Json } from '../domain/proofs/canonical-json.js';
import { knownRounds } from '../draws/beacon/known-rounds.js';
import { quicknet } from '../draws/beacon/quicknet.js';
import { timeOfRound } from '../draws/beacon/rounds.js';
import { addReceipt } from '../draws/protocol/add-receipt.js';
import { revealDraw } from '../draws/protocol/reveal-draw.js';
import { runDraw } from '../draws/protocol/run-draw.js';
import { sealDraw } from '../draws/protocol/seal-draw.js';
import type { RegisterRow } from '../draws/register/register.js';
import { readRule } from './draw-rules.js';

/** A draw of `data/draws/samples/draws.yaml`. */
interface SampleDraw {
  readonly rule: string;
  /** One of the rounds that are known without a network. */
  readonly round: number;
  readonly register: readonly RegisterRow[];
  readonly people?: readonly RegisterRow[];
  readonly fields?: Readonly<Record<string, Json>>;
  /** It is the second round of the draw before. */
  readonly teams_of_last?: true;
  readonly receipts?: readonly (readonly [string, Readonly<Record<string, Json>>])[];
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
  const file = join(data, 'draws', 'samples', 'draws.yaml');
  if (!existsSync(file)) return;
  const serials = new Map<string, number>();
  for (const sample of parse(readFileSync(file, 'utf8')) as readonly SampleDraw[]) {
    if (isStopped()) return;
    const rule = readRule(data, sample.rule);
    if (!rule) continue;
    const serial = (serials.get(rule.system) ?? 0) + 1;
    serials.set(rule.system, serial);
    const due = timeOfRound(quicknet, sample.round);
    const at = (seconds: number) => ({ draws, now: () => (due + seconds) * 1000 });
    let last = await draws.last(rule.system);
    if (last?.isSample === false) continue;
    if ((last?.serial ?? 0) < serial) {
      const request = {
        ...{
          rule,
          register: sample.register,
          people: sample.people ?? null,
          fields: sample.fields ?? {},
          round: sample.round,
        },
        ...{ by: '示例', tokensOf: sample.teams_of_last && last ? last.no : null, isAnother: true, isSample: true },
      };
      const newSecret = () => randomBytes(32).toString('hex');
      await sealDraw(request, { ...at(-sealedBefore), newSecret });
      last = await draws.last(rule.system);
    }
    // Earlier ones were brought to their end before the next was sealed.
    if (last?.serial !== serial || !last.isSample) continue;
    await bringToItsEnd(last.no, sample, at);
  }
}

async function bringToItsEnd(
  no: string,
  { receipts = [] }: SampleDraw,
  at: (seconds: number) => { readonly draws: DrawStore; readonly now: () => number },
): Promise<void> {
  const askBeacon = async (round: number) => knownRounds.find((one) => one.round === round)?.signature ?? null;
  const newNonce = () => randomBytes(16).toString('hex');
  const drawn = await runDraw(no, { ...at(5), askBeacon });
  for (const [kind, facts] of receipts) await addReceipt(no, kind, facts, { ...at(60), newNonce });
  if (drawn.mode === 'sealed' && drawn.state === 'drawn') await revealDraw(no, at(3600));
}
