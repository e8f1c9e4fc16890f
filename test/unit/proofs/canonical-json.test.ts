import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../../src/domain/proofs/canonical-json.js';

describe('JSON has one form, as RFC 8785 says', () => {
  test('the example of its section 3.2', () => {
    const given = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    const wanted =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d';
    expect(Buffer.from(canonicalJson(JSON.parse(given) as Json)).toString('hex')).toBe(wanted);
  });

  test('names are in the order of their UTF-16 code units, as in its section 3.2.3', () => {
    const given = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
      "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`;
    const written = canonicalJson(JSON.parse(given) as Json);
    expect(Object.values(JSON.parse(written) as object)).toContain('Euro Sign');
    const order = ['Carriage Return', 'One', 'Control', 'Latin Small', 'Euro Sign', 'Emoji', 'Hebrew'];
    const places = order.map((words) => written.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('the number %s of its appendix B is %s', (bits, wanted) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(wanted);
  });

  test('what has no form is refused', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow('no number');
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow('no number');
    expect(() => canonicalJson({ a: '\ud800' })).toThrow('half a character');
    expect(() => canonicalJson({ '\udc00': 'a' })).toThrow('half a character');
    expect(() => canonicalJson({ a: undefined } as unknown as Json)).toThrow('no value');
  });
});
