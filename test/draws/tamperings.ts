import type { Json } from '../../src/domain/proofs/canonical-json.js';
import { chainStart } from '../../src/draws/beacon/chain-start.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import type { NumbersEntry } from '../../src/draws/beacon/numbers.js';
import type { BeaconRound } from '../../src/draws/beacon/seal-randomness.js';
import { type BeaconSource, dueOf, type NumbersBeacon, sourceOf } from '../../src/draws/beacon/sealed-beacon.js';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { Register, type RegisterRow } from '../../src/draws/register/register.js';
import type { RegisterRelease } from '../../src/draws/register/register-release.js';
import { type Receipt, ReceiptChain, receiptHash } from '../../src/draws/seal/receipt.js';
import { type Seal, sealHash } from '../../src/draws/seal/seal.js';
import { stampOver } from './time-stamps.js';

/** One thing that a forger changes, with the hashes rewritten that they would rewrite; null where there is nothing of that kind in the draw. */
export type Tampering = (bundle: Bundle) => unknown;

/** A seal changed, with its hash and the receipts linked anew. */
function resealed(bundle: Bundle, change: Readonly<Record<string, unknown>>): Bundle {
  const seal = { ...bundle.seal, ...change } as Seal;
  return relinked({ ...bundle, seal, seal_hash: sealHash(seal) }, bundle.receipts);
}

function relinked(bundle: Bundle, receipts: readonly Receipt[]): Bundle {
  const chain = new ReceiptChain(chainStart(bundle.seal.beacon, bundle.seal_hash, bundle.beacon));
  for (const { n: _n, previous: _p, hash: _h, kind, ...facts } of receipts)
    chain.add(kind, facts as Record<string, Json>);
  return { ...bundle, receipts: chain.all, head: chain.head };
}

const rows = (bundle: Bundle) => bundle.register ?? [];
const withRows = (bundle: Bundle, register: unknown): unknown => ({ ...bundle, register });
const firstRow = (change: (row: RegisterRow) => unknown) => (bundle: Bundle) => {
  const [first, ...others] = rows(bundle);
  return first ? withRows(bundle, [change(first), ...others]) : null;
};

/** Rows that are sealed anew: what comes out of them is another draw. What an on-site draw says by itself does not hang on them. */
const sealedAnew = (change: (register: readonly RegisterRow[]) => readonly RegisterRow[]) => (bundle: Bundle) => {
  const register = change(rows(bundle));
  if (bundle.seal.rates !== undefined || register.length < 2) return null;
  return { ...resealed(bundle, { register: { root: new Register(register).root, size: register.length } }), register };
};

/** The first receipt of a kind, said otherwise, and all after it linked anew. */
const otherReceipt = (kind: string, change: (receipt: Receipt) => object) => (bundle: Bundle) =>
  bundle.receipts.some((one) => one.kind === kind)
    ? relinked(
        bundle,
        bundle.receipts.map((one) => (one.kind === kind ? ({ ...one, ...change(one) } as Receipt) : one)),
      )
    : null;

/** What came up to the first arrival, that said otherwise, and what else is said to have come after it. */
const arrived =
  (change: (arrival: Receipt) => object, ...after: readonly ((arrival: Receipt) => object)[]) =>
  (bundle: Bundle) => {
    const at = bundle.receipts.findIndex(({ kind }) => kind === 'arrival');
    const arrival = bundle.receipts[at];
    if (!arrival) return null;
    const said = [change, ...after].map((one) => ({ ...arrival, ...one(arrival) }) as Receipt);
    return relinked(bundle, [...bundle.receipts.slice(0, at), ...said]);
  };

/** The first receipt of a kind once more, after all. */
const onceMore = (kind: string, change: (receipt: Receipt, times: number) => object) => (bundle: Bundle) => {
  const all = bundle.receipts.filter((one) => one.kind === kind);
  const [first] = all;
  return first ? relinked(bundle, [...bundle.receipts, { ...first, ...change(first, all.length) } as Receipt]) : null;
};

