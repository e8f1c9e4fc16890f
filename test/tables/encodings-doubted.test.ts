import { TextDecoder } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTable, type TableEncoding } from '../../src/tables/table.js';
import { columns, fileOf, readText } from './fixtures.js';

/** Every two bytes that stand for a character in an encoding, by the character. */
function encoderOf(encoding: string): (text: string) => Buffer {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const bytes = new Map<string, number[]>();
  const note = (codes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(codes));
      if ([...text].length === 1 && !bytes.has(text)) bytes.set(text, codes);
    } catch {
      // No character stands there.
    }
  };
  for (let one = 0; one < 256; one++) note([one]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) note([lead, trail]);
  return (text) => Buffer.from([...text].flatMap((one) => bytes.get(one) ?? []));
}

const encode = Object.fromEntries(
  ['gb18030', 'euc-kr', 'shift_jis', 'big5', 'windows-1252', 'windows-1251', 'euc-jp'].map((name) => [
    name,
    encoderOf(name),
  ]),
);
const written = (encoding: string, names: readonly string[]) =>
  encode[encoding]?.(`bottle_code,name,abv\n${names.map((name, n) => `${n},${name},13\n`).join('')}`) ??
  Buffer.alloc(0);

const korean = ['카베르네 소비뇽 한국 회사', '메를로 와인', '대한민국 서울', '샤르도네 부산'];
const japanese = ['カベルネ・ソーヴィニヨン', '株式会社サントリー', 'シャルドネ'];
const cyrillic = ['Каберне Совиньон', 'Шардоне белое сухое', 'Мерло'];
const chinese = ['赤霞珠干红葡萄酒', '梅洛干红', '霞多丽干白葡萄酒', '天津东疆示例供应链有限公司'];

describe('text in another encoding is not published as Chinese that nobody wrote', () => {
  test.each([
    ['euc-kr', korean, /it may be Korean \(EUC-KR\)\. .* --encoding EUC-KR, or --encoding GB18030 if that is right/],
    ['euc-kr', korean.slice(0, 1), /it may be Korean/],
    ['shift_jis', japanese, /it may be Japanese \(Shift_JIS\)\.|neither in UTF-8 nor in GB18030/],
    ['shift_jis', ['カベルネ・ソーヴィニヨン 日本 株式会社'], /it may be Japanese/],
    ['windows-1251', cyrillic, /UTF-8/],
    ['windows-1252', ['Château Margaux', 'Gewürztraminer Rosé', 'Höhenlage'], /neither in UTF-8 nor in GB18030/],
  ])('%s is doubted: %j', async (encoding, names, message) => {
    const { stopped } = await readText(written(encoding, names));
    expect(stopped).toMatch(message);
  });

  test('a line in UTF-8 among lines in GB18030 is named', async () => {
    const lines = written('gb18030', chinese);
    const { stopped } = await readText(Buffer.concat([lines, Buffer.from('9,长城干红葡萄酒庄,13\n'), lines]));
    expect(stopped).toMatch(
      /^\d+: the file is in (GB18030, but something in this line is in UTF-8|UTF-8, but)|neither/,
    );
    const many = Buffer.concat(Array.from({ length: 3000 }, () => lines));
    const late = await readText(Buffer.concat([many, Buffer.from('9,长城干红葡萄酒庄,13\n'), lines]));
    expect(late.stopped).toBe(
      `${3000 * 5 + 1}: the file is in GB18030, but something in this line is in UTF-8. Export all of it again from its source, in one encoding; or say --encoding GB18030, if that is right.`,
    );
  });

  test('a value in UTF-8 within a line of GB18030, too', async () => {
    const many = Buffer.concat(Array.from({ length: 3000 }, () => written('gb18030', chinese)));
    const line = Buffer.concat([encode.gb18030?.('9,赤霞珠') ?? Buffer.alloc(0), Buffer.from(',长城干红\n')]);
    expect((await readText(Buffer.concat([many, line]))).stopped).toMatch(/something in this line is in UTF-8/);
  });

  test.each(['丰桥', '鲁丰'])('a short one whose bytes are all those of common Chinese: %s', async (value) => {
    const line = Buffer.concat([written('gb18030', chinese), Buffer.from(`9,${value},13\n`)]);
    expect(encode.gb18030 && new TextDecoder('gb18030', { fatal: true }).decode(Buffer.from(value))).toHaveLength(3);
    expect((await readText(line)).stopped).toMatch(/something in this line is in UTF-8/);
  });
});

