import { expect, test } from 'vitest';
import { modes, sendForgeries, settingsOf } from '../../bench/forgeries.js';
import { everything } from '../operations/fixtures.js';
import { startTestService } from './running.js';

test.each(modes)(
  'of 5,000 forged or replayed deliveries to a WeChat account in mode %s none is accepted, and none changes anything',
  async (mode) => {
    const service = await startTestService({ ...settingsOf(mode), YIBO_CLOCK: '', YIBO_SAMPLE_DATA: 'off' });
    const rows = async () => {
      const { turn = [], case_file = [], stamp = [] } = await everything(service.store.archive);
      return { turns: turn.length, cases: case_file.length, stamps: stamp.length };
    };
    let before = {};
    const nowSeconds = Math.floor(Date.now() / 1000);
    const { accepted, kinds } = await sendForgeries(
      service.origin,
      { mode, count: 5000, seed: 7, nowSeconds },
      async () => {
        before = await rows();
      },
    );
    expect(accepted).toEqual([]);
    expect(await rows()).toEqual(before);
    expect(kinds.size).toBeGreaterThan(30);
    await service.close();
  },
);
