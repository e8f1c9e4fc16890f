import type { KeptDraw } from '../domain/draws/kept-draw.js';
import { agreedIn } from '../draws/beacon/numbers.js';
import { entriesIn } from '../draws/beacon/seal-randomness.js';
import { dueOf } from '../draws/beacon/sealed-beacon.js';
import { askRelays } from '../draws/protocol/ask-relays.js';
import { valuesOf } from '../draws/protocol/kept-values.js';
import { makeVoidWhereLate } from '../draws/protocol/reveal-draw.js';
import { runDraw } from '../draws/protocol/run-draw.js';
import type { Seal } from '../draws/seal/seal.js';
import type { Duty } from '../duties/every.js';
import type { Inside } from './inside.js';
import { installation } from './installation.js';
import { loadSampleDraws } from './sample-draws.js';

const drawsEveryMs = 20_000;
const mostAtOnce = 100;

/** Draws whose round is out are run where relays can be asked; those that were not revealed in time become void; sample draws are made. */
export function drawingDuty({ config, store, clock, log }: Inside): Duty {
  const { draws } = store;
  const parts = { draws, now: () => clock.now(), askBeacon: askRelays(config.drawBeacons, fetch) };
  /** Of a round: whether relays can be asked; of numbers: whether two accounts have typed the same. Codes are run by whoever is at the gate. */
  const isOut = async ({ no, seal }: KeptDraw) => {
    const { beacon } = JSON.parse(seal) as Seal;
    if ('round' in beacon) return config.drawBeacons.length > 0 && (dueOf(beacon) ?? 0) * 1000 <= clock.now();
    return beacon.source === 'numbers' && agreedIn(entriesIn(await valuesOf(no, parts))) !== null;
  };
  let hasSamples = !config.loadsSamples;
  return {
    name: 'draws',
    periodMs: drawsEveryMs,
    isFinal: true,
    async work(isStopped) {
      if (!hasSamples) await loadSampleDraws(draws, installation(config.contentFolder).data, isStopped);
      hasSamples = true;
      for (const draw of await draws.unfinished(mostAtOnce)) {
        if (isStopped()) return;
        if (draw.mode === 'sealed' && (await makeVoidWhereLate(draw, parts))) {
          log.warn(
            { draw: draw.no },
            'the code of a draw was not revealed in time: it is void, and the next seal names it',
          );
        } else if (draw.state !== 'drawn' && (await isOut(draw))) {
          const { state } = await runDraw(draw.no, parts);
          log.info({ draw: draw.no }, `a draw was run and is ${state}`);
        }
      }
    },
  };
}
