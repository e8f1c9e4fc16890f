import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeOnStage } from '../../../src/commands/change-on-stage.js';
import { ContentLibrary } from '../../../src/content/library.js';
import { Guesses } from '../../../src/disclosure/guessing/guesses.js';
import { defaultGuessRules } from '../../../src/disclosure/guessing/rules.js';
import { lookupsOn } from '../../../src/disclosure/lookups/registry.js';
import type { RecordStore } from '../../../src/domain/disclosure/stores.js';
import { lookupsRouter } from '../../../src/portal/api/lookups.js';
import { loadDatasets } from '../../../src/schemas/schema.js';
import { installation } from '../../../src/service/installation.js';
import { offered } from '../../../src/service/offered.js';
import { startTestService, type TestService } from '../../service/running.js';

const lookups = lookupsOn(loadDatasets(installation().data));

const root = installation().root;
const now = Date.parse('2016-10-21T10:00:00+08:00');
const rules = { ...defaultGuessRules, address: { atOnce: 9, everyMs: 60_000 } };

let service: TestService;
let library: ContentLibrary;
beforeAll(async () => {
  service = await startTestService();
  library = await ContentLibrary.open({ root, offered, store: service.store.contents, clock: { now: () => now } });
  const withdraw = (dataset: string, id: string) =>
    changeOnStage(service.store, { what: 'withdrawn', dataset, id, words: '重复录入' }, now);
  await withdraw('consignments', '120000116000527');
  await withdraw('vehicles', 'JTEBU5JR6G5003291');
  await changeOnStage(service.store, { what: 'expired', dataset: 'wines', id: '409334585274', words: '公示期满' }, now);
});
afterAll(() => service.close());

let server: Server;
let reads: string[];
let pauses: number[];
/** Each test comes a day after the one before, when all misses are forgiven. */
let at = now;
beforeEach(async () => {
  at += 86_400_000;
  reads = [];
  pauses = [];
  const records = noted(service.store.records);
  const clock = { now: () => at };
  const router = lookupsRouter({
    records,
    guesses: new Guesses({ store: service.store.guesses, records, rules: () => rules, clock, noted: () => undefined }),
    lookups: () => lookups,
    content: () => library.current,
    clock,
    pause: async (ms) => void pauses.push(ms),
  });
  server = createServer(express().disable('etag').use('/api/v1/lookups', router));
  await new Promise<void>((resolve) => server.listen(0, resolve));
});
afterEach(() => void server.close());

/** Notes every read of the database. */
function noted(records: RecordStore): RecordStore {
  const get: RecordStore['get'] = async (dataset, id) => {
    const found = await records.get(dataset, id);
    reads.push(`get ${dataset}: ${found ? 'one' : 'none'}`);
    return found;
  };
  const findByKey: RecordStore['findByKey'] = (dataset, ...key) => {
    reads.push(`find ${dataset}`);
    return records.findByKey(dataset, ...key);
  };
  const findWithin: RecordStore['findWithin'] = (dataset, ...within) => {
    reads.push(`find ${dataset}`);
    return records.findWithin(dataset, ...within);
  };
  return Object.assign(Object.create(records) as RecordStore, { get, findByKey, findWithin });
}

