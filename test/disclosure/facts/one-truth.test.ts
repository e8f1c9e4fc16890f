import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeOnStage } from '../../../src/commands/change-on-stage.js';
import type { Lookup } from '../../../src/disclosure/lookups/lookup.js';
import { lookupsOn } from '../../../src/disclosure/lookups/registry.js';
import type { Answers } from '../../../src/domain/conversation/answers.js';
import type { DisclosureRecord } from '../../../src/domain/disclosure/record.js';
import { loadDatasets } from '../../../src/schemas/schema.js';
import { installation } from '../../../src/service/installation.js';
import { startTestService, type TestService } from '../../service/running.js';
import { dial, type Told, toldByApi, write } from './channels.js';
import { type Reader, readers } from './readers.js';

const lookups = lookupsOn(loadDatasets(installation().data));

/** All samples there are; more would be more than the API lets one address ask in a minute. */
const maxRecords = 250;
const now = Date.parse('2016-10-21T10:00:00+08:00');

let service: TestService;

test('every lookup can be read on every channel', () => {
  expect([...readers.keys()].sort()).toEqual([...lookups.keys()].sort());
});

function readerOf({ id }: Lookup): Reader {
  const reader = readers.get(id);
  if (!reader) throw new Error(`nothing reads "${id}" off the telephone and WeChat: add it to readers.ts`);
  return reader;
}

async function heard(lookup: Lookup, record: DisclosureRecord, answers: Answers): Promise<string> {
  return (await dial(service, lookup, { keys: readerOf(lookup).keys, answers, record }))();
}

async function read(lookup: Lookup, answers: Answers): Promise<string> {
  return (await write(service, lookup, answers))();
}

/** Byte for byte in WeChat, and each value as it sounds on the telephone; nothing more and nothing less on either. */
function expectTheSame(lookup: Lookup, told: Told, phone: string, wechat: string): void {
  const reader = readerOf(lookup);
  const facts = told.facts.map(({ label, value, unit = '' }) => ({ label, value: value + unit }));
  expect(reader.wechat(wechat)).toEqual({ sample: told.sample, facts });
  const spoken = facts.map(({ label, value }) => ({ label, value: reader.spoken(label, value) }));
  expect(reader.phone(phone)).toEqual({ sample: told.sample, facts: spoken });
  expect(told.text).toBe(wechat);
}

describe.each([...lookups.values()])('phone, WeChat and API give byte-equal facts for one version: $id', (lookup) => {
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  test('of every sample record', async () => {
    const records = await service.store.records.samples(lookup.dataset, maxRecords);
    expect(records.length).toBeGreaterThan(10);
    await Promise.all(
      records.map(async (record, place) => {
        const ways = readerOf(lookup).answers(record);
        const answers = ways[place % ways.length] ?? {};
        const told = await toldByApi(service, lookup.id, answers);
        expect(told).toMatchObject({ lookup: lookup.id, version: { hash: record.hash, position: record.position } });
        expectTheSame(lookup, told, await heard(lookup, record, answers), await read(lookup, answers));
      }),
    );
  });

  test('after a correction, and for whoever asked before it and is answered after it', async () => {
    const { records } = service.store;
    const reader = readerOf(lookup);
    const [record] = await records.samples(lookup.dataset, 1);
    if (!record) throw new Error(`${lookup.dataset} has no sample`);
    const [answers = {}] = reader.answers(record);
    const before = await toldByApi(service, lookup.id, answers);
    const callUnderWay = await dial(service, lookup, { keys: reader.keys, answers, record });
    const chatUnderWay = await write(service, lookup, answers);

    const { dataset, field, text } = reader.correction;
    const id = reader.correction.id(record);
    await changeOnStage(service.store, { what: 'corrected', dataset, id, words: `${field}=${text}` }, now);

    const after = await toldByApi(service, lookup.id, answers);
    expect(after.facts.map(({ value }) => value)).toContain(text);
    expect(before.facts.map(({ value }) => value)).not.toContain(text);
    const hash = (await records.get(dataset, id))?.hash;
    expect([after.version, ...(after.parts ?? [])].map((one) => one.hash)).toContain(hash);
    expect([before.version, ...(before.parts ?? [])].map((one) => one.hash)).not.toContain(hash);
    expectTheSame(lookup, after, await heard(lookup, record, answers), await read(lookup, answers));
    expectTheSame(lookup, after, await callUnderWay(), await chatUnderWay());
  });
});
