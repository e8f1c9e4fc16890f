import { describe, expect, test } from 'vitest';
import { containerCheckDigit, usccCheckCharacter, vinCheckDigit } from '../../src/domain/identifiers/check-digits.js';
import {
  identifierKinds,
  isIdentifierKindName,
  keypadSignature,
  normaliseIdentifier,
} from '../../src/domain/identifiers/identifiers.js';

const withLetters = { letters: true };
const onKeys = { letters: false };

describe('normalisation', () => {
  test.each([
    [' 1101960h79 ', '1101960H79'],
    ['１１０１９６０Ｈ７９', '1101960H79'],
    ['12000 01160-0000－1', '120000116000001'],
    ['1200–0011\u00a06\u200b000001', '120000116000001'],
    ['WVWZZZ3CZEE140287\n', 'WVWZZZ3CZEE140287'],
  ])('%j is read as %s', (given, value) => {
    expect(normaliseIdentifier(given)).toBe(value);
  });
});

describe('keypad signature', () => {
  test.each([
    ['1101960H79', '1101960479'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999'],
    ['Q', '7'],
    ['Z', '9'],
    ['jtebu5jr6g5003291', '58328557645003291'],
    ['SCBES63W6GC000700', '72237639642000700'],
    ['SCADS63W6GC000700', '72237639642000700'],
  ])('%s is pressed as %s', (given, keys) => {
    expect(keypadSignature(given)).toBe(keys);
  });
});

describe('VIN check digit', () => {
  test.each(['1M8GDM9AXKP042788', '11111111111111111', '1FTFW1EV2AFB19783', 'WBA3R5C57EK186393', 'JTEBU5JR6G5003291'])(
    '%s is right',
    (vin) => {
      expect(vinCheckDigit(vin)).toBe(vin.charAt(8));
      expect(identifierKinds.vin.check(vin, withLetters)).toEqual({ ok: true, value: vin });
    },
  );

  test.each(['WVWZZZ3CZEE140287', '1HGCM82643A004352', 'W0LPC6DB3CC123456'])('%s is doubted, and taken', (vin) => {
    expect(vinCheckDigit(vin)).not.toBe(vin.charAt(8));
    expect(identifierKinds.vin.check(vin, withLetters)).toEqual({ ok: true, value: vin, warning: 'check-digit' });
  });
});

describe('container numbers (ISO 6346)', () => {
  const check = (text: string) => identifierKinds['container-no'].check(text, withLetters);
  test.each(['CSQU3054383', 'TCNU7200794', 'TOLU4734787'])('%s is right', (container) => {
    expect(check(container)).toEqual({ ok: true, value: container });
  });

  test('a remainder of 10 counts as 0', () => {
    expect(containerCheckDigit('CSQU305438')).toBe('3');
    // Sum 10 modulo 11.
    const tens = Array.from({ length: 1000 }, (_, n) => `CSQU${String(n).padStart(6, '0')}`);
    expect(tens.filter((one) => containerCheckDigit(one) === '0').length).toBeGreaterThan(150);
  });

  test('a wrong check digit is an error that names the right one', () => {
    expect(check('CSQU3054384')).toEqual({ ok: false, problem: 'check-digit', given: 11, expected: '3' });
  });

  test.each([
    ['ABCDE,1234567', 'alphabet'],
    ['CSQX3054383', 'shape'],
    ['CSQ13054383', 'shape'],
    ['CSQU305438', 'length'],
  ] as const)('%s is refused for its %s', (text, problem) => {
    expect(check(text)).toMatchObject({ ok: false, problem });
  });

  test('keys of a telephone are taken as they are', () => {
    expect(identifierKinds['container-no'].check('27783054383', { letters: false })).toMatchObject({ ok: true });
  });
});

describe('统一社会信用代码 (GB 32100-2015)', () => {
  const check = (text: string) => identifierKinds.uscc.check(text, withLetters);
  test.each(['91110000600037341L', '911522010783762860', '9115220107837941X1', '121200004013590816'])(
    '%s is right',
    (code) => {
      expect(check(code)).toEqual({ ok: true, value: code });
      expect(usccCheckCharacter(code)).toBe(code.at(-1));
    },
  );

  test.each(['91350100M0001TGQXM', '91110000600037341M'])('%s is doubted, and taken', (code) => {
    expect(check(code)).toEqual({ ok: true, value: code, warning: 'check-digit' });
  });

  test('letters that could be taken for digits are none of its own', () => {
    expect(check('9111000060003734IL')).toMatchObject({ ok: false, problem: 'alphabet' });
  });
});

describe('with letters', () => {
  test.each([
    ['declaration-no', '120000116000001', '120000116000001'],
    ['registration-no', '1101960h79', '1101960H79'],
    ['sticker-code', '001234', '001234'],
    ['bottle-code', 'AB12-34CD', 'AB1234CD'],
    ['vin-or-sticker', '221865233729', '221865233729'],
    ['vin-or-sticker', 'JTEBU5JR6G5003291', 'JTEBU5JR6G5003291'],
    ['vin-or-sticker', 'OIQ34567890123456', 'OIQ34567890123456'],
  ] as const)('%s takes %s', (kind, given, value) => {
    expect(identifierKinds[kind].check(given, withLetters)).toEqual({ ok: true, value });
  });

  test.each([
    ['declaration-no', '', 'length', 0],
    ['declaration-no', '12000011600001', 'length', 14],
    ['declaration-no', '1200001160000012', 'length', 16],
    ['declaration-no', '12000011600000A', 'alphabet', 15],
    ['declaration-no', '1.20000116E+14', 'alphabet', 14],
    ['registration-no', '1101960H7', 'length', 9],
    ['registration-no', '1101960H7号', 'alphabet', 10],
    ['vin', 'JTEBU5JR6G500329', 'length', 16],
    ['vin', 'JTEBU5JR6GO003291', 'alphabet', 17],
    ['sticker-code', '12345', 'length', 5],
    ['sticker-code', '123456789012345678901', 'length', 21],
    ['bottle-code', '四零九', 'alphabet', 3],
    ['vin-or-sticker', '12345', 'length', 5],
    ['vin-or-sticker', 'JTEBU5JR6G5003291!', 'alphabet', 18],
  ] as const)('%s refuses %j for its %s (%i)', (kind, given, problem, count) => {
    expect(identifierKinds[kind].check(given, withLetters)).toEqual({ ok: false, problem, given: count });
  });
});

describe('on the keys of a telephone', () => {
  test.each([
    ['declaration-no', '120000116000001'],
    ['registration-no', '1101960479'],
    ['vin', '58328557645003291'],
    ['sticker-code', '221865233729'],
    ['bottle-code', '409334585274'],
    ['vin-or-sticker', '72237639642000700'],
  ] as const)('%s takes the digits %s as they are, without a warning', (kind, digits) => {
    expect(identifierKinds[kind].check(digits, onKeys)).toEqual({ ok: true, value: digits });
  });

  test.each([
    ['registration-no', '1101960H79', 'alphabet', 10],
    ['registration-no', '110196047', 'length', 9],
    ['vin', '5832855764500329', 'length', 16],
    ['declaration-no', '12000011600000*', 'alphabet', 15],
    ['vin-or-sticker', '12345', 'length', 5],
  ] as const)('%s refuses %s for its %s', (kind, given, problem, count) => {
    expect(identifierKinds[kind].check(given, onKeys)).toEqual({ ok: false, problem, given: count });
  });
});

test('only the names of the registry are kinds of identifier', () => {
  expect(isIdentifierKindName('vin')).toBe(true);
  expect(isIdentifierKindName('toString')).toBe(false);
});
