import { quicknet } from '../draws/beacon/quicknet.js';
import { timeOfRound } from '../draws/beacon/rounds.js';
import { askRelays } from '../draws/protocol/ask-relays.js';
import { makeVoidWhereLate } from '../draws/protocol/reveal-draw.js';
import { runDraw } from '../draws/protocol/run-draw.js';
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
        } else if (
          draw.state !== 'drawn' &&
          config.drawBeacons.length > 0 &&
          timeOfRound(quicknet, draw.round) * 1000 <= clock.now()
        ) {
          const { state } = await runDraw(draw.no, parts);
          log.info({ draw: draw.no }, `a draw was run and is ${state}`);
        }
      }
    },
  };
}
