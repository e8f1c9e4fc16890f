import { describe, expect, test } from 'vitest';
import { heard, slots, understander } from './fixtures.js';

const fill = (form: string, text: string, before = {}) => slots.fill(form, heard(text).identifiers, before);

describe('what a message fills in', () => {
  test('is everything that it names, however it is written, and what is still asked for is said', async () => {
    expect(await fill('progress', '查一下报检号120000116000001到哪一步了')).toEqual({
      form: 'progress',
      filled: { declarationNo: '120000116000001' },
      open: 'registrationNo',
    });
    expect(await fill('progress', '登记号1101960h79，报检号120000 1 16 000001')).toEqual({
      form: 'progress',
      filled: { declarationNo: '120000116000001', registrationNo: '1101960H79' },
      open: null,
    });
  });

  test('is the slot that is asked for, among other words', async () => {
    const before = { declarationNo: '120000116000001' };
    const registrationNo = '1101960H79';
    expect(await fill('progress', '登记号是1101960H79', before)).toMatchObject({
      filled: { registrationNo },
      open: null,
    });
    expect(await fill('progress', '报检号120000116000001', before)).toMatchObject({
      filled: {},
      open: 'registrationNo',
    });
  });

  test('is nothing where it names nothing that is asked for next', async () => {
    expect(await fill('progress', '1101960H79')).toMatchObject({ filled: {}, open: 'declarationNo' });
    expect(await fill('progress', '登记号是什么')).toMatchObject({ filled: {}, open: 'declarationNo' });
    expect(await fill('car', '我的电话13920012345')).toMatchObject({ filled: {}, open: 'code' });
  });

  test('is a VIN before the digits of a sticker, and the first of two that are alike', async () => {
    expect((await fill('car', '标贴201610030001，车架号WVWZZZ3CZEE140287')).filled).toEqual({
      code: 'WVWZZZ3CZEE140287',
    });
    expect((await fill('car', '201610030001和201610030002')).filled).toEqual({ code: '201610030001' });
  });
});

test('twelve digits begin two forms, fifteen one, and a telephone number none', async () => {
  const formsFor = async (text: string) => (await slots.formsFor(heard(text).identifiers)).map(({ form }) => form);
  expect(await formsFor('201610030001')).toEqual(['car', 'wine']);
  expect(await formsFor('120000116000001')).toEqual(['progress']);
  expect(await formsFor('打我电话13920012345')).toEqual([]);
});

test('nothing that was said is kept in memory', async () => {
  const all = await understander();
  const said = heard('查一下车架号WVWZZZ3CZEE140287，再查报检号120000116000001和登记号1101960H79');
  all.meaningOf(said);
  await slots.formsFor(said.identifiers);
  await slots.fill('progress', said.identifiers);
  const kept = [...textsWithin([all, slots])].filter((text) =>
    /WVWZZZ3CZEE140287|120000116000001|1101960H79/.test(text),
  );
  expect(kept).toEqual([]);
});

/** Every text that can be reached from some objects: names of properties, values, keys and members of collections. */
function textsWithin(roots: readonly object[]): Set<string> {
  const texts = new Set<string>();
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one === 'string') texts.add(one);
    if (((typeof one !== 'object' || one === null) && typeof one !== 'function') || seen.has(one)) continue;
    seen.add(one);
    if (ArrayBuffer.isView(one)) continue;
    if (one instanceof Map) waiting.push(...one.keys(), ...one.values());
    if (one instanceof Set) waiting.push(...one);
    for (const name of Object.getOwnPropertyNames(one)) {
      texts.add(name);
      const property = Object.getOwnPropertyDescriptor(one, name);
      if (property && 'value' in property) waiting.push(property.value);
    }
  }
  return texts;
}
