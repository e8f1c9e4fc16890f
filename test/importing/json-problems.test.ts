import { expect, test } from 'vitest';
import { importText } from './fixtures.js';

const line = (more: object) =>
  `${JSON.stringify({ bottle_code: '123456', name: '酒', origin_country: '法国', importer: '某公司', ...more })}\n`;
const said = async (content: string, dataset = 'wines') => (await importText(dataset, content)).said;

test('the place of a problem is the property, and its character in the line', async () => {
  const content = '{"importer": "某", "原产国":"法国","bottle_code":"12","name":""}\n';
  expect([content.indexOf('"12"') + 1, content.indexOf('""') + 1]).toEqual([44, 56]);
  expect(await said(content)).toEqual([
    'f.csv:1:44  property "bottle_code" "12" has 2 characters instead of 6 to 20. Copy it again from its source.',
    'f.csv:1:56  property "name" is empty. Fill it in: The name of the wine as on its label.',
  ]);
  expect(await said('{"瓶码": "12", "name":"酒","origin_country":"法国","importer":"某"}\n')).toEqual([
    'f.csv:1:8  property "bottle_code" "12" has 2 characters instead of 6 to 20. Copy it again from its source.',
  ]);
});

test('a property that is not there has a line for its place', async () => {
  expect(await said(`\n${line({ name: undefined })}`)).toEqual([
    'f.csv:2  property "name" is empty. Fill it in: The name of the wine as on its label.',
  ]);
});

test('a warning has its place too', async () => {
  const content = line({ region: 'None' });
  expect(content.indexOf('"None"') + 1).toBe(84);
  expect((await importText('wines', content)).warned).toEqual([
    'f.csv:1:84  property "region" "None" stands for "unknown". It is stored as empty.',
  ]);
});

test('what repeats an earlier line is named as a property', async () => {
  expect(await said(line({}) + line({ name: '别的' }))).toEqual([
    'f.csv:2  property "bottle_code" has the same value as line 1. Keep one of the two rows.',
  ]);
});

test('a property nobody knows is shown so that it cannot move the cursor', async () => {
  const [message] = await said(line({ 'a\u001b[2J': 'x' }));
  expect(message).toContain('property "a\\u{1b}[2J" is not in the schema.');
});

test.each([
  ['true', true, 'holds the logical value true, and no text. Write it as one text, in double quotes.'],
  ['false', false, 'holds the logical value false, and no text. Write it as one text, in double quotes.'],
  ['a list', ['法国', '西班牙'], 'holds a list. Write it as one text, in double quotes.'],
  ['an object', { code: 'FR' }, 'holds an object. Write each of its properties as a property of the row itself.'],
])('%s is no text', async (_, value, message) => {
  expect(await said(line({ origin_country: value }))).toEqual([`f.csv:1:53  property "origin_country" ${message}`]);
});

test('a number is one, and a list where the schema has a list', async () => {
  const vehicle =
    '{"vin":"SCBES63W6GC000700","sticker_code":123456,"brand_model":"宾利","inspected_at":"2016-08-12","result":"合格"';
  const { records, report } = await importText('vehicles', `${vehicle},"photos":["a.jpg","b.jpg"]}\n`);
  expect(report.problemCount).toBe(0);
  expect(records.get('vehicles SCBES63W6GC000700')?.fields).toMatchObject({
    sticker_code: '123456',
    photos: 'a.jpg b.jpg',
  });
  expect(await said(`${vehicle},"photos":["a.jpg b.jpg"]}\n`, 'vehicles')).toEqual([
    expect.stringMatching(/property "photos" holds a list with " " inside an item/),
  ]);
});
