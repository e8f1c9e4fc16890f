import { describe, expect, test } from 'vitest';
import { columns, faultsOf, listColumns, readText } from './fixtures.js';

const read = (text: string) => readText(text, '.jsonl');

/** The fault of a line on its own, without the line's number. */
async function faultOf(line: string): Promise<string | undefined> {
  return faultsOf((await read(`{}\n${line}\n`)).rows)[0]?.replace(/^2:/, '');
}

describe('a JSON Lines file', () => {
  test('its header is what is expected of it, and stands on no line', async () => {
    const { rows, table } = await read('{"name":"大豆"}\n');
    expect(table?.format).toBe('jsonl');
    expect(rows[0]).toEqual({ cells: ['bottle_code', 'name', 'abv'], line: 0, raw: null });
  });

  test('members may be called by name or by title, in any order and width, and be missing or null', async () => {
    const { cells, lines, rows } = await read(
      '{"酒精度":"13","bottle_code":"007"}\r\n\n \t\n{"ＡＢＶ":1,"name":null," 瓶号 ":"x"}\n{}',
    );
    expect(cells.slice(1)).toEqual([
      ['007', '', '13'],
      ['x', '', '1'],
      ['', '', ''],
    ]);
    expect(lines).toEqual([0, 1, 4, 5]);
    expect(faultsOf(rows)).toEqual([]);
    expect(rows.map(({ raw }) => raw)).toEqual([
      null,
      '{"酒精度":"13","bottle_code":"007"}',
      '{"ＡＢＶ":1,"name":null," 瓶号 ":"x"}',
      '{}',
    ]);
  });

  test.each(['2024.9650', '1E5', '120000116000001', '123456789012345678901234567890', '-0.10', '0', '1e-7', '3.0'])(
    'a number keeps its text: %s',
    async (digits) => {
      expect((await read(`{"name":${digits},"abv": ${digits} }`)).cells[1]).toEqual(['', digits, digits]);
      const lists = await readText(`{"name":[${digits} , "${digits}"]}`, '.jsonl', listColumns);
      expect(lists.cells[1]).toEqual(['', `${digits} ${digits}`, '']);
    },
  );

  test('where a list is expected, it becomes its items with the separator between', async () => {
    const { cells } = await readText('{"bottle_code":"x","abv":["a" ,2.50]}\n{"name":[]}\n', '.jsonl', listColumns);
    expect(cells.slice(1)).toEqual([
      ['x', '', 'a 2.50'],
      ['', '', ''],
    ]);
    const expected = columns.map((column) => ({ ...column, type: 'list', delimiter: ';' }));
    expect((await readText('{"abv":["a b","c"]}', '.jsonl', expected)).cells[1]?.[2]).toBe('a b;c');
  });

  test('texts are unescaped, and what is in them is no syntax', async () => {
    const { cells } = await read(
      String.raw`{"name":"a\"b\\","abv":"\u5927\n\t\/ {}[],: \ud83d\ude00","bottle_code":"\\\""}`,
    );
    expect(cells[1]).toEqual(['\\"', 'a"b\\', '大\n\t/ {}[],: 😀']);
  });

  test('half a surrogate pair is left for the rules about values', async () => {
    expect((await read('{"name":"\\ud83d"}')).cells[1]?.[1]).toBe('\ud83d');
  });

  test('properties of our own are no facts, whatever they hold', async () => {
    const { rows, cells } = await read('{"yibo:x":{"a":[1,{"b":"}"}]},"name":"x","yibo:y":"y","yibo:z":true}\n{}\n');
    expect(faultsOf(rows)).toEqual([]);
    expect(cells[1]?.[1]).toBe('x');
    expect(rows.map(({ notes }) => notes && Object.fromEntries(notes))).toEqual([
      undefined,
      { 'yibo:x': '', 'yibo:y': 'y', 'yibo:z': 'true' },
      undefined,
    ]);
  });

  test('carriage returns alone end lines too', async () => {
    expect((await read('{"name":1}\r{"name":2}\r')).lines).toEqual([0, 1, 2]);
  });

  test('GB18030 is read, and quotes do not join lines', async () => {
    const { cells, table, rows } = await readText(
      Buffer.concat([
        Buffer.from('{"name":"'),
        Buffer.from([0xcc, 0xec, 0xbd, 0xf2]),
        Buffer.from('"}\n{"name":"\n{"name":2}\n'),
      ]),
    );
    expect(table?.reading().encoding).toBe('GB18030');
    expect(cells[1]?.[1]).toBe('天津');
    expect(rows.map(({ fault }) => fault !== undefined)).toEqual([false, false, true, false]);
  });

  test('pieces of a long file fit together', async () => {
    const lines = Array.from({ length: 30_000 }, (_, serial) =>
      JSON.stringify({ name: `葡萄酒"${serial}`, abv: '13' }),
    );
    const { cells, rows } = await read(lines.join('\n'));
    expect(cells).toHaveLength(30_001);
    expect(cells.at(-1)).toEqual(['', '葡萄酒"29999', '13']);
    expect(rows.slice(1).map(({ raw }) => raw)).toEqual(lines);
  });

  test('a member may be named like a property of every object', async () => {
    expect(await faultOf('{"__proto__":1}')).toMatch(/^14 __proto__ - is not in the schema/);
    expect(await faultOf('{"constructor":1}')).toMatch(/^16 constructor - is not in the schema/);
  });
});

