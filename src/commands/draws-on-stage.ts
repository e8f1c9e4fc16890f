import { makeVoidWhereLate } from '../draws/protocol/reveal-draw.js';
import type { RunningService } from '../main.js';
import type { DrawChange } from '../rehearsal/transcript.js';
import { readRule } from '../service/draw-rules.js';
import { installation } from '../service/installation.js';
import { atRound, runSample, sampleDraws, sealSample } from '../service/sample-draws.js';

/**
 * Lets happen to draws what else takes days: after the sample draws, the next of a system is sealed at this moment; or, of the sample's round, drawn and not revealed; or so late that
 * it is void.
 * @throws Error for a system without a sample
 */
export async function changeDrawOnStage(
  { store, catchUp }: Pick<RunningService, 'store' | 'catchUp'>,
  change: DrawChange,
  at: number,
): Promise<void> {
  await catchUp('draws');
  if (change.what === 'samples') return;
  const { draws } = store;
  const { data } = installation();
  const [found] = sampleDraws(data).flatMap((sample) => {
    const rule = readRule(data, sample.rule);
    return rule?.system === change.system ? [{ sample, rule }] : [];
  });
  if (!found) throw new Error(`there is no sample draw of "${change.system}"`);
  const { sample, rule } = found;
  if (change.what === 'sealed') {
    await sealSample(sample, rule, { draws, now: () => at, tokensOf: null, round: null });
    return;
  }
  const { draw } = await sealSample(sample, rule, { draws, now: atRound(sample, -200), tokensOf: null });
  await runSample(draw.no, sample, draws);
  const kept = await draws.get(draw.no);
  const isVoid = change.what === 'void' && kept !== null;
  if (isVoid) await makeVoidWhereLate(kept, { draws, now: () => (kept.revealBy ?? 0) * 1000 + 1000 });
}