describe('whoever imports it says what it is in', () => {
  const read = async (content: Buffer, encoding: TableEncoding) => {
    const table = await openTable(fileOf(content), columns, encoding);
    const names: string[] = [];
    for await (const { rows } of table.batches) names.push(...rows.map(({ cells }) => cells[1] ?? ''));
    return { names: names.slice(1), reading: table.reading() };
  };

  test.each<[TableEncoding, string, readonly string[]]>([
    ['EUC-KR', 'euc-kr', korean],
    ['Shift_JIS', 'shift_jis', japanese],
    ['windows-1252', 'windows-1252', ['Château Margaux', 'Gewürztraminer Rosé']],
    ['Big5', 'big5', ['臺灣葡萄酒', '進口商']],
    ['GB18030', 'gb18030', chinese],
  ])('%s', async (encoding, name, names) => {
    const { names: found, reading } = await read(written(name, names), encoding);
    expect(found).toEqual(names);
    expect(reading).toMatchObject({ encoding, encodingIs: 'given', encodingSample: { line: 2 } });
  });

  test('then nothing is doubted, and damage is still told', async () => {
    expect((await read(written('euc-kr', korean), 'GB18030')).names).toHaveLength(4);
    await expect(read(written('gb18030', chinese), 'UTF-8')).rejects.toThrow('the file is in UTF-8, but');
    await expect(read(Buffer.from([0x31, 0x2c, 0xff, 0x0a]), 'EUC-KR')).rejects.toThrow('the file is in EUC-KR, but');
  });
});

test.each([
  ['whose bytes are all where Korean has its syllables', ['冷冻去骨牛肉', '德国']],
  ['of seldom names', ['葛根粉', '丹凤鲈鱼', '干贝裙']],
])('few Chinese characters are not doubted: %s', async (_, names) => {
  expect((await readText(written('gb18030', names))).stopped).toBeNull();
});

test('how sure the encoding is, is told with some of the text', async () => {
  const readingOf = async (content: Buffer | string) => (await readText(content)).table?.reading();
  expect(await readingOf('a,b\n1,2\n')).toMatchObject({ encodingIs: 'ascii', encodingSample: null });
  expect(await readingOf('a,b\n1,天津\n')).toMatchObject({ encoding: 'UTF-8', encodingIs: 'certain' });
  expect(await readingOf(written('gb18030', chinese))).toMatchObject({
    ...{ encoding: 'GB18030', encodingIs: 'likely', delimiter: ',' },
    encodingSample: { line: 2, text: '赤霞珠干红葡萄酒' },
  });
});

test('Chinese is not doubted: any words of the trade, traditional ones among them, few or many', async () => {
  const words = [
    '合格',
    '不合格',
    '天津',
    '北京',
    '葡萄酒',
    '法国',
    '德国',
    '丰田牌越野车',
    '冷冻去骨牛肉',
    '张伟',
    '王芳',
    '東疆檢驗檢疫局',
    '镕',
  ];
  const more = [
    '港口',
    '检验检疫',
    '有限公司',
    '赤霞珠',
    '大豆',
    '俄罗斯',
    '阿根廷',
    '克伦特罗',
    '镉超标',
    '黄曲霉毒素',
    '㐁',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...words, ...more), { minLength: 2, maxLength: 12 }), async (names) => {
      const { stopped, table } = await readText(written('gb18030', names));
      if (stopped === null) expect(table?.reading().encoding).toMatch(/GB18030|UTF-8/);
      else expect(names.every((name) => !/[一-龥]{3}/.test(name) || /[東檢驗]/.test(name))).toBe(true);
    }),
    { numRuns: 150 },
  );
});
