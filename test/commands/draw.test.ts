import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { timeStampRequest } from '../../src/draws/stamp/time-stamp.js';
import { openStore } from '../../src/store/open.js';
import { Desk, root } from './run-yibo.js';

const desk = new Desk();
const register = desk.path('sites.csv');
const sites = ['TJC0001,高,A', 'TJC0002,低,B', 'TJC0003,中,C', 'TJC0004,高,D', 'TJC0005,低,A', 'TJC0006,中,B'];
const signature = knownRounds.find(({ round }) => round === 1000)?.signature ?? '';
/** Round 1000 comes at 15:59:24Z. */
const before = { YIBO_CLOCK: '2023-08-23T15:50:00Z' };
const after = { YIBO_CLOCK: '2023-08-23T16:00:00Z' };
const seal = ['draw', 'seal', 'storage-sites', '--register', register, '--round', '1000'];
const no = 'TJ2023-CC-0001';

beforeAll(async () => {
  writeFileSync(register, `id,risk,credit\n${sites.join('\n')}\n`);
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.close();
});
afterAll(() => desk.remove());

test('a draw from its seal to the file that anybody checks, killed on the way', async () => {
  const dry = desk.run([...seal, '--dry-run'], before).out.split('\n');
  expect([dry[0]?.slice(0, 35), dry.at(-2)]).toEqual(['Would seal TJ2023-CC-0001: 6 rows, ', 'Nothing was written.']);
  expect(desk.run(seal, before)).toMatchObject({ code: 0, out: expect.stringContaining(`Sealed ${no}: 6 rows`) });
  expect(desk.run(['draw', 'run', no, '--signature', signature], before)).toMatchObject({
    code: 1,
    err: expect.stringContaining('round 1000 comes at 2023-08-23T15:59:24Z'),
  });

  // Its round is kept, then the process is gone; the next goes on from there.
  expect(await killedAfterRound()).toBe('SIGKILL');
  expect(desk.run(['draw', 'list'], after).out).toMatch(/^TJ2023-CC-0001 {2}out /m);
  expect(desk.run(['draw', 'run', no], after)).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${no} is drawn. Nobody else is told yet.`),
  });

  expect(
    desk.run(['draw', 'receipt', no, 'late', '--fact', 'id=120001', '--fact', 'reason=病假'], after),
  ).toMatchObject({
    code: 1,
    err: expect.stringContaining('120001 is nobody and nothing of'),
  });
  expect(desk.run(['draw', 'receipt', no, 'late', '--fact', 'reason=病假'], after).out).toMatch(/nonce: [0-9a-f]{32}/);
  expect(desk.run(['draw', 'reveal', no], after).out).toContain('is revealed');
  const { out: bundle } = desk.run(['draw', 'show', no, '--bundle'], after);
  writeFileSync(desk.path('draw.json'), bundle);
  expect(desk.run(['draw', 'verify', desk.path('draw.json')]).out).toBe('holds\n');
  expect(desk.run(['draw', 'why', no, 'TJC0004'], after).out).toMatch(/rank\s+\d of 6; 3 are drawn/);
});

test('what is wrong is said in a line', () => {
  const refused = (words: readonly string[]) => desk.run(['draw', ...words], after).err;
  expect(refused(['run', 'TJ2023-CC-0009'])).toContain('there is no draw TJ2023-CC-0009. See yibo draw list.');
  expect(refused(['seal', 'storage', '--register', register])).toContain(
    'there is no rule storage. Known are: certificate-places',
  );
  expect(refused(['receipt', no, 'not-inspectable', '--fact', 'id=TJC0009', '--fact', 'reason=停业'])).toContain(
    'TJC0009 was not drawn',
  );
  const cars = desk.path('cars.csv');
  writeFileSync(cars, 'id\nJTEBU5JR6G5003291\n');
  const named = ['--set', 'stations=[["S1",2]]', '--set', 'inspectors={"S1":["120001","120002"]}'];
  const refusal = refused(['seal', 'vehicles', '--register', cars, ...named]);
  expect(refusal).toContain('inspectors names 120001');
  expect(refusal).toContain('Give --people FILE');
});

test('dice in place of a beacon: sealed, stamped, typed by two, drawn and verified', () => {
  const rule = desk.path('dice.yaml');
  writeFileSync(
    rule,
    'system: dice\nname: 掷骰（示例）\nnumber: SZ{year}-{serial}\nmode: public\nrule: { id: dice/1 }\ndraw: { take: 2 }\n',
  );
  const sealed = (shape: string, due = '2023-08-23T15:55Z') =>
    desk.run(
      [
        'draw',
        'seal',
        rule,
        '--register',
        register,
        '--beacon',
        'numbers',
        '--what',
        '掷骰 20 次',
        '--shape',
        shape,
        '--due',
        due,
      ],
      before,
    );
  expect(sealed('19x1-6').err).toContain('20 of them are needed');
  expect(sealed('20y1-6')).toMatchObject({ code: 2, err: expect.stringContaining('is no group of numbers') });
  expect(sealed('20x1-6').out).toContain('掷骰 20 次 comes at');
  const dice = 'SZ2023-0001';
  const request = desk.path('query.tsq');
  expect(desk.run(['draw', 'stamp', dice, '--request', request], before).out).toContain('Send it to an authority');
  const { out: listed } = desk.run(['draw', 'show', dice, '--json'], before);
  expect(Buffer.from(readFileSync(request))).toEqual(Buffer.from(timeStampRequest(JSON.parse(listed).hash)));
  expect(desk.run(['draw', 'stamp', dice, '--token', request], before).err).toContain('this is no time stamp');
  const thrown = '3 1 4 1 5 2 6 5 3 5 2 4 6 1 3 3 2 5 1 6'.split(' ');
  const type = (by: string, numbers: readonly string[], when = after) =>
    desk.run(['draw', 'numbers', dice, '--by', by, ...numbers], when);
  expect(type('张三', thrown, before).err).toContain('the numbers come at 2023-08-23T15:55:00Z');
  expect(type('张三', thrown).out).toContain('Now somebody else types them');
  expect(type('李四', thrown.toReversed())).toMatchObject({ code: 1, out: expect.stringContaining('typed otherwise') });
  expect(desk.run(['draw', 'run', dice], after).err).toContain('no two accounts have typed the same numbers');
  expect(type('李四', thrown).out).toContain('they hold');
  expect(desk.run(['draw', 'run', dice], after).out).toContain('is drawn');
  const { out: bundle } = desk.run(['draw', 'show', dice, '--bundle'], after);
  writeFileSync(desk.path('dice.json'), bundle);
  expect(desk.run(['draw', 'verify', desk.path('dice.json')])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^holds \(compare/),
  });
  expect(desk.run(['draw', 'show', dice], after).out).toMatch(/typed {2,}李四: \[\[3,1,4/);
});

test('a register that is published is sealed with its release, and compared with it', () => {
  const own = desk.path('published.yaml');
  const lines = ['system: published', 'name: 示例', 'number: GB{year}-{serial}', 'mode: public', 'draw: { take: 3 }'];
  const rule = 'rule: { id: published/1, weight: risk, risk: { 高: 3, 中: 2, 低: 1 } }';
  writeFileSync(own, `${[...lines, rule].join('\n')}\n`);
  const seal = ['draw', 'seal', own, '--from', 'storage-sites', '--round', '1000'];
  expect(desk.run(seal, before).err).toContain('nothing is published yet');
  const terms = [
    '--by',
    '张三',
    '--approved-by',
    '李四',
    '--reason',
    '示例',
    '--legal-basis',
    '示例',
    '--source',
    '示例',
  ];
  const file = join(root, 'data/storage-sites/sample.csv');
  expect(desk.run(['import', 'storage-sites', file, ...terms], before).code).toBe(0);
  expect(desk.run([...seal, '--facts', 'risk=risk'], before).err).toContain(
    'storage-sites has no field risk. It has: site_no',
  );
  expect(desk.run(['draw', 'seal', own, '--from', 'inspection', '--round', '1000'], before).err).toContain(
    'no open dataset',
  );
  const facts = ['--facts', 'risk=risk_class', '--where', 'kind=冷藏'];
  expect(desk.run([...seal, ...facts], before).out).toContain('Sealed GB2023-0001');
  const bundle = JSON.parse(desk.run(['draw', 'show', 'GB2023-0001', '--bundle'], before).out);
  expect(bundle.seal.register.release).toMatchObject({
    dataset: 'storage-sites',
    position: 1,
    where: { kind: '冷藏' },
  });
  expect(bundle.register.every(({ risk }: { risk: string }) => ['高', '中', '低'].includes(risk))).toBe(true);
  expect(desk.run(['draw', 'run', 'GB2023-0001', '--signature', signature], after).out).toContain('is drawn');
  const drawn = desk.path('published.json');
  writeFileSync(drawn, desk.run(['draw', 'show', 'GB2023-0001', '--bundle'], after).out);
  expect(desk.run(['draw', 'verify', drawn], after)).toMatchObject({
    code: 0,
    out: expect.stringContaining('register: holds: the rows are those of release 1 of storage-sites'),
  });
  const nowhere = { DATABASE_URL: `sqlite:${desk.path('none.db')}` };
  expect(desk.run(['draw', 'verify', drawn], nowhere)).toMatchObject({
    code: 0,
    out: expect.stringContaining('register: cannot be known: there is no disclosure database here'),
  });
});

test('a year is counted from the database, and alike from its files; what does not hold is not counted', () => {
  const counted = JSON.parse(desk.run(['draw', 'figures', '--year', '2023', '--json'], after).out);
  const files = ['draw', 'dice', 'published'].map((name) => desk.path(`${name}.json`));
  const own = desk.run(['draw', 'figures', '--year', '2023', '--json', ...files]);
  expect(own.code).toBe(0);
  expect(JSON.parse(own.out)).toEqual(counted);
  expect(counted).toMatchObject({ draws: 3, bySource: { quicknet: 2, numbers: 1, codes: 0 }, voids: 0 });
  const forged = desk.path('forged.json');
  writeFileSync(forged, JSON.stringify({ ...JSON.parse(readFileSync(files[0] ?? '', 'utf8')), head: '00'.repeat(32) }));
  expect(desk.run(['draw', 'figures', '--year', '2023', forged])).toMatchObject({
    code: 1,
    err: expect.stringContaining('forged.json: does not hold: receipts'),
  });
  expect(desk.run(['draw', 'figures', '--year', '23']).code).toBe(2);
});

/** Runs the draw in a process of its own, which is killed with no chance to tidy up as soon as the round is kept. */
function killedAfterRound(): Promise<NodeJS.Signals | null> {
  const script = `
    import { openStore } from '${join(root, 'dist/store/open.js')}';
    import { runDraw } from '${join(root, 'dist/draws/protocol/run-draw.js')}';
    const { draws } = await openStore('sqlite:${desk.path('desk.db')}');
    const killing = new Proxy(draws, { get: (target, name) => async (...given) => {
      if (name === 'conclude') process.kill(process.pid, 'SIGKILL');
      return target[name](...given);
    } });
    await runDraw('${no}', { draws: new Proxy(draws, { get: (target, name) => name === 'rows' ? (...given) => target.rows(...given) : killing[name] }),
      now: () => Date.parse('${after.YIBO_CLOCK}'), askBeacon: async () => '${signature}' });`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (_, signal) => resolve(signal));
  });
}
