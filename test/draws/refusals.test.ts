import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '../../src/domain/proofs/canonical-json.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { compute } from '../../src/draws/computing/compute.js';
import { Register } from '../../src/draws/register/register.js';

const { storage_sites, certificates_two_rounds, frozen_meat } = JSON.parse(
  readFileSync(new URL('draw-vectors.json', import.meta.url), 'utf8'),
);
const { rows, commit, secret } = storage_sites;
const [first] = knownRounds;
const drawn = (example: Record<string, Json>) => () => compute(example, knownRounds);

test('a row changed after the seal: another root, refused', () => {
  const late = rows.map((row: Record<string, Json>) =>
    row.id === 'TJC0004' ? { ...row, credit: 'A', weight: 3 } : row,
  );
  expect(new Register(late).root).toBe(storage_sites.tampering['TJC0004 made credit A after the seal'].root);
  expect(drawn({ rows: late, commit, secret })).toThrow(/is over a register of 8 rows with root 470b1b05.*577d95dd/);
});

test('what the late change would have given', () => {
  const late = rows.map((row: Record<string, Json>) =>
    row.id === 'TJC0004' ? { ...row, credit: 'A', weight: 3 } : row,
  );
  const { root, size } = new Register(late);
  const resealed = compute({ rows: late, commit: { ...commit, register: { root, size } }, secret }, knownRounds);
  expect(resealed.drawn).toEqual(
    storage_sites.tampering['TJC0004 made credit A after the seal'].draw_it_would_have_given,
  );
});

test('rows in another order: the same draw', () => {
  expect(compute({ rows: rows.toReversed(), commit, secret }, knownRounds).ranking).toEqual(storage_sites.ranking);
});

test('another round than the seal names: refused', () => {
  expect(() => compute({ rows, commit, secret, beacon: first }, [])).toThrow(
    'the seal names round 31799517; round 1000 is given',
  );
});

test('a signature of another round under the right number: refused', () => {
  const beacon = { round: 31799517, signature: first.signature };
  expect(() => compute({ rows, commit, secret, beacon }, [])).toThrow(
    "the signature is not the beacon's for round 31799517",
  );
});

test('randomness that is not that of its signature: refused', () => {
  const beacon = { ...knownRounds.at(-1), randomness: '00'.repeat(32) } as unknown as Json;
  expect(() => compute({ rows, commit, secret, beacon }, [])).toThrow('is not SHA-256 of its signature');
});

test('another beacon: refused', () => {
  const other = { ...commit, beacon: { chain: '00'.repeat(32), round: 1000 } };
  expect(drawn({ rows, commit: other, secret })).toThrow('which is not quicknet');
});

test('another secret: refused', () => {
  expect(drawn({ rows, commit, secret: 'guessed' })).toThrow('does not lead to the hash of the code');
});

test('a weight that the rule does not give: refused', () => {
  const heavier = rows.map((row: Record<string, Json>) => (row.id === 'TJC0004' ? { ...row, weight: 24 } : row));
  const { root, size } = new Register(heavier);
  expect(drawn({ rows: heavier, commit: { ...commit, register: { root, size } }, secret })).toThrow(
    'TJC0004 has weight 24; the rule gives 12',
  );
});

test('a second round sealed over other teams, or spliced to another first: refused', () => {
  const { commit_2 } = certificates_two_rounds;
  const teams = [
    ['P7', 'P4'],
    ['P5', 'P3'],
    ['P1', 'P8'],
  ];
  expect(drawn({ ...certificates_two_rounds, commit_2: { ...commit_2, teams } })).toThrow(
    'other teams than the first round made',
  );
  expect(drawn({ ...certificates_two_rounds, commit_2: { ...commit_2, previous: '00'.repeat(32) } })).toThrow(
    'does not name the hash of the first',
  );
});

test('a bay taken out of the free list afterwards: its hash and all later ones change', () => {
  const receipts = frozen_meat.receipts.map((one: Record<string, Json>) =>
    one.n === 3 ? { ...one, free: ['1号台', '2号台', '4号台'] } : one,
  );
  const { receipts: own } = compute({ ...frozen_meat, receipts }, knownRounds) as { receipts: { hash: string }[] };
  const same = own.map(({ hash }, at) => hash === frozen_meat.receipts[at].hash);
  expect(same).toEqual([true, true, ...Array(8).fill(false)]);
});

test.each([
  [[{ id: 'A' }, { id: 'A' }], 'A stands twice'],
  [[{ id: ' A' }], 'has blanks around it'],
  [[{ id: 'A\u200b' }], 'characters that cannot be seen'],
  [[{ id: 'e\u0301' }], "Unicode's form NFC"],
  [[{ id: '' }], 'a row has no id'],
  [[{ id: 'A', rate: 0.5 }], 'texts and whole numbers only'],
  [[{ id: 'A', open: null }], 'texts and whole numbers only'],
])('a register with %j: refused', (bad, why) => {
  expect(() => new Register(bad as never)).toThrow(why);
});
