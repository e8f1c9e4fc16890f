import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/domain/store.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { quicknet } from '../../src/draws/beacon/quicknet.js';
import { timeOfRound } from '../../src/draws/beacon/rounds.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { addReceipt } from '../../src/draws/protocol/add-receipt.js';
import { askRelays } from '../../src/draws/protocol/ask-relays.js';
import { drawFile } from '../../src/draws/protocol/draw-file.js';
import { drawRuleIn } from '../../src/draws/protocol/draw-rule.js';
import { drawNamed } from '../../src/draws/protocol/parts.js';
import { PersonTokens } from '../../src/draws/protocol/person-tokens.js';
import { revealDraw } from '../../src/draws/protocol/reveal-draw.js';
import { keepRound, runDraw } from '../../src/draws/protocol/run-draw.js';
import { planSeal, type SealRequest, sealDraw } from '../../src/draws/protocol/seal-draw.js';
import { whyDrawn } from '../../src/draws/protocol/why-drawn.js';
import { receiptHash } from '../../src/draws/seal/receipt.js';
import { readRule } from '../../src/service/draw-rules.js';
import { openStore } from '../../src/store/open.js';

const data = join(fileURLToPath(new URL('../..', import.meta.url)), 'data');
const folder = mkdtempSync(join(tmpdir(), 'yibo-draws-'));
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${join(folder, 'draws.db')}`);
  await store.migrate();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const due = timeOfRound(quicknet, 1000);
const signatures = new Map<number, string>(knownRounds.map(({ round, signature }) => [round, signature]));
const askBeacon = async (round: number) => signatures.get(round) ?? null;
const at = (seconds: number) => ({
  draws: store.draws,
  now: () => (due + seconds) * 1000,
  askBeacon,
  newSecret: () => 'ab'.repeat(32),
  newNonce: () => 'ef'.repeat(16),
});
const sites = ['高A', '低B', '中C', '高D', '低A', '中B', '低D', '高B'].map(([risk = '', credit = ''], nth) => ({
  id: `TJC000${nth + 1}`,
  risk,
  credit,
}));

function request(rule: string, system: string, change: Partial<SealRequest> = {}): SealRequest {
  const read = readRule(data, rule);
  if (!read) throw new Error(`no rule ${rule}`);
  const own = { ...read, system, number: `${system.toUpperCase()}-{serial}` };
  const none = { people: null, fields: {}, tokensOf: null, isAnother: false, isSample: false };
  return { rule: own, register: sites, round: 1000, by: '张三', ...none, ...change };
}

async function words(no: string): Promise<string> {
  return verifyBundle(await drawFile(await drawNamed(no, at(0)), at(0))).words;
}

test('what is sealed waits for its round and no other, and nobody is told before the code is revealed', async () => {
  const asked = request('storage-sites', 'told');
  expect((await planSeal(asked, at(-300))).draw.no).toBe('TOLD-0001');
  expect(await store.draws.last('told')).toBeNull();
  await expect(sealDraw(asked, at(-119))).rejects.toThrow('needs one that comes 120 s later');
  const sealed = await sealDraw(asked, at(-300));
  expect((await sealDraw(asked, at(-200))).draw.no).toBe(sealed.draw.no);
  expect((await sealDraw(asked, at(-200))).isNew).toBe(false);
  const no = sealed.draw.no;
  await expect(runDraw(no, at(-1))).rejects.toThrow('round 1000 comes at 2023-08-23T15:59:24Z');
  await expect(runDraw(no, { ...at(5), askBeacon: async () => null })).rejects.toThrow('nobody gave round 1000');
  await expect(runDraw(no, { ...at(5), askBeacon: async () => signatures.get(1001) ?? null })).rejects.toThrow(
    "not quicknet's",
  );
  await expect(revealDraw(no, at(5))).rejects.toThrow('not drawn yet');
  await expect(addReceipt(no, 'late', { reason: '病假' }, at(5))).rejects.toThrow('not drawn yet');
  expect(await words(no)).toBe('cannot be known: beacon: round 1000 is not in the file');
  expect((await runDraw(no, at(5))).state).toBe('drawn');
  await addReceipt(no, 'late', { reason: '病假' }, at(50));
  const before = await drawFile(await drawNamed(no, at(60)), at(60));
  expect([before.result, before.codes, before.receipts]).toEqual([null, [], []]);
  expect(before.head).not.toBe(before.seal_hash);
  expect(await words(no)).toBe('cannot be known: code: the code is not revealed');
  await expect(whyDrawn(await drawNamed(no, at(0)), 'TJC0004', at(0))).rejects.toThrow('not told yet');
  expect((await revealDraw(no, at(70))).state).toBe('revealed');
  expect(await words(no)).toBe('holds');
});

test('a code that is not revealed in time makes the draw void, and the next seal names it', async () => {
  const asked = request('storage-sites', 'late');
  const { draw } = await sealDraw(asked, at(-300));
  await runDraw(draw.no, at(5));
  const late = 73 * 3600;
  expect((await revealDraw(draw.no, at(late))).state).toBe('void');
  expect(await words(draw.no)).toContain('does not hold: code: the code was not revealed in time');
  await expect(addReceipt(draw.no, 'late', { reason: '病假' }, at(late))).rejects.toThrow('is void');
  const next = await sealDraw({ ...asked, round: null }, at(late));
  expect(next.seal).toMatchObject({ draw: 'LATE-0002', previous: draw.hash, rule: { after_void: ['LATE-0001'] } });
  const third = await sealDraw({ ...asked, round: null, isAnother: true }, at(late));
  expect(third.seal.rule.after_void).toBeUndefined();
});

test('why somebody was drawn, or was not, adds up', async () => {
  const { draw } = await sealDraw(request('storage-sites', 'why'), at(-300));
  await runDraw(draw.no, at(5));
  const kept = await revealDraw(draw.no, at(60));
  const all = await Promise.all(sites.map(({ id }) => whyDrawn(kept, id, at(60))));
  expect(all.filter(({ isDrawn }) => isDrawn)).toHaveLength(3);
  expect(all.map(({ rank }) => rank).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // The exact chances of these weights, computed by another program (draw-vectors.json).
  expect(all.map(({ chance }) => Number(chance).toFixed(4))).toEqual([
    '0.2756',
    '0.1897',
    '0.4919',
    '0.7434',
    '0.0977',
    '0.3549',
    '0.3549',
    '0.4919',
  ]);
  const drawn = (JSON.parse(kept.result ?? '{}') as { drawn: { id: string; ticket: string }[] }).drawn;
  const cut = drawn.at(-1)?.ticket;
  for (const why of all) {
    expect([why.id, why.cut]).toEqual([why.id, cut]);
    expect(why.isDrawn).toBe((why.ticket ?? '') <= (cut ?? ''));
    expect(why.isDrawn).toBe(why.weightNeeded !== null && why.weightNeeded <= (why.weight ?? 0));
  }
  await expect(whyDrawn(kept, 'TJC9999', at(60))).rejects.toThrow('does not stand in the register');
});

test('a container is on record before its round, and its doors open only after it', async () => {
  const people = ['1', '2', '3', '4', '5', '6'].map((id) => ({ id: `执-${id}` }));
  const asked = request('frozen-meat', 'meat', {
    register: people,
    fields: { shift: '早班', not_again: [['执-1', '执-2']] },
  });
  const { draw, seal } = await sealDraw(asked, at(-300));
  expect(JSON.stringify(seal)).not.toContain('执-1');
  await runDraw(draw.no, at(0));
  await addReceipt(draw.no, 'pairs', {}, at(0));
  await expect(addReceipt(draw.no, 'drawn', {}, at(0))).rejects.toThrow('right after its arrival');
  await expect(addReceipt(draw.no, 'arrival', { container: 'CSQU3054383', free: '9号台' }, at(1))).rejects.toThrow(
    'free bays',
  );
  await expect(
    addReceipt(draw.no, 'arrival', { container: 'CSQU3054383', free: '1号台,1号台' }, at(1)),
  ).rejects.toThrow('each once');
  const arrival = await addReceipt(draw.no, 'arrival', { container: 'CSQU3054383', free: '1号台,3号台' }, at(1));
  expect(arrival).toMatchObject({ n: 2, k: 1, round: 1004, free: ['1号台', '3号台'] });
  expect((await addReceipt(draw.no, 'arrival', { container: 'CSQU3054383', free: '1号台' }, at(2))).n).toBe(2);
  await expect(addReceipt(draw.no, 'drawn', {}, at(2))).rejects.toThrow('not kept yet');
  await expect(addReceipt(draw.no, 'late', { reason: '生病' }, at(2))).rejects.toThrow('not drawn yet');
  await expect(keepRound(draw.no, 1004, at(11))).rejects.toThrow('comes at');
  await keepRound(draw.no, 1004, at(12));
  const drawn = await addReceipt(draw.no, 'drawn', {}, at(13));
  expect(drawn).toMatchObject({ n: 3, container: 'CSQU3054383' });
  expect((await addReceipt(draw.no, 'drawn', {}, at(14))).n).toBe(3);
  expect(['1号台', '3号台']).toContain(drawn.bay);
  expect(await words(draw.no)).toBe('holds');
});

test('without a network, codes of the day draw each container at once, and are revealed in the evening (弱证明)', async () => {
  const people = ['1', '2', '3', '4', '5'].map((id) => ({ id: `执-${id}` }));
  const change = { register: people, fields: { shift: '早班' }, round: null, beacon: { source: 'codes' as const } };
  const asked = request('frozen-meat', 'weak', change);
  const short = { ...asked, rule: { ...asked.rule, containers: 2 } };
  const { draw, seal } = await sealDraw(short, at(0));
  expect(seal).toMatchObject({ mode: 'sealed', beacon: { source: 'codes' }, code: { steps: 4 } });
  expect((await sealDraw(short, at(60))).isNew).toBe(false);
  await runDraw(draw.no, { ...at(60), askBeacon: async () => null });
  expect(await addReceipt(draw.no, 'pairs', {}, at(60))).toMatchObject({ code: 1 });
  const arrival = await addReceipt(draw.no, 'arrival', { container: 'CSQU3054383', free: '1号台,3号台' }, at(61));
  // No nonce of anybody's choice: with one after another tried, any bay could be had.
  expect([arrival.round, arrival.nonce === 'ef'.repeat(16)]).toEqual([undefined, false]);
  const drawn = await addReceipt(draw.no, 'drawn', {}, at(61));
  expect(drawn).toMatchObject({ k: 1, container: 'CSQU3054383', code: 2 });
  expect(['1号台', '3号台']).toContain(drawn.bay);
  await addReceipt(draw.no, 'arrival', { container: 'CSQU3054384', free: '2号台' }, at(90));
  await addReceipt(draw.no, 'drawn', {}, at(91));
  await expect(addReceipt(draw.no, 'arrival', { container: 'CSQU3054385', free: '2号台' }, at(95))).rejects.toThrow(
    'has no code for another container',
  );
  expect(await words(draw.no)).toBe('cannot be known: code: the code is not revealed');
  expect((await revealDraw(draw.no, at(8 * 3600))).codes).toHaveLength(3);
  expect(await words(draw.no)).toBe('holds (weak proof: codes of the bureau decided, and no beacon)');
  const sites = request('storage-sites', 'weak-sites', { round: null, beacon: { source: 'codes' } });
  await expect(sealDraw(sites, at(0))).rejects.toThrow('codes stand in for the beacon of frozen meat only');
});

test('somebody who knows their number and its salt finds their token, and nobody else does', () => {
  const [tokens, others] = [new PersonTokens('ab'.repeat(32)), new PersonTokens('cd'.repeat(32))];
  expect(tokens.of('执-1')).not.toBe(others.of('执-1'));
  expect(tokens.within({ teams: [['执-1', '别人']], n: 1 }, (name) => name === '执-1')).toEqual({
    teams: [[tokens.of('执-1'), '别人']],
    n: 1,
  });
});

const shift = ['120001', '120002', '120003', '120004'].map((id) => ({ id }));

test('nobody who is named in a seal is named by their number, whether they are here today or not', async () => {
  const tokens = new PersonTokens('ab'.repeat(32));
  const meat = (change: object) => request('frozen-meat', 'hidden', { register: shift, ...change });
  const absent = await planSeal(meat({ fields: { shift: '早班', not_again: [['120001', '120099']] } }), at(-300));
  expect(absent.seal.not_again).toEqual([[tokens.of('120001'), tokens.of('120099')]]);
  await expect(planSeal(meat({ fields: { shift: '早班，组长120001' } }), at(-300))).rejects.toThrow('Take it out');

  const stations = [['S1', 2]];
  const cars = (change: object) =>
    request('vehicles', 'hidden', { register: [{ id: 'JTEBU5JR6G5003291' }], ...change });
  const fields = { stations, inspectors: { S1: ['120001', '120002'] } };
  await expect(planSeal(cars({ fields }), at(-300))).rejects.toThrow('inspectors names 120001, who is nobody of');
  // A token is one of an earlier draw, or anybody's guess.
  const told = { stations, inspectors: { S1: [tokens.of('120001')] } };
  await expect(planSeal(cars({ fields: told, people: shift }), at(-300))).rejects.toThrow('--people FILE');
  const { seal } = await planSeal(cars({ fields, people: shift }), at(-300));
  expect(seal.inspectors).toEqual({ S1: [tokens.of('120001'), tokens.of('120002')] });

  const sites = [{ id: '一号', province: '天津' }];
  const people = shift.map((row) => ({ ...row, bureau: '北京' }));
  const places = (fields: object) =>
    planSeal(request('certificate-places', 'hidden', { register: sites, people, fields: fields as never }), at(-300));
  await expect(places({ teams: [['120001', '120098']] })).rejects.toThrow('teams names 120098');
  await expect(places({ teams: [['120001']], recused: [['120097', '一号']] })).rejects.toThrow('recused names 120097');
  expect(
    JSON.stringify((await places({ teams: [['120001'], ['120002']], recused: [['120002', '一号']] })).seal),
  ).not.toMatch(/"1200/);
});

test('rows of people hold what the rule reads, and no other column', async () => {
  const named = shift.map((row, nth) => ({ ...row, bureau: ['北京', '天津'][nth % 2] ?? '', name: '张三' }));
  const teams = request('certificate-teams', 'columns', { register: named, fields: { teams: 2, size: 2 } });
  await expect(planSeal(teams, at(-300))).rejects.toThrow('a column "name", which would be public');
  const bare = named.map(({ name: _, ...row }) => row);
  const { registers } = await planSeal({ ...teams, register: bare }, at(-300));
  expect(Object.keys(JSON.parse(registers.register[0]?.row ?? '{}'))).toEqual(['bureau', 'id']);
  const meat = request('frozen-meat', 'columns', { register: bare, fields: { shift: '早班' } });
  await expect(planSeal(meat, at(-300))).rejects.toThrow('a column "bureau"');
  const open = { ...meat, register: shift, rule: { ...meat.rule, register: 'objects' as const } };
  await expect(planSeal(open, at(-300))).rejects.toThrow('"register: people"');
});

test('a receipt tells of a person by their token', async () => {
  const tokens = new PersonTokens('ab'.repeat(32));
  const { draw } = await sealDraw(
    request('frozen-meat', 'ill', { register: shift, fields: { shift: '早班' } }),
    at(-300),
  );
  await runDraw(draw.no, at(0));
  const ill = await addReceipt(draw.no, 'late', { id: '120001', reason: '病假' }, at(1));
  expect(ill).toMatchObject({ n: 1, id: tokens.of('120001') });
  expect((await addReceipt(draw.no, 'late', { id: '120001', reason: '病假' }, at(2))).n).toBe(1);
  const refused = (facts: Readonly<Record<string, string>>) => addReceipt(draw.no, 'late', facts, at(3));
  await expect(refused({ id: '120099', reason: '病假' })).rejects.toThrow('120099 is nobody and nothing of');
  await expect(refused({ reason: '120002病假' })).rejects.toThrow('120002 is the number of a person');
  await expect(refused({ reason: '病假', previous: 'a' })).rejects.toThrow('previous of a receipt is computed');
  expect(JSON.stringify(await drawFile(await drawNamed(draw.no, at(4)), at(4)))).not.toMatch(/"1200/);
  expect(await words(draw.no)).toBe('holds');
});

test('nobody guesses from the head of a sealed draw what happened', async () => {
  const { draw } = await sealDraw(request('storage-sites', 'guess'), at(-300));
  await runDraw(draw.no, at(5));
  const nonces = ['01'.repeat(16), '02'.repeat(16)];
  const parts = { ...at(50), newNonce: () => nonces.shift() ?? '' };
  const first = await addReceipt(draw.no, 'late', { reason: '病假' }, parts);
  await addReceipt(draw.no, 'manual', { reason: '换人' }, parts);
  const { head } = await drawFile(await drawNamed(draw.no, at(60)), at(60));
  await revealDraw(draw.no, at(70));
  const file = await drawFile(await drawNamed(draw.no, at(80)), at(80));
  expect(file.head).toBe(head);
  expect(file.receipts.map(({ nonce }) => nonce)).toEqual(['01'.repeat(16), '02'.repeat(16)]);
  const { nonce: _, hash, ...guessed } = first;
  expect(receiptHash(guessed)).not.toBe(hash);
  expect(await words(draw.no)).toBe('holds');
});

test('a second round takes the teams of a first that is told, and of no other', async () => {
  const people = shift.map((row, nth) => ({ ...row, bureau: ['北京', '河北'][nth % 2] ?? '' }));
  const secret = request('certificate-teams', 'first', { register: people, fields: { teams: 2, size: 2 } });
  const { draw } = await sealDraw({ ...secret, rule: { ...secret.rule, mode: 'sealed' } }, at(-300));
  await runDraw(draw.no, at(5));
  const second = request('certificate-places', 'second', {
    register: [{ id: '一号', province: '天津' }],
    ...{ people, tokensOf: draw.no, round: null },
  });
  await expect(planSeal(second, at(60))).rejects.toThrow(`the teams of ${draw.no} are not told yet`);
  const { result } = await revealDraw(draw.no, at(70));
  expect((await planSeal(second, at(80))).seal.teams).toEqual(JSON.parse(result ?? '{}').teams);
});

test('relays are asked in turn, in either version of their API, and none is believed', async () => {
  const asked: string[] = [];
  const fetch = (answers: Readonly<Record<string, unknown>>) => async (url: string) => {
    asked.push(url);
    const answer = answers[url];
    if (answer === undefined) throw new Error('unreachable');
    return { ok: true, json: async () => answer };
  };
  const signature = signatures.get(1000);
  const v1 = `https://b.example/${quicknet.hash}/public/1000`;
  const lying = {
    [`https://a.example/${quicknet.hash}/public/1000`]: { round: 1000, signature: signatures.get(1001) },
  };
  const relays = ['https://a.example/', 'https://b.example'];
  expect(
    await askRelays(relays, fetch({ ...lying, [v1]: { round: 1000, randomness: 'never read', signature } }))(1000),
  ).toBe(signature);
  expect(asked).toHaveLength(3);
  const v2 = `https://b.example/v2/chains/${quicknet.hash}/rounds/1000`;
  expect(await askRelays(relays, fetch({ ...lying, [v2]: { round: 1000, signature } }))(1000)).toBe(signature);
  expect(await askRelays(relays, fetch(lying))(1000)).toBeNull();
});

