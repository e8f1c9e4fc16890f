import { describe, expect, test } from 'vitest';
import { readText } from './fixtures.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** In GB2312. */
const tianjin = [0xcc, 0xec, 0xbd, 0xf2];
const soybean = [0xb4, 0xf3, 0xb6, 0xb9];
const header = 'bottle_code,name,abv\n';

describe('GB18030', () => {
  test('is recognised, with GBK and four-byte characters', async () => {
    // 镕 is in GBK only, its second byte below 0x80: E946; 㐁 takes four bytes: 8139EF30.
    const { cells, table, stopped } = await readText(
      bytes(header, '1,', tianjin, ',', soybean, '\n2,', [0xe9, 0x46], tianjin, ',', [0x81, 0x39, 0xef, 0x30], '\n'),
    );
    expect(stopped).toBeNull();
    expect(table?.reading().encoding).toBe('GB18030');
    expect(cells.slice(1)).toEqual([
      ['1', '天津', '大豆'],
      ['2', '镕天津', '㐁'],
    ]);
  });

  test('is recognised by four-byte characters alone', async () => {
    const { cells } = await readText(bytes(header, '1,', [0x81, 0x39, 0xef, 0x30, 0x81, 0x39, 0xef, 0x30], ',3\n'));
    expect(cells[1]).toEqual(['1', '㐁㐁', '3']);
  });

  test('is recognised in the header already, in quotes, and behind its mark', async () => {
    const { cells, table } = await readText(
      bytes([0x84, 0x31, 0x95, 0x33], '"', tianjin, '",b\r\n"', soybean, '""",2\r\n'),
    );
    expect(table?.reading().encoding).toBe('GB18030');
    expect(cells).toEqual([
      ['天津', 'b'],
      ['大豆"', '2'],
    ]);
  });

  test('is recognised after any amount of ASCII', async () => {
    const { cells, table, lines } = await readText(
      bytes(header, '1,2,3\n'.repeat(100_000), '1,', tianjin, ',3\n', '1,2,3\n'.repeat(100_000)),
    );
    expect(table?.reading().encoding).toBe('GB18030');
    expect(cells[100_001]).toEqual(['1', '天津', '3']);
    expect(lines.at(-1)).toBe(200_002);
  });

  test('its characters stay whole over the ends of pieces', async () => {
    for (let shift = 0; shift < 4; shift++) {
      const row = bytes(tianjin, soybean, [0x81, 0x39, 0xef, 0x30], ',', tianjin, '\n');
      const rows = Array.from({ length: 20_000 }, () => row);
      const { cells, stopped } = await readText(Buffer.concat([bytes('h'.repeat(1 + shift), ',x\n'), ...rows]));
      expect(stopped).toBeNull();
      expect(new Set(cells.slice(1).map((row) => row.join()))).toEqual(new Set(['天津大豆㐁,天津']));
    }
  });

  test('none of its bytes is taken for a mark of the file', async () => {
    // Second bytes of every value there is, and fourth bytes 0x30 to 0x39.
    const decoder = new TextDecoder('gb18030', { fatal: true });
    for (const mark of [0x09, 0x0a, 0x0d, 0x22, 0x2c, 0x3b]) {
      for (let lead = 0x81; lead <= 0xfe; lead++) {
        expect(() => decoder.decode(Uint8Array.of(lead, mark))).toThrow();
        expect(() => decoder.decode(Uint8Array.of(lead, 0x30, 0x81, mark))).toThrow();
      }
    }
  });

  test('damage in it names the line', async () => {
    const { stopped, cells } = await readText(
      bytes(header, '1,', tianjin, ',3\n'.padEnd(140_000, '\n'), '1,', tianjin, [0xcc], ',3\n1,2,3\n'),
    );
    expect(cells[1]).toEqual(['1', '天津', '3']);
    expect(stopped).toBe(
      '140000: the file is in GB18030, but a character in this line is damaged. Export it again from its source.',
    );
  });
});

