import { beforeEach, describe, expect, test } from 'vitest';
import { lookupsOn } from '../../../src/disclosure/lookups/registry.js';
import type { DisclosureRecord } from '../../../src/domain/disclosure/record.js';
import type { RecordStore } from '../../../src/domain/disclosure/stores.js';

const progress = lookupsOn(new Map()).get('progress');
const ids = ['120000116000001', '120000116000002'];

let reads: string[];
let compared: number;
let records: RecordStore;
beforeEach(() => {
  reads = [];
  compared = 0;
  const fields = {
    get registration_no() {
      compared++;
      return '1101960H79';
    },
  };
  const record = (id: string) => ({ id, dataset: 'consignments', fields }) as unknown as DisclosureRecord;
  const get: RecordStore['get'] = async (_, id) => {
    const found = ids.includes(id) ? record(id) : null;
    reads.push(found ? 'found' : 'none');
    return found;
  };
  const scan = async () => {
    reads.push('scan');
    return ids.map(record);
  };
  records = { get, scan } as unknown as RecordStore;
});

async function work(declarationNo: string, registrationNo: string) {
  reads = [];
  compared = 0;
  const found = await progress?.find(records, { declarationNo, registrationNo }, true);
  return { found: found?.length, reads: [...reads].sort(), compared };
}

describe('a number that is unknown and one that is of another owner', () => {
  test('take the same readings and comparisons, whatever was asked before', async () => {
    await work('120000116999999', '1101960H79');
    for (const registrationNo of ['1101960H79', '9999999999', '1101960H7X']) {
      const unknown = await work('120000116999998', registrationNo);
      const ofAnother = await work('120000116000002', '1101960H78');
      expect(unknown).toEqual({ found: 0, reads: ['found', 'none'], compared: 1 });
      expect(ofAnother).toEqual(unknown);
    }
  });

  test('look for a record to compare with only once', async () => {
    await work('120000116999999', '1101960H79');
    expect(reads).toContain('scan');
    await work('120000116999999', '1101960H79');
    expect(reads).not.toContain('scan');
  });

  test('cost whoever is right nothing', async () => {
    expect(await work('120000116000001', '1101960H79')).toEqual({ found: 1, reads: ['found'], compared: 1 });
  });
});
