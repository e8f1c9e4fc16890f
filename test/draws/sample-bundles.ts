import { readFileSync } from 'node:fs';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { quicknet } from '../../src/draws/beacon/quicknet.js';
import { dueOf } from '../../src/draws/beacon/sealed-beacon.js';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { drawInput, makeBundle, withReceipts } from '../../src/draws/bundle/make-bundle.js';
import { codeChain, drawKey, seedFor } from '../../src/draws/chance/seed.js';
import { oneOf } from '../../src/draws/chance/whole-number.js';
import { Register, type RegisterRow } from '../../src/draws/register/register.js';
import { keyOf, type Seal, sealHash } from '../../src/draws/seal/seal.js';
import { smallest } from '../../src/draws/systems/objects.js';
import { onSite } from '../../src/draws/systems/on-site.js';
import { randomDraw } from './random-draws.js';

const vectors = JSON.parse(readFileSync(new URL('draw-vectors.json', import.meta.url), 'utf8'));

export function round(number: number) {
  const one = knownRounds.find((known) => known.round === number);
  if (!one) throw new Error(`round ${number} is not known`);
  return one;
}

const sealed = (rows: readonly RegisterRow[]) => {
  const { root, size } = new Register(rows);
  return { root, size };
};
/** The worked examples say of some seals only the round; whoever checks needs the moment, too. */
const dated = (seal: Seal): Seal => ({ ...seal, sealed_at: (dueOf(seal.beacon) ?? 0) - 300 });
const beacon = (number: number) => ({ chain: quicknet.hash, round: number });

/** A draw of each kind (示例), on real rounds. */
export function sampleBundles(): Readonly<Record<string, Bundle>> {
  return {
    ...ofObjects(),
    ...ofCertificates(),
    vehicles: ofVehicles(),
    meat: ofMeat(),
    onSite: ofOnSite(),
    ...ofNumbers(),
  };
}

function ofObjects(): Readonly<Record<'sites' | 'strata' | 'publicSites', Bundle>> {
  const { rows, commit, code_chain, revealed, substitute } = vectors.storage_sites;
  const sites = makeBundle({ seal: commit, register: rows, beacon: round(31799517), code: revealed });
  const out = new Set((sites.result as { drawn: { id: string }[] }).drawn.map(({ id }) => id));
  const key = keyOf(commit, vectors.storage_sites.public_mode_same_input.salt && randomness(31799517), code_chain[2]);
  const left = rows.filter(({ id }: RegisterRow) => !out.has(id));
  const [next] = smallest(seedFor(key, 'objects'), 1, left, commit.rule).drawn;
  const replaced = withReceipts(sites, (chain) => {
    chain.add('not-inspectable', { id: substitute.not_inspectable, why: '已关闭', by: '示例', at: 1788290000 });
    chain.add('substitute', { of: substitute.not_inspectable, id: next?.id ?? '', ticket: next?.ticket ?? '' });
  });
  const certificates = Array.from({ length: 40 }, (_, nth) => ({ id: `C${nth}`, class: nth < 8 ? 'new' : 'general' }));
  const seal: Seal = {
    v: 'yibo-draw/1',
    draw: '示例-RZ-0002',
    system: 'certificates',
    mode: 'public',
    take: 6,
    strata: { fact: 'class', rates: { new: 2, general: 1 } },
    rule: { id: 'strata/1' },
    register: sealed(certificates),
    beacon: beacon(1002),
    sealed_at: 1692806200,
    previous: null,
  };
  const { code: _, ...open } = commit;
  return {
    sites: { ...replaced, codes: [revealed, code_chain[2]] },
    strata: makeBundle({ seal, register: certificates, beacon: round(1002) }),
    publicSites: makeBundle({ seal: { ...open, mode: 'public' }, register: rows, beacon: round(31799517) }),
  };
}

function randomness(number: number): string {
  return vectors.quicknet.rounds.find((one: { round: number }) => one.round === number).randomness;
}

