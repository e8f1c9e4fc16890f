import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeOnStage } from '../../src/commands/change-on-stage.js';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import type { StickerKind } from '../../src/domain/stickers/sticker.js';
import type { Store } from '../../src/domain/store.js';
import { loadSamples } from '../../src/importing/sample.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { StickerJudge } from '../../src/stickers/judge.js';
import { openStore } from '../../src/store/open.js';
import { bottle, car, issued, madeAt, newKeys, place } from './issued.js';

const dayMs = 86_400_000;
/** The samples became public a day after the key was made. */
const publishedAt = madeAt + dayMs;

let made: Awaited<ReturnType<typeof newKeys>>;
let store: Store;
const seen = new Set<string>();
const judge = () =>
  new StickerJudge({
    ...store,
    keys: () => made.keys.keys,
    place: () => place,
    isInManyPlaces: async (on: StickerKind, code) => seen.has(`${on} ${code}`),
  });
const verdict = async (text: string) => {
  const found = await judge().judge(text);
  return found && [found.kind, found.why];
};

beforeAll(async () => {
  made = await newKeys();
  store = await openStore(`sqlite:${made.folder}/test.db`);
  await store.migrate();
  const { data } = installation();
  const datasets = loadDatasets(data);
  const some = new Map([...datasets].filter(([name]) => name === 'vehicles' || name === 'wines'));
  await loadSamples(store, some, loadPublicationTerms(datasets, data), () => publishedAt);
});
afterAll(async () => {
  await store.close();
  made.remove();
});

test('genuine: signed by us, and on record as it is signed', async () => {
  const { address, sticker } = issued(made.keys, car);
  expect(await judge().judge(address)).toMatchObject({
    ...{ kind: 'genuine', why: null, on: 'car', code: '221865233729', sticker, onRecordSince: publishedAt },
    record: { id: 'JTEBU5JR6G5003291', sample: true },
  });
  expect(await verdict(issued(made.keys, bottle).address)).toEqual(['genuine', null]);
});

test('unknown: signed by us, and nothing of the kind on record', async () => {
  const none = { ...car, fields: { vin: 'WYB1234579G000999', sticker_code: '999999999999' } };
  expect(await verdict(issued(made.keys, none).address)).toEqual(['unknown', null]);
  // The car is there, and was never given this number.
  const other = { ...car, fields: { ...car.fields, sticker_code: '999999999999' } };
  expect(await verdict(issued(made.keys, other).address)).toEqual(['unknown', null]);
  const otherDay = { ...bottle, fields: { ...bottle.fields, bottled_on: '2014-08-06' } };
  expect(await verdict(issued(made.keys, otherDay).address)).toEqual(['unknown', null]);
});

test('wrong signature: another VIN, another site, a changed character, half a code', async () => {
  const { address } = issued(made.keys, car);
  expect(await verdict(address.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'))).toEqual([
    'wrong-signature',
    'bad-signature',
  ]);
  expect(await verdict(address.replace('HOTLINE', 'HOTLlNE'))).toEqual(['wrong-signature', 'other-site']);
  expect(await verdict(address.slice(0, -9))).toEqual(['wrong-signature', 'malformed']);
  expect(await verdict('https://shop.example/v/index.html')).toBeNull();
  expect(await verdict('你好')).toBeNull();
});

describe('a number alone', () => {
  test('is on record or is not, and is never called genuine', async () => {
    expect(await verdict('https://hotline.example/v/221865233729')).toEqual(['recorded', null]);
    expect(await verdict('https://hotline.example/w/409334585274')).toEqual(['recorded', null]);
    expect(await verdict('https://hotline.example/w/221865233729')).toEqual(['unknown', null]);
  });

  test('was seen in too many places, or not', async () => {
    seen.add('wine 409334585274');
    expect(await verdict('https://hotline.example/w/409334585274')).toEqual(['too-many-places', null]);
    expect(await verdict(issued(made.keys, bottle).address)).toEqual(['too-many-places', null]);
    expect(await verdict(issued(made.keys, car).address)).toEqual(['genuine', null]);
    seen.clear();
  });
});

describe('a lost key', () => {
  test('leaves what was on record before, and nothing else', async () => {
    const own = await newKeys();
    const before = made;
    const { address, sticker } = issued(own.keys, car);
    made = own;
    await own.keys.revoke(sticker.keyId, publishedAt + 1);
    expect(await verdict(address)).toEqual(['genuine', null]);
    await own.keys.revoke(sticker.keyId, publishedAt);
    expect(await judge().judge(address)).toMatchObject({ kind: 'key-revoked', sticker, key: { id: sticker.keyId } });
    made = before;
    own.remove();
  });
});

describe('what becomes of a record', () => {
  test('another sticker for the car withdraws the first, and a corrected day is said', async () => {
    const old = issued(made.keys, car).address;
    await changeOnStage(
      store,
      { what: 'corrected', dataset: 'vehicles', id: 'JTEBU5JR6G5003291', words: 'sticker_code=221865233999' },
      publishedAt + 10,
    );
    expect(await verdict(old)).toEqual(['withdrawn', 'replaced']);
    const renewed = { ...car, fields: { ...car.fields, sticker_code: '221865233999' } };
    expect(await verdict(issued(made.keys, renewed).address)).toEqual(['genuine', null]);
    await changeOnStage(
      store,
      { what: 'corrected', dataset: 'wines', id: '409334585274', words: 'bottled_on=2014-08-07' },
      publishedAt + 20,
    );
    expect(await verdict(issued(made.keys, bottle).address)).toEqual(['genuine', 'corrected']);
  });

  test('a record that is withdrawn takes its sticker along, signed or not', async () => {
    await changeOnStage(
      store,
      { what: 'withdrawn', dataset: 'wines', id: '409334585274', words: '资料录入有误' },
      publishedAt + 30,
    );
    expect(await verdict(issued(made.keys, bottle).address)).toEqual(['withdrawn', 'withdrawn']);
    expect(await verdict('https://hotline.example/w/409334585274')).toEqual(['withdrawn', 'withdrawn']);
  });
});