test.each([
  [{ draws: 1 }, 'a rule has no field "draws"'],
  [{ system: 'Große' }, 'system is a name'],
  [{ number: 'TJ{year}' }, 'number says how'],
  [{ mode: 'secret' }, 'mode is public or sealed'],
  [{ mode: 'public', substitutes: 1 }, 'substitutes are drawn with codes'],
  [{ rule: {} }, 'rule.id is missing'],
])('a rule that is wrong is refused: %o', (change, said) => {
  const good = {
    system: 'sites',
    name: '双随机',
    number: 'TJ-{serial}',
    mode: 'sealed',
    rule: { id: 'sites/1' },
    draw: { take: 1 },
  };
  expect(drawRuleIn(good).register).toBe('objects');
  expect(() => drawRuleIn({ ...good, ...change })).toThrow(said);
});

test('what could not be drawn is not sealed', async () => {
  await expect(sealDraw(request('storage-sites', 'bad', { register: [] }), at(-300))).rejects.toThrow('empty');
  const strange = [{ id: 'TJC0001', risk: '极高', credit: 'A' }];
  await expect(sealDraw(request('storage-sites', 'bad', { register: strange }), at(-300))).rejects.toThrow(
    'no weight for risk "极高"',
  );
  await expect(sealDraw(request('vehicles', 'bad'), at(-300))).rejects.toThrow('neither rule nor fields');
  expect(await store.draws.last('bad')).toBeNull();
});
