import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeOnStage } from '../../../src/commands/change-on-stage.js';
import { ask, type Finding } from '../../../src/disclosure/lookups/ask.js';
import { progress } from '../../../src/disclosure/lookups/progress.js';
import type { RecordStore } from '../../../src/domain/disclosure/stores.js';
import { startTestService, type TestService } from '../../service/running.js';

const declarationNo = '120000116000001';
const answers = { declarationNo, registrationNo: '1101960H79' };
const now = Date.parse('2016-10-21T10:00:00+08:00');

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.close());

/** The database, in which something is published just before the steps are read. */
function withChangeBetween(change: () => Promise<void>): RecordStore {
  const { records } = service.store;
  const findWithin: RecordStore['findWithin'] = async (...within) => {
    await change();
    return records.findWithin(...within);
  };
  return Object.assign(Object.create(records) as RecordStore, { findWithin });
}

function change(what: 'corrected' | 'withdrawn', dataset: string, id: string, words: string): Promise<void> {
  return changeOnStage(service.store, { what, dataset, id, words }, now);
}

/** Does something once, and nothing from then on. */
function once(work: () => Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

const valuesOf = (finding: Finding): readonly string[] =>
  finding.kind === 'told' || finding.kind === 'gone' ? finding.facts.map(({ value }) => value) : [finding.kind];

test('a consignment that is corrected while its steps are read is told as it is now, never half of each', async () => {
  const records = withChangeBetween(
    once(async () => {
      await change('corrected', 'consignments', declarationNo, 'goods=新货物');
      await change('corrected', 'process-events', `${declarationNo}/2`, 'detail=新说明');
    }),
  );
  const told = valuesOf(await ask(progress, records, { answers, letters: true }));
  expect(told).toContain('新说明');
  expect(told).toContain('新货物');
  expect(told).not.toContain('冷藏集装箱');
});

test('one that is withdrawn while its steps are read is told as withdrawn', async () => {
  const records = withChangeBetween(once(() => change('withdrawn', 'consignments', declarationNo, '重复录入')));
  expect(valuesOf(await ask(progress, records, { answers, letters: true }))).toEqual(['2016-10-21', '重复录入']);
});

test('one that gets another owner while its steps are read is no longer told to the former', async () => {
  const records = withChangeBetween(
    once(() => change('corrected', 'consignments', declarationNo, 'registration_no=1201300774')),
  );
  expect(valuesOf(await ask(progress, records, { answers, letters: true }))).toEqual(['unknown']);
});

test('one that never holds still is not told at all', async () => {
  let count = 0;
  const records = withChangeBetween(() => change('corrected', 'consignments', declarationNo, `goods=第${++count}种`));
  await expect(ask(progress, records, { answers, letters: true })).rejects.toThrow('changed 5 times');
});