const inResult = (name: string, change: (value: Json) => unknown) => (bundle: Bundle) =>
  bundle.result !== null && bundle.result[name] !== undefined
    ? { ...bundle, result: { ...bundle.result, [name]: change(bundle.result[name] as Json) } }
    : null;

const signed = (change: (round: BeaconRound) => object) => (bundle: Bundle) =>
  'round' in bundle.seal.beacon
    ? {
        ...bundle,
        beacon: bundle.beacon.map((one, at) => (at === 0 ? { ...one, ...change(one as BeaconRound) } : one)),
      }
    : null;
const other = knownRounds[4]?.signature ?? '';
const flipped = (hex: string) => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`;
/** A list in a list in a list … */
export const nested = (depth: number): Json => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 'deep');
const list = (value: Json) => value as Json[];

/** What is sealed of the numbers, said otherwise, with all hashes written anew. */
const promised = (change: (beacon: NumbersBeacon) => object) => (bundle: Bundle) => {
  const { beacon } = bundle.seal;
  return 'shape' in beacon ? resealed(bundle, { beacon: { ...beacon, ...change(beacon) } }) : null;
};
/** What was typed, said otherwise. */
const typed = (change: (entries: NumbersEntry[]) => readonly unknown[]) => (bundle: Bundle) =>
  sourceOf(bundle.seal.beacon) === 'numbers'
    ? relinked(
        { ...bundle, beacon: change(bundle.beacon as unknown as NumbersEntry[]) as Bundle['beacon'] },
        bundle.receipts,
      )
    : null;
const bySource = (source: BeaconSource, change: Tampering) => (bundle: Bundle) =>
  sourceOf(bundle.seal.beacon) === source ? change(bundle) : null;
/** A time stamp in place of the draw's, if it has one. */
const stamped = (change: (hash: string, due: number) => string) => (bundle: Bundle) => {
  const due = dueOf(bundle.seal.beacon) ?? bundle.seal.reveal_by ?? 0;
  return bundle.stamp === null ? null : { ...bundle, stamp: change(bundle.seal_hash, due) };
};
/** Where the register is said to come from, said otherwise. */
const released = (change: (release: RegisterRelease) => object) => (bundle: Bundle) => {
  const { register } = bundle.seal;
  return register.release && rows(bundle).length > 2 && !bundle.seal.rates
    ? resealed(bundle, { register: { ...register, release: change(register.release) } })
    : null;
};
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export const tamperings: Readonly<Record<string, Tampering>> = {
  'numbers that come in too few ways': promised(({ shape }) => ({
    shape: shape.slice(0, 1).map((part) => ({ ...part, count: 4 })),
  })),
  'numbers of no group': promised(() => ({ shape: [] })),
  'more different numbers than there are': promised(({ shape }) => ({
    shape: [...shape, { count: 3, from: 1, to: 2, ordered: false }],
  })),
  'too many numbers': promised(({ shape }) => ({ shape: [...shape, { count: 1000, from: 1, to: 2, ordered: true }] })),
  'numbers too large': promised(({ shape }) => ({
    shape: [...shape, { count: 1, from: 1, to: 1000001, ordered: true }],
  })),
  'a group that is ordered by a number': promised(({ shape }) => ({
    shape: shape.map((part) => ({ ...part, ordered: 1 })),
  })),
  'numbers of another period': promised(() => ({ what: '示例：第 2 期' })),
  'numbers of nothing': promised(() => ({ what: '' })),
  'numbers that were known': (bundle) => promised(() => ({ due: (bundle.seal.sealed_at ?? 0) + 119 }))(bundle),
  'numbers typed before they came': typed(([first, ...more]) => [{ ...first, at: 1000 }, ...more]),
  'numbers typed back in time': typed((entries) =>
    entries.with(-1, { ...(entries.at(-1) as NumbersEntry), at: (entries[0]?.at ?? 0) - 1 }),
  ),
  'numbers typed by one account': typed((entries) => entries.map((entry) => ({ ...entry, by: '张三' }))),
  'numbers typed once': typed((entries) => entries.slice(0, -1)),
  'numbers not typed': typed(() => []),
  'numbers typed by nobody': typed((entries) => entries.map((entry) => ({ ...entry, by: '' }))),
  'numbers typed by a name with a blank': typed((entries) =>
    entries.map(({ by, ...entry }) => ({ ...entry, by: `${by} ` })),
  ),
  'numbers typed by one account under a name that looks the same': typed((entries) =>
    entries.map((entry, at) => ({ ...entry, by: at === 0 ? '张三' : '张三\ufe0f' })),
  ),
  'numbers typed by one account in letters of another script': typed((entries) =>
    entries.map((entry, at) => ({ ...entry, by: at === 0 ? 'anna' : '\u0430nna' })),
  ),
  'numbers typed by one account, its name in capitals': typed((entries) =>
    entries.map((entry, at) => ({ ...entry, by: at === 0 ? 'zhangsan(A)' : 'Zhang San（a）' })),
  ),
  'numbers that two did not type alike': typed((entries) =>
    entries.map((entry, at) =>
      at === 0 ? { ...entry, numbers: entry.numbers.toReversed().map((own) => own.toReversed()) } : entry,
    ),
  ),
  'other numbers, typed by both': typed((entries) =>
    entries.map((entry) => ({
      ...entry,
      numbers: entry.numbers.map((own) => own.map((one, nth) => (nth === 0 ? (one === 1 ? 2 : 1) : one))),
    })),
  ),
  'a number that does not exist': typed((entries) =>
    entries.map((entry) => ({ ...entry, numbers: entry.numbers.map((own) => own.with(-1, 34)) })),
  ),
  'a group left out': typed((entries) => entries.map((entry) => ({ ...entry, numbers: entry.numbers.slice(1) }))),
  'a number more': typed((entries) =>
    entries.map((entry) => ({ ...entry, numbers: entry.numbers.map((own) => [...own, own.at(-1)]) })),
  ),
  'a part of a number': typed((entries) => entries.map((entry) => ({ ...entry, numbers: [[1.5]] }))),
  'numbers typed once more': typed((entries) => [...entries, entries.at(-1)]),
  'numbers said to be typed by somebody else': bySource('numbers', (bundle) => ({
    ...bundle,
    beacon: (bundle.beacon as readonly NumbersEntry[]).map((entry, at) =>
      at === 0 ? { ...entry, by: '王五' } : entry,
    ),
  })),
  'numbers said to be typed later': bySource('numbers', (bundle) => ({
    ...bundle,
    beacon: (bundle.beacon as readonly NumbersEntry[]).map((entry) => ({ ...entry, at: entry.at + 9 })),
  })),
  'an entry that says more': typed((entries) => entries.map((entry) => ({ ...entry, why: 'x' }))),
  'a round in place of numbers': bySource('numbers', (bundle) => ({ ...bundle, beacon: [knownRounds[4]] })),
  'numbers of no source': (bundle) => resealed(bundle, { beacon: { ...bundle.seal.beacon, source: 'dice' } }),
  'numbers in place of a round': bySource('quicknet', (bundle) => ({
    ...bundle,
    beacon: [{ by: '张三', at: 1, numbers: [[1]] }],
  })),
  'codes in place of a beacon': (bundle) =>
    Array.isArray(bundle.seal.rule.bays) ? null : resealed({ ...bundle, beacon: [] }, { beacon: { source: 'codes' } }),
  'numbers for frozen meat': (bundle) =>
    Array.isArray(bundle.seal.rule.bays)
      ? resealed(
          { ...bundle, beacon: [] },
          { beacon: { source: 'numbers', what: 'x', shape: [{ count: 20, from: 1, to: 6, ordered: true }], due: 9 } },
        )
      : null,
  'a round where codes stand in': bySource('codes', (bundle) => ({ ...bundle, beacon: [knownRounds[0]] })),
  'codes that say more': bySource('codes', (bundle) => resealed(bundle, { beacon: { source: 'codes', round: 1000 } })),
  'codes in public': bySource('codes', (bundle) => resealed({ ...bundle, codes: [] }, { mode: 'public' })),
  'codes without a time to reveal them': bySource('codes', ({ seal: { reveal_by: _, ...seal }, ...bundle }) =>
    resealed({ ...bundle, seal: seal as Seal }, {}),
  ),
  'a container without its code': bySource('codes', (bundle) =>
    bundle.codes.length > 1 ? { ...bundle, codes: bundle.codes.slice(0, -1) } : null,
  ),
  'a bay that another code gives': bySource(
    'codes',
    otherReceipt('drawn', () => ({ code: 1 })),
  ),
  'an arrival with a nonce of one’s own choice': bySource(
    'codes',
    otherReceipt('arrival', () => ({ nonce: '00'.repeat(16) })),
  ),
  'arrivals in another order': bySource(
    'codes',
    otherReceipt('arrival', () => ({ container: 'CSQU9' })),
  ),
  'a release without a hash': released(({ hash: _, ...release }) => release),
  'a release at a part of a place': released((release) => ({ ...release, position: 1.5 })),
  'a release whose facts are numbers': released((release) => ({ ...release, facts: { risk: 1 } })),
  'a release that says more': released((release) => ({ ...release, by: '示例' })),
  'another release': released((release) => ({ ...release, position: 13 })),
  'a stamp over something else': stamped((_, due) => stampOver('ab'.repeat(32), due - 60)),
  'a stamp of after the beacon': stamped((hash, due) => stampOver(hash, due)),
  'a stamp of before the seal': (bundle) =>
    stamped((hash) => stampOver(hash, (bundle.seal.sealed_at ?? 0) - 301))(bundle),
  'a stamp over another hash': stamped((hash, due) => stampOver(hash, due - 60, { algorithm: '608648016503040202' })),
  'a stamp that is another token': stamped((hash, due) => stampOver(hash, due - 60, { kind: '2a864886f70d010701' })),
  'a stamp of a day that is none': stamped((hash, due) => stampOver(hash, due, { time: '20230231000000Z' })),
  'a stamp of no year, over a seal of no moment': (bundle) => {
    const { sealed_at: _, ...undated } = bundle.seal;
    const anew = resealed({ ...bundle, seal: undated as Seal }, {});
    return bundle.stamp === null ? null : { ...anew, stamp: stampOver(anew.seal_hash, 0, { time: '00000101000000Z' }) };
  },
  'a stamp of no zone': stamped((hash, due) => stampOver(hash, due, { time: '20230823155800' })),
  'a stamp that ends too early': stamped((hash, due) =>
    base64(Buffer.from(stampOver(hash, due - 60), 'base64').subarray(0, -1)),
  ),
  'a stamp and more': stamped((hash, due) =>
    base64(Buffer.concat([Buffer.from(stampOver(hash, due - 60), 'base64'), Buffer.from([0])])),
  ),
  'an empty stamp': stamped(() => 'MAA='),
  'another version': (bundle) => ({ ...bundle, v: 'yibo-draw/2' }),
  'a field more': (bundle) => ({ ...bundle, seed: 'x' }),
  'a field less': ({ stamp: _, ...bundle }) => bundle,
  'a field named __proto__': (bundle) => ({ ...bundle, ['__proto__']: 1 }),
  'a stamp in words': (bundle) => ({ ...bundle, stamp: 'I swear' }),
  'a stamp that is no sequence': (bundle) => ({ ...bundle, stamp: 'MQA=' }),
  'a stamp too long': (bundle) => ({ ...bundle, stamp: `MA${'A'.repeat(100_002)}` }),
  'what lies too deep': (bundle) => resealed(bundle, { rule: { ...bundle.seal.rule, deep: nested(62) } }),
  'what lies far too deep': (bundle) => resealed(bundle, { rule: { ...bundle.seal.rule, deep: nested(900) } }),
  'half a character': (bundle) => ({ ...bundle, stamp: '\ud83d' }),
  'strata with a field that ends in a question mark': (bundle) =>
    bundle.seal.strata === undefined
      ? null
      : resealed(bundle, { strata: { ...(bundle.seal.strata as object), 'may_be_empty?': true } }),
  'a seal that says more': (bundle) => resealed(bundle, { toString: 1 }),
  'a truth value for a number': (bundle) => resealed(bundle, { register: { ...bundle.seal.register, size: true } }),
  'a number too large': (bundle) => resealed(bundle, { reveal_by: 2 ** 53 }),
  'a code due before the round': (bundle) => resealed(bundle, { reveal_by: (dueOf(bundle.seal.beacon) ?? 1) - 1 }),
  'a part of a round': (bundle) => resealed(bundle, { beacon: { ...bundle.seal.beacon, round: 1000.5 } }),
  'take no number': (bundle) => (typeof bundle.seal.take === 'number' ? resealed(bundle, { take: -1 }) : null),
  'capacities in words': (bundle) => (bundle.seal.stations ? resealed(bundle, { stations: [['S1', '3']] }) : null),
  'a seal changed': (bundle) => ({ ...bundle, seal: { ...bundle.seal, draw: '示例-0' } }),
  'a seal changed, with its hash': (bundle) =>
    bundle.seal.rates || rows(bundle).length < 3 ? null : resealed(bundle, { draw: '示例-0' }),
  'a row left out': (bundle) => (rows(bundle).length > 0 ? withRows(bundle, rows(bundle).slice(1)) : null),
  'a row left out, sealed anew': sealedAnew((register) => register.slice(1)),
  'a row more, sealed anew': sealedAnew((register) => [...register, { ...register[0], id: 'zz' }]),
  'a row twice': (bundle) => (rows(bundle)[0] ? withRows(bundle, [...rows(bundle), rows(bundle)[0]]) : null),
  'an id with a blank': firstRow((row) => ({ ...row, id: `${row.id}\u3000` })),
  'an id with what nobody sees': firstRow((row) => ({ ...row, id: `${row.id}\u200b` })),
  'an id not in NFC': firstRow((row) => ({ ...row, id: `${row.id}e\u0301` })),
  'a fact that is a fraction': firstRow((row) => ({ ...row, risk: 0.5 })),
  'a fact that is a truth value': firstRow((row) => ({ ...row, risk: true })),
  'no rows': (bundle) => withRows(bundle, null),
  'no people': (bundle) => (bundle.people ? { ...bundle, people: null } : null),
  'people that are not sealed': (bundle) => (bundle.people ? null : { ...bundle, people: [{ id: 'P1' }] }),
  'another beacon': (bundle) => resealed(bundle, { beacon: { ...bundle.seal.beacon, chain: '00'.repeat(32) } }),
  'a round that was out': (bundle) => resealed(bundle, { sealed_at: 1788201915 }),
  'a seal of no moment': (bundle) => {
    const { sealed_at: _, ...undated } = bundle.seal;
    return resealed({ ...bundle, seal: undated as Seal }, {});
  },
  'a round that is not out': (bundle) => ({ ...bundle, beacon: [] }),
  'the round of another moment': (bundle) => ({ ...bundle, beacon: [knownRounds[4]] }),
  'the signature of another round': signed(() => ({ signature: other })),
  'a signature with a bit changed': signed(({ signature }) => ({ signature: flipped(signature) })),
  'a signature turned around': signed(({ signature }) => ({
    signature: `${signature[0] === '8' ? 'a' : signature[0] === 'a' ? '8' : signature[0] === 'b' ? '9' : 'b'}${signature.slice(1)}`,
  })),
  'a signature at infinity': signed(() => ({ signature: `c0${'00'.repeat(47)}` })),
  'a signature that is no number of the field': signed(() => ({ signature: `9f${'ff'.repeat(47)}` })),
  'no code': (bundle) => (bundle.codes.length > 0 ? { ...bundle, codes: [] } : null),
  'another code': (bundle) => (bundle.codes.length > 0 ? { ...bundle, codes: ['00'.repeat(32)] } : null),
  'a code in public': (bundle) => (bundle.seal.mode === 'public' ? { ...bundle, codes: ['00'.repeat(32)] } : null),
  'a void draw': (bundle) =>
    bundle.seal.mode === 'sealed'
      ? relinked(bundle, [...bundle.receipts, { kind: 'void', n: 0, previous: '', hash: '' }])
      : null,
  'no result': (bundle) => ({ ...bundle, result: null }),
  'a result that says more': (bundle) => ({ ...bundle, result: { ...bundle.result, also: true } }),
  'the drawn in another order': (bundle) =>
    Array.isArray(bundle.result?.drawn) && bundle.result.drawn.length > 1
      ? inResult('drawn', (drawn) => list(drawn).toReversed())(bundle)
      : null,
  'somebody else drawn': (bundle) =>
    Array.isArray(bundle.result?.drawn) && bundle.result.drawn.length > 0
      ? inResult('drawn', (drawn) => list(drawn).slice(1))(bundle)
      : null,
  'another stratum': inResult('strata', (strata) => list(strata).toReversed()),
  'another team': inResult('teams', (teams) => [...list(teams), []]),
  'another place': (bundle) => inResult('assignment', (assignment) => list(assignment).slice(1))(bundle),
  'a skip left unsaid': inResult('left_capacity', () => [9]),
  'another vehicle': inResult('vehicles', (vehicles) => [...list(vehicles), 1]),
  'another rate': inResult('rates', () => ({})),
  'another pair': inResult('pairs', () => []),
  'another zone': otherReceipt('zones', () => ({ zones: {} })),
  'another bay': otherReceipt('drawn', () => ({ bay: '9号台' })),
  'an arrival after its round': otherReceipt('arrival', () => ({ arrived: 1900000000 })),
  'an arrival with fewer bays': otherReceipt('arrival', () => ({ free: [] })),
  'an arrival without a moment': otherReceipt('arrival', () => ({ arrived: null })),
  'an arrival counted from 2': arrived(() => ({ k: 2 })),
  'a bay that is not sealed': arrived(() => ({ free: ['9号台'] })),
  'a bay that is free twice': arrived(() => ({ free: ['1号台', '1号台'] })),
  'an arrival before the last is drawn': arrived(
    () => ({}),
    () => ({ k: 2, container: 'another' }),
  ),
  'something else before an arrival is drawn': arrived(
    () => ({}),
    () => ({ kind: 'late' }),
  ),
  'a container that comes twice': onceMore('arrival', (_, times) => ({ k: times + 1 })),
  'a container drawn that never came': otherReceipt('arrival', () => ({ kind: 'late', before: 'an arrival' })),
  'a consignment let through': otherReceipt('declared', ({ inspected }) => ({
    inspected: inspected !== true,
    inspector: null,
  })),
  'a consignment declared twice': onceMore('declared', () => ({})),
  'a consignment of no class': otherReceipt('declared', () => ({ class: 'constructor' })),
  'a substitute of one’s own choice': otherReceipt('substitute', () => ({ id: 'nobody' })),
  'a substitute for somebody who was not drawn': otherReceipt('substitute', () => ({ of: 'nobody' })),
  'somebody replaced twice': (bundle) => {
    const [first, second] = bundle.receipts.filter(({ kind }) => kind === 'substitute');
    if (!first || !second) return null;
    return relinked(
      bundle,
      bundle.receipts.map((one) => (one === second ? ({ ...one, of: first.of } as Receipt) : one)),
    );
  },
  'a receipt left out': (bundle) =>
    bundle.receipts.length > 1 ? { ...bundle, receipts: bundle.receipts.slice(1) } : null,
  'a receipt numbered by a truth value': (bundle) => {
    const [first] = bundle.receipts;
    if (bundle.receipts.length !== 1 || !first) return null;
    const { hash: _, ...body } = { ...first, n: true };
    const hash = receiptHash(body);
    return { ...bundle, receipts: [{ ...body, hash }], head: hash };
  },
  'the last receipt left out': (bundle) =>
    bundle.receipts.length > 0 ? { ...bundle, receipts: bundle.receipts.slice(0, -1) } : null,
  'another head': (bundle) => ({ ...bundle, head: 'ab'.repeat(32) }),
};