describe('characters that stand elsewhere in another edition of GB18030, or for nothing', () => {
  const strange = (line: number, code: string) =>
    `${line}: the file is not in UTF-8, and read as GB18030 this line has the character ${code}, which is in hardly any text. Put the character that is meant, or save the file as CSV in UTF-8, or as .xlsx.`;

  test('ḿ is read, as it was written in 2000 and since', async () => {
    const { cells, stopped } = await readText(
      bytes(header, '1,', [0x81, 0x35, 0xf4, 0x37], tianjin, ',3\n2,', [0xa8, 0xbc], ',3\n'),
    );
    expect(stopped).toBeNull();
    expect(cells.slice(1).map((row) => row[1])).toEqual(['ḿ天津', 'ḿ']);
  });

  test('a text of few others is named with the line and the character', async () => {
    const { stopped, table } = await readText(bytes(header, '1,', tianjin, ',3\n2,', [0xaa, 0xa1], ',3\n'));
    expect(stopped).toBe(strange(3, 'U+E000'));
    expect(table?.reading().encoding).toBe('UTF-8');
    expect((await readText(bytes(header, [0x31, 0xfe, 0xfe, 0xfe, 0xfe]))).stopped).toBe(strange(2, 'U+E4C5'));
  });

  test('one among many is left for the rules about values', async () => {
    const many = Array.from({ length: 100 }, () => bytes('1,', tianjin, ',3\n'));
    const { cells, stopped } = await readText(
      Buffer.concat([bytes(header), ...many, bytes('2,', [0xaa, 0xa1], ',3\n')]),
    );
    expect(stopped).toBeNull();
    expect(cells.at(-1)?.[1]).toBe('\ue000');
  });

  test('Chinese in Big5 is not taken for it', async () => {
    // 天津玫瑰的金色, in Big5.
    const roses = [0xa4, 0xd1, 0xac, 0x7a, 0xaa, 0xb4, 0xba, 0xc0, 0xaa, 0xba, 0xaa, 0xf7, 0xa6, 0xe2];
    const rows = Array.from({ length: 500 }, () => bytes('1,', roses, ',3\n'));
    const { stopped } = await readText(Buffer.concat([bytes(header), ...rows]));
    expect(stopped).toMatch(/^2: the file is not in UTF-8, and read as GB18030 this line has the character U\+E/);
  });
});

describe('UTF-8', () => {
  test('a mark in front is no part of the first heading', async () => {
    expect((await readText(`\ufeff${header}`)).cells[0]?.[0]).toBe('bottle_code');
  });

  test('a mark elsewhere is left for the rules about values', async () => {
    expect((await readText(`${header}1,\ufeff大,3\n`)).cells[1]?.[1]).toBe('\ufeff大');
  });

  test('every character comes through as it is', async () => {
    const text = 'é ß Ж 天津 😀 \u2028 \ufffd \uffff \u{10ffff}';
    expect((await readText(`${header}1,${text},3\n`)).cells[1]?.[1]).toBe(text);
  });

  test('plain ASCII counts as UTF-8', async () => {
    expect((await readText(header)).table?.reading().encoding).toBe('UTF-8');
  });

  const damage = (line: number) =>
    `${line}: the file is in UTF-8, but a character in this line is damaged. Export it again from its source.`;

  test('one damaged byte is damage, not another encoding', async () => {
    const good = Buffer.from(`${header}${'1,天津检验检疫,示例公司\n'.repeat(3)}`);
    for (let at = header.length; at < good.length; at++) {
      if ((good[at] ?? 0) < 0x80) continue;
      for (const byte of [0xff, 0xc1, 0xe5, 0xb4, 0x41]) {
        const bad = Buffer.from(good);
        bad[at] = byte;
        const { stopped, table } = await readText(bad);
        if (stopped === null) expect([...bad.toString()]).not.toContain('\ufffd');
        expect(table?.reading().encoding).toBe('UTF-8');
      }
    }
  });

  test.each([
    ['a byte replaced in a name of two characters', [0xe5, 0xa4, 0xa9, 0xe6, 0xb4, 0xe5]],
    ['a byte lost', [0xe5, 0xa4, 0xa9, 0xe6, 0xb4, 0xa5, 0xe6, 0xa3, 0x80, 0xe9, 0xaa]],
    ['a byte lost in a Western word', [...Buffer.from('Château Côte-Rôtie Saint-Émilion'), 0xc3]],
  ])('%s is damage', async (_, damaged) => {
    const { stopped } = await readText(bytes(header, '1,2,3\n1,', damaged, ',3\n'));
    expect(stopped).toBe(damage(3));
  });

  test('damage after the encoding was clear names the line', async () => {
    const { stopped, cells } = await readText(
      bytes(header, '1,天津,3\n', '\r\n'.repeat(70_000), '1,', tianjin, ',3\n1,2,3\n'),
    );
    expect(cells).toHaveLength(2);
    expect(stopped).toBe(damage(70_003));
  });
});

describe('neither', () => {
  const neither = (line: number) =>
    `${line}: the file is neither in UTF-8 nor in GB18030. Save it as CSV in UTF-8, or as .xlsx; or say what it is in: --encoding NAME.`;

  test.each([
    ['Latin-1', latin1('1,2,3\n1,Bärenhof Müller,3\n1,Château Margaux,3\n'), 3],
    ['Latin-1 before a comma', latin1('1,2,3\n1,Gewürz Rosé,3\n'), 3],
    ['bytes that are no text', Buffer.from([0x31, 0xff, 0xfe, 0xfd, 0x0a]), 2],
  ])('%s is refused', async (_, content, line) => {
    const { stopped, table } = await readText(bytes(header, [...content]));
    expect(stopped).toBe(neither(line));
    expect(table?.reading().encoding).toBe('UTF-8');
  });
});