function ofCertificates(): Readonly<Record<'teams' | 'places', Bundle>> {
  const { people, places, commit_1, commit_2 } = vectors.certificates_two_rounds;
  const persons = people.map(([id, bureau]: string[]) => ({ id, bureau }));
  const spots = places.map(([id, province]: string[]) => ({ id, province }));
  return {
    teams: makeBundle({ seal: dated(commit_1), register: persons, beacon: round(1003) }),
    places: makeBundle({
      seal: dated({ ...commit_2, people: sealed(persons) }),
      register: spots,
      people: persons,
      beacon: round(1004),
    }),
  };
}

function ofVehicles(): Bundle {
  const { commit, result, inspectors } = vectors.vehicles;
  const rows = result.map(({ vin }: { vin: string }) => ({ id: vin }));
  return makeBundle({ seal: dated({ ...commit, inspectors }), register: rows, beacon: round(10000000) });
}

function ofMeat(): Bundle {
  const { seal, not_again, order, receipts } = vectors.frozen_meat;
  const people = order.toSorted().map((id: string) => ({ id }));
  const bundle = makeBundle({ seal: dated({ ...seal, not_again }), register: people, beacon: round(1000) });
  return withReceipts(
    bundle,
    (chain) => {
      const { pairs, zones } = bundle.result as { pairs: string[][]; zones: Record<string, string[]> };
      chain.add('pairs', { round: 1000, pairs });
      chain.add('zones', { round: 1000, zones });
      for (const { kind, k, container, arrived, free, round: own } of receipts) {
        if (kind !== 'arrival') continue;
        const arrival = chain.add('arrival', { k, container, arrived, free, round: own });
        const key = drawKey(Buffer.alloc(0), Buffer.from(randomness(own), 'hex'), Buffer.from(arrival.hash, 'hex'));
        chain.add('drawn', {
          k,
          container,
          ...arrivalDrawn(seedFor(key, 'arrival'), free, seal.rule, zones),
          round: own,
        });
      }
    },
    [round(1001), round(1002), round(1003), round(1004)],
  );
}

function arrivalDrawn(
  seed: string,
  free: string[],
  rule: { zones: string[]; channels: string[] },
  zones: Record<string, string[]>,
) {
  const zone = oneOf(seed, 'zone', rule.zones);
  return {
    bay: oneOf(seed, 'bay', free),
    zone,
    channel: oneOf(seed, 'channel', rule.channels),
    pair: zones[zone] ?? [],
  };
}

function ofOnSite(): Bundle {
  const present = ['a1', 'b2', 'c3'].map((id) => ({ id }));
  const chain = codeChain('示例：当天的密码', 2);
  const seal: Seal = {
    v: 'yibo-draw/1',
    draw: '示例-XC-0001',
    system: 'on-site',
    mode: 'sealed',
    rates: { 一般货物: '0.3', 木质包装: '0.043' },
    rule: { id: 'rates/1' },
    register: sealed(present),
    beacon: beacon(1001),
    code: { hash: chain[1] ?? '', steps: 2 },
    sealed_at: 1692806200,
    reveal_by: 1692900000,
    previous: null,
  };
  const material = { seal, register: present, beacon: round(1001), code: chain[0] ?? '' };
  const bundle = makeBundle(material);
  const context = {
    input: drawInput(material),
    result: bundle.result ?? {},
    before: null,
    randomness: () => null,
    code: () => null,
  };
  return withReceipts(bundle, (receipts) => {
    for (let nth = 1; nth <= 20; nth++) {
      const declared = { id: `12000011600000${nth}`, class: '一般货物' };
      receipts.add('declared', { ...declared, ...onSite.receipts?.declared?.(declared, context) });
    }
  });
}

/** The same seal hash with another seal is refused: whoever changes a seal writes its hash, too. */
export function resealed(bundle: Bundle, change: Partial<Seal>): Bundle {
  const seal = { ...bundle.seal, ...change } as Seal;
  return { ...bundle, seal, seal_hash: sealHash(seal) };
}

/** One that waits for numbers that two accounts typed, and one whose codes stand in for a beacon. */
function ofNumbers(): Readonly<Record<'numbers' | 'codes', Bundle>> {
  return { numbers: randomDraw(0, 'numbers'), codes: randomDraw(2, 'codes') };
}
