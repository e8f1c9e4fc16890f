import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonIn } from '../../src/commands/json-in.js';
import type { Json } from '../../src/domain/proofs/canonical-json.js';
import type { BeaconRound } from '../../src/draws/beacon/seal-randomness.js';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { makeBundle, withReceipts } from '../../src/draws/bundle/make-bundle.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { Register, type RegisterRow } from '../../src/draws/register/register.js';
import { type Receipt, receiptHash } from '../../src/draws/seal/receipt.js';
import type { Seal } from '../../src/draws/seal/seal.js';
import { resealed, round, sampleBundles } from './sample-bundles.js';
import { nested } from './tamperings.js';

const bundles = sampleBundles();
const { sites, publicSites, meat, onSite, places, vehicles } = bundles as Record<string, Bundle> &
  Record<'sites' | 'publicSites' | 'meat' | 'onSite' | 'places' | 'vehicles', Bundle>;
const said = (bundle: unknown) => verifyBundle(JSON.parse(JSON.stringify(bundle))).words;
const rows = (bundle: Bundle) => bundle.register ?? [];

test.each(Object.entries(bundles))('a draw of %s holds', (_, bundle) => {
  expect(verifyBundle(JSON.parse(JSON.stringify(bundle)))).toMatchObject({
    answer: 'holds',
    step: null,
    words: expect.stringMatching(/^holds( \(|$)/),
  });
});

test.each<[string, unknown, string]>([
  ['no bundle', null, 'does not hold: form: the file is no object'],
  ['another version', { ...sites, v: 'yibo-draw/2' }, 'form: it is of version "yibo-draw/2"'],
  ['an older schema relabelled', { ...sites, seed: 'x' }, 'form: the file has a field "seed"'],
  ['a seal with a field of another kind', resealed(sites, { stations: [] }), 'form: the seal has a field "stations"'],
  ['a seal changed', { ...sites, seal: { ...sites.seal, take: 4 } }, 'seal-hash: SHA-256 of the seal is'],
  [
    'a late edit',
    { ...sites, register: rows(sites).map((row) => (row.id === 'TJC0004' ? { ...row, credit: 'A' } : row)) },
    'register: the seal is over 8 rows',
  ],
  ['a row taken out', { ...sites, register: rows(sites).slice(1) }, 'register: the seal is over 8 rows'],
  ['a row twice', { ...sites, register: [...rows(sites), rows(sites)[0]] }, 'register: TJC0001 stands twice'],
  [
    'a spliced seal',
    { ...publicSites, seal: vehicles.seal, seal_hash: vehicles.seal_hash },
    'register: the seal is over 4 rows',
  ],
  ['another round', { ...publicSites, beacon: [round(1000)] }, 'beacon: the seal names round 31799517'],
  [
    'another signature',
    { ...publicSites, beacon: [{ ...round(1000), round: 31799517 }] },
    "beacon: the signature is not quicknet's",
  ],
  [
    'another beacon',
    resealed(publicSites, { beacon: { chain: '00'.repeat(32), round: 1000 } }),
    'beacon: the beacon 0000',
  ],
  [
    'a round that was out',
    resealed(publicSites, { sealed_at: 1788201915 }),
    'beacon: round 31799517 comes less than 120 s after',
  ],
  [
    'a seal of no moment',
    withoutMoment(publicSites),
    'cannot be known: beacon: the seal does not say when it was sealed',
  ],
  ['a code due before the round', resealed(sites, { reveal_by: 1788201914 }), 'form: reveal_by is before the round'],
  ['a stamp in words', { ...sites, stamp: 'I swear' }, 'form: stamp is not written'],
  ['a stamp that is no sequence of DER', { ...sites, stamp: 'MQA=' }, 'form: stamp is not written'],
  ['a stamp with a letter too few', { ...sites, stamp: 'MAAA=' }, 'form: stamp is not written'],
  ['a stamp too long', { ...sites, stamp: `MA${'A'.repeat(100_002)}` }, 'form: stamp is not written'],
  [
    'what lies 65 deep',
    { ...sites, result: { a: nested(63) } },
    'form: lists and objects lie in one another more than',
  ],
  ['what lies 64 deep', { ...sites, result: { a: nested(62) } }, 'result: another result'],
  ['another code', { ...sites, codes: ['00'.repeat(32)] }, 'code: code 1 does not lead'],
  ['no code where one is due', { ...sites, codes: [] }, 'cannot be known: code: the code is not revealed'],
  ['a code in public', { ...publicSites, codes: ['00'.repeat(32)] }, 'code: a public draw reveals no code'],
  ['not out yet', { ...publicSites, beacon: [] }, 'cannot be known: beacon: round 31799517 is not in the file'],
  ['rows left out', { ...publicSites, register: null }, 'cannot be known: register: the rows are not in the file'],
  [
    'another result',
    { ...publicSites, result: { ...publicSites.result, drawn: [] } },
    'result: another result comes out: drawn',
  ],
  ['no result', { ...publicSites, result: null }, 'cannot be known: result'],
  ['a receipt taken out', { ...meat, receipts: meat.receipts.toSpliced(3, 1) }, 'receipts: receipt 4 has the number 5'],
  [
    'receipts exchanged',
    { ...meat, receipts: [0, 1, 4, 3, 2].map((at) => meat.receipts[at]) },
    'receipts: receipt 3 has the number 5',
  ],
  [
    'a receipt changed',
    { ...meat, receipts: meat.receipts.map((one) => (one.n === 4 ? { ...one, bay: '4号台' } : one)) },
    'receipt 4 has another hash',
  ],
  [
    'a round of an arrival left out',
    { ...meat, beacon: meat.beacon.slice(0, 1) },
    'cannot be known: receipts: receipt 4 hangs on a round',
  ],
  ['the last receipts left out', { ...meat, receipts: meat.receipts.slice(0, 4) }, 'receipts: the last receipt is'],
  ['people left out', { ...places, people: null }, 'cannot be known: people: the rows are not in the file'],
])('%s', (_, bundle, words) => {
  expect(said(bundle)).toContain(words);
});

test('a receipt that says another bay, with its hash written anew, does not hold', () => {
  const [arrival, drawn] = [meat.receipts[2], meat.receipts[3]];
  const other = { ...drawn, bay: drawn?.bay === '4号台' ? '3号台' : '4号台' };
  expect(said({ ...meat, ...ended([...meat.receipts.slice(0, 2), arrival, rehashed(other)]) })).toContain(
    'receipt 4 (drawn) says bay',
  );
});

test('a consignment that was let through though its ticket is below the rate does not hold', () => {
  const at = onSite.receipts.findIndex(({ inspected }) => inspected === true);
  const changed = { ...onSite.receipts[at], inspected: false, inspector: null };
  expect(said({ ...onSite, ...ended([...onSite.receipts.slice(0, at), rehashed(changed)]) })).toContain(
    '(declared) says inspected false; true comes out',
  );
});

test('a substitute of one’s own choice does not hold', () => {
  const [first, second] = sites.receipts;
  expect(said({ ...sites, ...ended([first, rehashed({ ...second, id: 'TJC0001' })]) })).toContain(
    'receipt 2 (substitute) says id "TJC0001"; "TJC0007" comes out',
  );
});

test('somebody is replaced once, and only while anybody is left', () => {
  const [first, second] = sites.receipts;
  const again = { ...second, n: 3, previous: second?.hash, id: 'TJC0001' };
  expect(said({ ...sites, ...ended([first, second, rehashed(again)]) })).toContain('a second time');

  const material = { register: rows(sites), beacon: round(31799517), code: sites.codes[0] as string };
  const all = makeBundle({ ...material, seal: { ...sites.seal, take: 8 } });
  const replaced = (of: string) => ({
    ...withReceipts(all, (chain) => chain.add('substitute', { of, id: null, ticket: null })),
    codes: sites.codes,
  });
  expect(said(all)).toBe('holds');
  expect(said(replaced('TJC0001'))).toContain('receipts: receipt 1 is a substitute; nobody is left');
  expect(said(replaced('undefined'))).toContain('receipts: receipt 1 replaces undefined, who was not drawn');
});

test.each([
  ['counted from 2', { k: 2 }, 'is arrival 1, and says 2'],
  ['at a bay that is not sealed', { free: ['1号台', '亲戚的台'] }, 'free bays'],
  ['at a bay that is free twice', { free: ['1号台', '1号台'] }, 'free bays'],
  ['at no bay', { free: [] }, 'free bays'],
])('an arrival %s does not hold', (_, change, words) => {
  const before = meat.receipts.slice(0, 2);
  expect(said({ ...meat, ...ended([...before, meat.receipts[2]]) })).toBe('holds');
  expect(said({ ...meat, ...ended([...before, rehashed({ ...meat.receipts[2], ...change })]) })).toContain(words);
});

test('a container comes once, is drawn before anything else is said, and comes only where there are bays', () => {
  const arrival = meat.receipts[2];
  const count = meat.receipts.filter(({ kind }) => kind === 'arrival').length;
  const later = { ...arrival, n: meat.receipts.length + 1, previous: meat.head, k: count + 1 };
  expect(said({ ...meat, ...ended([...meat.receipts, rehashed({ ...later, container: 'another' })]) })).toBe('holds');
  expect(said({ ...meat, ...ended([...meat.receipts, rehashed(later)]) })).toContain('came before');
  for (const kind of ['arrival', 'late']) {
    const next = { ...arrival, n: 4, previous: arrival?.hash, k: 2, container: 'another', kind };
    expect(said({ ...meat, ...ended([...meat.receipts.slice(0, 3), rehashed(next)]) })).toContain(
      `receipt 4 (${kind}) stands where the container of receipt 3 has to be drawn`,
    );
  }
  const { n: _, previous: __, hash: ___, kind, ...facts } = arrival as Receipt;
  expect(said(withReceipts(vehicles, (chain) => chain.add(kind, facts)))).toContain('only frozen meat');
});

test('a consignment is declared once', () => {
  const again = { ...onSite.receipts[0], n: onSite.receipts.length + 1, previous: onSite.head };
  expect(said({ ...onSite, ...ended([...onSite.receipts, rehashed(again)]) })).toContain('a second time');
});

/** A draw of four (示例) on a real round, by these rows and what else its seal says. */
function drawnBy(facts: Readonly<Record<string, Json>>, own: Readonly<Record<string, Json>>, people?: RegisterRow[]) {
  const register = ['A0', 'A1', 'A2', 'A3'].map((id) => ({ id, ...facts }));
  const sealed = (of: readonly RegisterRow[]) => ({ root: new Register(of).root, size: of.length });
  const { strata: _, take: __, ...open } = (bundles.strata as Bundle).seal;
  const seal = { ...open, register: sealed(register), ...(people && { people: sealed(people) }), ...own } as Seal;
  return makeBundle({ seal, register, beacon: round(1002), ...(people && { people }) });
}

test('weights are what the tables of the rule and the facts of a row say themselves, and no list is a table', () => {
  const weighted = (facts: Record<string, Json>, rule: Record<string, Json>) =>
    drawnBy(facts, { take: 2, rule: { id: 'weights/1', ...rule } });
  expect(said(weighted({}, { weight: 'risk', risk: { undefined: 2 } }))).toBe('holds');
  expect(said(weighted({}, { weight: 'constructor', constructor: { undefined: 2 } }))).toBe('holds');
  for (const risk of [0, 'length']) {
    expect(() => weighted({ risk }, { weight: 'risk', risk: [7, 7] })).toThrow(`no weight for risk "${risk}" of A0`);
  }
  const native = { [String(Object)]: 2 };
  expect(() => weighted({}, { weight: 'constructor', constructor: native })).toThrow('no weight for constructor');
  expect(() => weighted({}, { weight: 'toString' })).toThrow('no weight for toString');
});

test('whoever has an empty name is recused, too', () => {
  const recused = ['A0', 'A1', 'A2', 'A3'].map((id) => ['', id]);
  const teams = { teams: [['']], recused, rule: { id: 'places/1', capacity: 4 } };
  expect(() => drawnBy({ province: '津' }, teams, [{ id: 'I1', bureau: '沪' }])).toThrow('no team is left');
});

test('capacities above 2^53-1 together are refused', () => {
  const stations = (second: number) => ({
    stations: [
      ['S1', Number.MAX_SAFE_INTEGER - 1],
      ['S2', second],
    ],
    inspectors: { S1: ['a'], S2: ['b'] },
  });
  expect(said(drawnBy({}, stations(1)))).toBe('holds');
  expect(() => drawnBy({}, stations(2))).toThrow('more than 2^53-1');
});

test('a file that is not in UTF-8, or has a byte order mark, is not read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-verify-'));
  const file = join(folder, 'draw.json');
  const text = Buffer.from(JSON.stringify({ draw: '示例' }));
  try {
    writeFileSync(file, text);
    expect(await jsonIn(file)).toEqual({ draw: '示例' });
    const cut = Buffer.concat([text.subarray(0, -4), Buffer.from('"}')]);
    for (const bytes of [cut, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text])]) {
      writeFileSync(file, bytes);
      await expect(jsonIn(file)).rejects.toThrow('no object of JSON in UTF-8');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function rehashed(receipt: object) {
  const { hash: _, ...body } = receipt as Record<string, never>;
  return { ...body, hash: receiptHash(body) };
}

/** Drawn anew from a seal that does not say when it was sealed. */
function withoutMoment({ seal, register, beacon }: Bundle): Bundle {
  const { sealed_at: _, ...undated } = seal;
  return makeBundle({ seal: undated as Seal, register: register ?? [], beacon: beacon[0] as BeaconRound });
}

/** Receipts with the head that they have. */
function ended(receipts: readonly unknown[]) {
  return { receipts, head: (receipts.at(-1) as { hash: string }).hash };
}

/** Every place in a value, as the names that lead to it. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))];
}

function changed(
  value: unknown,
  [name, ...rest]: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  if (name === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === String(name) ? changed(one, rest, change) : one));
  const old = value as Record<string, unknown>;
  return { ...old, [name]: changed(old[name], rest, change) };
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('', 0, -1, 1e21, null, [], {}, true, '0'.repeat(64), 'f'.repeat(96), '\ud800', '__proto__'),
);

test('10,000 bundles with something changed: always an answer, and never that it holds', () => {
  const samples = Object.values(bundles).map((bundle) => JSON.parse(JSON.stringify(bundle)));
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), anything, (bundle, at, value) => {
      const all = placesIn(bundle);
      const path = all[at % all.length] ?? [];
      const other = changed(bundle, path, () => value);
      fc.pre(JSON.stringify(other) !== JSON.stringify(bundle));
      // A stamp from outside is another matter: it is checked with the key of whoever stamped.
      fc.pre(path[0] !== 'stamp');
      expect(verifyBundle(other).answer).not.toBe('holds');
    }),
    { numRuns: Number(process.env.YIBO_FUZZED_BUNDLES ?? '3000') },
  );
});

test('whatever is no bundle gets an answer', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(verifyBundle(value).answer).toBe('does not hold');
    }),
  );
});
