import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { formatProblem } from '../../src/authored/problem.js';
import { SchemasRefused } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { defaultPlaceRules, loadPlaceRules } from '../../src/stickers/place-rules.js';
import { networkOf } from '../../src/stickers/places.js';

test.each([
  ['203.0.113.7', '203.0/16'],
  ['::ffff:203.0.113.7', '203.0/16'],
  ['2001:db8:1:2::7', '2001:db8/32'],
  ['2001:db8::', '2001:db8/32'],
  ['::1', '0:0/32'],
  ['fe80::1%eth0', 'fe80:0/32'],
  ['unknown', null],
])('of %s no more than %s makes a place', (address, network) => {
  expect(networkOf(address, defaultPlaceRules.network)).toBe(network);
});

test('the bits that make a place may end anywhere', () => {
  expect(networkOf('203.0.113.7', { ipv4: 20, ipv6: 32 })).toBe('203.0.112/20');
  expect(networkOf('2001:db8:ffff::', { ipv4: 16, ipv6: 40 })).toBe('2001:db8:ff00/40');
});

function rulesWith(text: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-places-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (text !== null) writeFileSync(join(folder, 'stickers.yaml'), text);
  return loadPlaceRules(folder);
}

test('the project says what holds where nothing is said', () => {
  const { data } = installation();
  expect(parse(readFileSync(join(data, 'stickers.yaml'), 'utf8'))).toEqual(defaultPlaceRules);
  expect(rulesWith(null)).toEqual(defaultPlaceRules);
  expect(rulesWith('places: 40\n')).toEqual({ ...defaultPlaceRules, places: 40 });
});

test.each([
  ['places: 1', '1:9  places "1" must be a whole number from 2 to 10000.'],
  ['withinHours: 48', '1:14  withinHours "48" must be a whole number from 1 to 24.'],
  ['network: { ipv4: 32, ipv6: 32 }', '1:18  network.ipv4 "32" must be a whole number from 8 to 24.'],
  ['place: 3', '1:8  place is no field here. Remove it, or correct its name. Did you mean "places"?'],
])('%s is refused at its place, with the remedy', (text, problem) => {
  try {
    rulesWith(`${text}\n`);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof SchemasRefused)) throw error;
    expect(error.problems.map((one) => formatProblem(one).replace(/^.*stickers\.yaml:/, ''))).toEqual([problem]);
  }
});