describe('a line that cannot be taken', () => {
  const noJson = 'the line is no valid JSON';
  const orAgain = 'or export the file again';
  test.each([
    ['an unknown member', '{"nam":1}', '8 nam - is not in the schema. Remove it or rename it. Did you mean "name"?'],
    ['a member twice', '{"name":1,"name":1}', '18 name - is given twice. Remove one of the two'],
    ['a member by name and by title', '{"name":1,"品名":1}', '16 品名 - is given twice. Remove one of the two'],
    [
      'an object',
      '{"name":{"a":{}}}',
      '9 name - holds an object. Write each of its properties as a property of the row itself',
    ],
    [
      'true',
      '{"name":true}',
      '9 name - holds the logical value true, and no text. Write it as one text, in double quotes',
    ],
    [
      'false',
      '{"name": false}',
      '10 name - holds the logical value false, and no text. Write it as one text, in double quotes',
    ],
    [
      'a list where one value belongs',
      '{"name":["a"]}',
      '9 name - holds a list. Write it as one text, in double quotes',
    ],
    ['a list of anything there', '{"name":[[1]]}', '9 name - holds a list. Write it as one text, in double quotes'],
    ['no object', '[1]', '1 - - the line is no JSON object. Write one on each line, such as {"name": "value"}'],
    ['a bare word', '  name', '3 - - the line is no JSON object. Write one on each line, such as {"name": "value"}'],
    ['two objects', '{"name":1} {}', '12 - - something follows the object. Put every object on a line of its own'],
    [
      'a comma too many',
      '{"name":1,}',
      `11 - - ${noJson}: a name in double quotes is missing here. Correct it at character 11, ${orAgain}`,
    ],
    [
      'single quotes',
      "{'name':1}",
      `2 - - ${noJson}: a name in double quotes is missing here. Correct it at character 2, ${orAgain}`,
    ],
    ['no colon', '{"name" 1}', `9 - - ${noJson}: ":" is missing here. Correct it at character 9, ${orAgain}`],
    [
      'no comma',
      '{"name":1 "abv":2}',
      `11 - - ${noJson}: "," or "}" is missing here. Correct it at character 11, ${orAgain}`,
    ],
    [
      'a zero in front',
      '{"name":007}',
      `10 - - ${noJson}: "," or "}" is missing here. Correct it at character 10, ${orAgain}`,
    ],
    ['no number', '{"name":NaN}', `9 - - ${noJson}: a value is missing here. Correct it at character 9, ${orAgain}`],
    [
      'a word that goes on',
      '{"name":nullable}',
      `13 - - ${noJson}: "," or "}" is missing here. Correct it at character 13, ${orAgain}`,
    ],
    [
      'its end is missing',
      '{"name":1',
      `10 - - ${noJson}: "," or "}" is missing at its end. Correct it at character 10, ${orAgain}`,
    ],
    [
      'a text without an end',
      '{"name":"a\\"}',
      `9 - - ${noJson}: the double quote that closes this text is missing here. Correct it at character 9, ${orAgain}`,
    ],
    [
      'a bad escape',
      '{"name":"C:\\x"}',
      `9 - - ${noJson}: this text has a bad escape or a control character. Write \\\\ for a backslash, and \\n or \\t for a line break or a tab`,
    ],
    [
      'a tab in a text',
      '{"name":"a\tb"}',
      `9 - - ${noJson}: this text has a bad escape or a control character. Write \\\\ for a backslash, and \\n or \\t for a line break or a tab`,
    ],
    [
      'nesting without end',
      `{"name":${'['.repeat(100_000)}`,
      '110 - - is nested too deeply. Write one flat object per line',
    ],
  ])('%s', async (_, line, message) => {
    expect(await faultOf(line)).toBe(message);
  });

  test.each([
    ['lists', '[[1]]', 'holds a list of other things than texts and numbers. Write only those'],
    ['null', '[1,null]', 'holds a list of other things than texts and numbers. Write only those'],
    ['true', '["a",true]', 'holds a list of other things than texts and numbers. Write only those'],
    ['its separator', '["a b"]', 'holds a list with " " inside an item, which separates items. Take it out'],
  ])('a list that holds %s', async (_, list, message) => {
    const { rows } = await readText(`{"name":${list}}`, '.jsonl', listColumns);
    expect(faultsOf(rows)).toEqual([`1:9 name - ${message}`]);
  });

  test('the others are read all the same, and its own text is kept', async () => {
    const { rows } = await read('{"name":1}\n{"name":\n{"name":3}\n');
    expect(rows.map(({ fault }) => fault !== undefined)).toEqual([false, false, true, false]);
    expect(rows[2]).toMatchObject({ line: 2, raw: '{"name":' });
  });

  test('the first of several faults is told, and what could be read is there', async () => {
    const { rows } = await read('{"abv":13,"nam":1,"name":{},\n');
    expect(rows[1]?.cells).toEqual(['', '', '13']);
    expect(faultsOf(rows)).toEqual([expect.stringMatching(/^1:17 nam - is not in the schema/)]);
  });

  test('one that is longer than a megabyte ends the reading', async () => {
    const { stopped, cells } = await read(`{"name":1}\n{"name":"${'x'.repeat(1_500_000)}"}\n{"name":3}\n`);
    expect(cells).toHaveLength(2);
    expect(stopped).toBe(
      '2: the row that begins here has more than 1 MB; the rest of the file was not read. Shorten its values.',
    );
  });
});
