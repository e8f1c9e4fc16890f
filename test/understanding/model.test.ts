import { beforeAll, describe, expect, test } from 'vitest';
import { type Characters, learnCharacters, simplifiedText } from '../../src/understanding/model/characters.js';
import { nameOfFeature, unitsOf, Words } from '../../src/understanding/model/features.js';
import { nameOf } from '../../src/understanding/model/kept-models.js';
import { type Model, marginsOf, probabilitiesOf, rank } from '../../src/understanding/model/model.js';
import { bytesOfModel, modelOfBytes } from '../../src/understanding/model/model-bytes.js';
import { type Example, train } from '../../src/understanding/model/train.js';
import { featuresOf, vectorOf } from '../../src/understanding/model/vectors.js';
import { vocabularyOf } from '../../src/understanding/model/vocabulary.js';

const said: Readonly<Record<string, readonly string[]>> = {
  pets: ['带狗回国要什么手续', '狗怎么入境', '猫狗入境要隔离吗', '带猫入境', '狗要隔离几天', '我的狗能不能入境'],
  wine: ['进口红酒要什么标签', '红酒标签怎么贴', '进口葡萄酒报检', '红酒报检要什么', '葡萄酒标签', '进口红酒要几天'],
  exam: ['出国体检多少钱', '体检要空腹吗', '体检几天出结果', '出国要体检吗', '体检在哪里', '我要体检'],
};
const examples: Example[] = Object.entries(said).flatMap(([intent, texts]) =>
  texts.map((text) => ({ text, intent, isOutside: false })),
);
const ranked = (text: string, model: Model) => rank(probabilitiesOf(marginsOf(text, model), 0.12), model);
const likeliest = (text: string, model: Model) => ranked(text, model)[0]?.intent;

let characters: Characters;
beforeAll(async () => {
  characters = await learnCharacters();
});

describe('a trained model', () => {
  test('knows what it was taught, and what is like it', async () => {
    const model = await train(examples, { characters });
    for (const { text, intent } of examples) expect(likeliest(text, model)).toBe(intent);
    expect(likeliest('我想带一只狗入境', model)).toBe('pets');
    expect(likeliest('请问葡萄酒的标签', model)).toBe('wine');
  });

  test('has the same bytes each time it is trained, and comes back from them', async () => {
    const [one, other] = await Promise.all([train(examples, { characters }), train(examples, { characters })]);
    expect(bytesOfModel(one).equals(bytesOfModel(other))).toBe(true);
    const again = await modelOfBytes(bytesOfModel(one));
    expect([...marginsOf('狗的标签', again)]).toEqual([...marginsOf('狗的标签', one)]);
    expect(bytesOfModel(again).equals(bytesOfModel(one))).toBe(true);
  });

  test('is not read from bytes that are cut short, too long, changed, or something else', async () => {
    const bytes = bytesOfModel(await train(examples, { characters }));
    await expect(modelOfBytes(bytes.subarray(0, -4))).rejects.toThrow('is damaged');
    await expect(modelOfBytes(Buffer.concat([bytes, Buffer.from([0])]))).rejects.toThrow('is damaged');
    const changed = Buffer.from(bytes);
    changed[bytes.length - 100] = (changed[bytes.length - 100] ?? 0) ^ 1;
    await expect(modelOfBytes(changed)).rejects.toThrow('is damaged');
    await expect(modelOfBytes(Buffer.from('no model at all'))).rejects.toThrow('is no model');
  });

  test('hears homophones, and reads traditional characters and full-width letters', async () => {
    const model = await train(examples, { characters });
    expect(likeliest('带苟回过要什么手序', model)).toBe('pets');
    expect(likeliest('進口紅酒標籤', model)).toBe('wine');
    expect([...marginsOf('進口紅酒標籤', model)]).toEqual([...marginsOf('进口红酒标签', model)]);
  });

  test('takes names of properties for words like any other', async () => {
    const model = await train([...examples, { text: 'constructor __proto__', intent: 'pets', isOutside: false }], {
      characters,
    });
    for (const text of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(ranked(text, model).reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    }
  });
});

test('probabilities add up to one, and are surer the lower the temperature', () => {
  const margins = Float64Array.from([1, 0, -1]);
  const [cool = 0] = probabilitiesOf(margins, 0.1);
  const [warm = 0] = probabilitiesOf(margins, 1);
  expect(cool).toBeGreaterThan(warm);
  expect(probabilitiesOf(margins, 0.5).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
});

test('a text is cut into characters, words and numbers, and heard by its syllables', () => {
  expect(unitsOf('3C认证 ISO9001，共12箱')).toEqual(['3C', '认', '证', 'ISO9001', '共', '#', '箱']);
  const words = new Words([]);
  const features = featuresOf('检疫', characters, words);
  const names = [...features.keys()].map((key) => nameOfFeature(key, words));
  expect(names).toEqual(expect.arrayContaining(['检', '疫', '^ 检', '检 疫', '疫 $']));
  const shared = [...featuresOf('检役', characters, words).keys()].filter((one) => features.has(one));
  // The first character, its place, and how both sound.
  expect(shared.length).toBeGreaterThanOrEqual(6);
  expect(simplifiedText('檢疫證書', characters)).toBe('检疫证书');
});

test('a text is weighed by what the vocabulary has, and what it has not is counted once each', () => {
  const texts = ['iso检疫', '检疫证书', 'iso证书'];
  const words = Words.of(texts);
  const each = texts.map((text) => featuresOf(text, characters, words));
  const vocabulary = vocabularyOf(each, words, 1);
  const names = vocabulary.names();
  expect(new Set(names).size).toBe(names.length);
  for (const [index, text] of texts.entries()) {
    const { features, missed } = vectorOf(text, characters, vocabulary);
    const inOrder = [...(each[index]?.keys() ?? [])].map((key) => nameOfFeature(key, words));
    expect([...features].map((feature) => names[feature])).toEqual(inOrder);
    expect(missed).toBe(0);
  }
  // Each of two unknown words is missed alone, after what stands before it, and before what follows.
  expect(vectorOf('abc abc', characters, vocabulary).missed).toBe(4);
  expect(vectorOf('abc def', characters, vocabulary).missed).toBe(5);
  const longest = vectorOf('不认识的字词'.repeat(100), characters, vocabulary);
  expect(longest.values.reduce((sum, value) => sum + value * value, 0)).toBeLessThanOrEqual(1.0001);
});

test('a model is named after exactly what it was taught', () => {
  const [first, ...others] = examples;
  const other = [{ text: `${first?.text}`, intent: 'wine', isOutside: false }, ...others];
  expect(nameOf(examples)).toBe(nameOf([...examples]));
  expect(nameOf(other)).not.toBe(nameOf(examples));
});