interface Got {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

async function get(path: string): Promise<Got> {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/lookups/${path}`);
  return { status: response.status, body: await response.text(), headers: response.headers };
}

const pair = (declarationNo: string, registrationNo: string) =>
  `progress?${new URLSearchParams({ declarationNo, registrationNo })}`;
const errorOf = ({ body }: Got) => (JSON.parse(body) as { error: { code: string; message: string } }).error;

describe('what an unknown pair learns', () => {
  test('nothing: the number of another, a number that is none, and one that was withdrawn are answered alike', async () => {
    const answers: unknown[] = [];
    for (const declarationNo of ['120000116000001', '120000116999999', '120000116000527']) {
      reads = [];
      const { status, body, headers } = await get(pair(declarationNo, '1101960H78'));
      const names = [...headers.keys()].filter((name) => name !== 'date');
      answers.push({
        status,
        body,
        names,
        type: headers.get('content-type'),
        length: headers.get('content-length'),
        reads: reads.toSorted(),
      });
    }
    expect(answers[0]).toMatchObject({ status: 404, reads: ['get consignments: none', 'get consignments: one'] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('guessing gets slower and then nowhere; a right pair is no guess', async () => {
    const right: number[] = [];
    const guessed: number[] = [];
    for (let serial = 1; serial <= 10; serial++) {
      right.push((await get(pair('120000116000001', '1101960H79'))).status);
      guessed.push((await get(pair(`1200001169${serial + 10}000`, '1101960H70'))).status);
    }
    expect(right).toEqual(Array(10).fill(200));
    expect(guessed).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 404, 429]);
    // A right pair waits as long as the guess after it.
    expect(pauses).toEqual([250, 250, 500, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000, 8000]);
    expect(reads.filter((read) => read === 'get consignments: none')).toHaveLength(9);
  });

  test('whoever guesses for an owner keeps nobody at their address from another', async () => {
    const serials = Array.from({ length: 15 }, (_, serial) => String(serial).padStart(2, '0'));
    const guesses = await Promise.all(serials.map((serial) => get(pair(`1200001169${serial}000`, '1101960H71'))));
    expect(guesses.filter(({ status }) => status === 404)).toHaveLength(9);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(6);
    expect((await get(pair('120000116000001', '1101960H79'))).status).toBe(200);
    expect((await get(pair('120000116000001', '1101960H71'))).status).toBe(429);
  });

  test('many right questions at once are all answered', async () => {
    const rights = await Promise.all(Array.from({ length: 15 }, () => get(pair('120000116000001', '1101960H79'))));
    expect(rights.map(({ status }) => status)).toEqual(Array(15).fill(200));
    expect(pauses).toEqual([]);
  });

  test('whoever guessed too much is told when to come again, and is answered then', async () => {
    const guess = (serial: number) => get(pair(`1200001168${serial}000`, '1101960H72'));
    for (let serial = 10; serial < 19; serial++) await guess(serial);
    at += 10_000;
    const refused = await guess(20);
    expect(errorOf(refused).code).toBe('too-many');
    expect(refused.headers.get('retry-after')).toBe('50');
    expect(refused.headers.get('ratelimit-policy')).toBe('"guesses";q=9;w=540');
    expect(refused.headers.get('ratelimit')).toBe('"guesses";r=0;t=50');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    at += 50_000;
    expect((await guess(21)).status).toBe(404);
  });

  test('what everybody may fetch whole is not counted', async () => {
    const asked = Array.from({ length: 30 }, (_, serial) => get(`wine?bottleCode=9999${serial + 10}`));
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([404]));
    expect(pauses).toEqual([]);
  });

  test("other people's pages may not read it", async () => {
    const open = async (lookup: string) => {
      const response = await fetch(`${service.origin}/api/v1/lookups/${lookup}`);
      return response.headers.get('access-control-allow-origin');
    };
    expect(await open(pair('120000116000001', '1101960H79'))).toBeNull();
    expect(await open(pair('120000116000001', '1101960H78'))).toBeNull();
    expect(await open('wine?bottleCode=298175314675')).toBe('*');
  });
});

describe('what is no longer public', () => {
  test('is told as withdrawn, with day and reason, and nothing of what it held', async () => {
    const got = await get(pair('120000116000527', '1101960H79'));
    expect(got.status).toBe(410);
    expect(JSON.parse(got.body)).toMatchObject({
      error: { code: 'withdrawn', message: '这条记录已经撤回，不再公开。' },
      lookup: 'progress',
      sample: true,
      facts: [
        { label: '撤回日期', value: '2016-10-21' },
        { label: '撤回原因', value: '重复录入' },
      ],
      text: '您查的号码 120000116000527（示例）\n这条记录已经撤回，不再公开。\n撤回日期：2016-10-21\n撤回原因：重复录入',
    });
    expect(got.body).not.toMatch(/冷藏|示例冷藏|报检受理|2016-10-20/);
  });

  test('does not tell the VIN to whoever asked by the sticker', async () => {
    const got = await get('car?code=221865233729');
    expect(got.status).toBe(410);
    expect(got.body).not.toMatch(/JTEBU5JR6G5003291|丰田|HF556799/);
  });

  test('is told as expired, with the day', async () => {
    const got = await get('wine?bottleCode=409334585274');
    expect(got.status).toBe(410);
    expect(errorOf(got).code).toBe('expired');
    expect((JSON.parse(got.body) as { facts: unknown }).facts).toEqual([
      { label: '公示期满日期', value: '2016-10-21' },
    ]);
  });
});

describe('what is asked', () => {
  const whatThereIs = `没有这种查询，可以查：${[...lookups.keys()].join('、')}。`;
  test.each([
    ['no number', 'progress?declarationNo=120000116000001', 400, 'missing-identifier', '请给出一个 registrationNo。'],
    ['an empty one', pair('', '1101960H79'), 400, 'missing-identifier', '请给出一个 declarationNo。'],
    ['one twice', 'car?code=1234567&code=1234567', 400, 'given-twice', 'code 给了不止一次。'],
    [
      'one too short',
      pair('12000011600001', '1101960H79'),
      400,
      'bad-identifier',
      'declarationNo 应为 15 位，收到 14 位。',
    ],
    [
      'other characters',
      'wine?bottleCode=4093345852%2B4',
      400,
      'bad-identifier',
      'bottleCode 里只能有数字和字母，请核对。',
    ],
    ['another thing', 'cheese?code=1', 404, 'no-such-lookup', whatThereIs],
    ['a property of objects', 'constructor?code=1', 404, 'no-such-lookup', whatThereIs],
    ['an unknown bottle', 'wine?bottleCode=123456', 404, 'not-found', '没有查到这组号码，请核对。'],
  ])('%s', async (_, path, status, code, message) => {
    const got = await get(path);
    expect(got.status).toBe(status);
    expect(errorOf(got)).toMatchObject({ code, message });
    expect(got.headers.get('cache-control')).toBe('no-store');
  });

  test('a VIN with a check digit that does not fit is found; only one that is not found is doubted', async () => {
    const found = await get('car?code=wvwzzz3c-zee140287');
    expect(found.status).toBe(200);
    expect(found.headers.get('cache-control')).toBe('no-store');
    expect(errorOf(await get('car?code=WVWZZZ3CZEE140288')).message).toContain('校验码不符');
    expect(errorOf(await get('car?code=1HGCM82633A004352')).message).not.toContain('校验码');
  });

  test('a progress answer names the version of every part of it', async () => {
    const got = JSON.parse((await get(pair('120000116000001', '1101960H79'))).body) as {
      parts: { id: string; hash: string }[];
    };
    expect(got.parts.map(({ id }) => id)).toEqual([1, 2, 3].map((sequence) => `120000116000001/${sequence}`));
    for (const { id, hash } of got.parts) {
      expect((await service.store.records.get('process-events', id))?.hash).toBe(hash);
    }
  });
});
