import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadRequest, load, startTarget, type Target } from './load.js';
import { median } from './median.js';
import { progressCall } from './progress-call.js';
import { chat, menuCall, ownWords, phoneRequest, secrets } from './requests.js';

interface Row {
  readonly name: string;
  readonly rates: number[];
  readonly p99s: number[];
  readonly bar?: number;
}

export interface BenchOptions {
  readonly connections: number;
  readonly turns: number;
  readonly rounds: number;
}

/** Runs every server in turn, several rounds, and prints rates and their ratio to bare Express from this same run. */
export async function turnsBench({ connections, turns, rounds }: BenchOptions): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-bench-'));
  const env = {
    ...secrets,
    NODE_ENV: '',
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
  };
  const service = await startTarget('service', '', env);
  const twiml = await menuTwiml(service);
  const bareHttp = await startTarget('bare-http', twiml);
  const bareExpress = await startTarget('bare-express', twiml);
  const row = (name: string, bar?: number): Row => ({ name, rates: [], p99s: [], ...(bar !== undefined && { bar }) });
  const rows = {
    http: row('bare node:http'),
    express: row('bare Express'),
    phone: row('a whole phone turn', 0.5),
    wechat: row('a whole encrypted WeChat turn', 0.4),
    words: row('the same, asked in own words'),
    progress: row('a progress lookup, by phone'),
  };
  const measure = async (into: Row, target: Target, requests: readonly (readonly LoadRequest[])[]): Promise<void> => {
    const { requestsPerSecond, p99Ms } = await load(target.origin, requests);
    into.rates.push(requestsPerSecond);
    into.p99s.push(p99Ms);
  };
  const each = <T>(make: (connection: number) => T): T[] =>
    Array.from({ length: connections }, (_, index) => make(index));
  try {
    for (let round = 0; round < rounds; round++) {
      const isWarmUp = round === 0;
      const length = isWarmUp ? Math.ceil(turns / 4) : turns;
      const plain = each((index) =>
        Array.from({ length }, () => phoneRequest(`CA${index}`, '/phone/twilio/turn', { Digits: '*' })),
      );
      await measure(rows.http, bareHttp, plain);
      await measure(rows.express, bareExpress, plain);
      await measure(
        rows.phone,
        service,
        each((index) => menuCall(`CA${round}n${index}`, length)),
      );
      await measure(
        rows.wechat,
        service,
        each((index) => chat(`o${round}_${index}`, length)),
      );
      await measure(
        rows.words,
        service,
        each((index) => ownWords(`w${round}_${index}`, length)),
      );
      const calls = await Promise.all(each((index) => progressCall(service, `CA${round}p${index}`, length)));
      await measure(rows.progress, service, calls);
      if (isWarmUp) for (const one of Object.values(rows)) one.rates.length = one.p99s.length = 0;
    }
  } finally {
    await Promise.all([service, bareHttp, bareExpress].map((target) => target.stop()));
    rmSync(folder, { recursive: true });
  }
  return print(Object.values(rows), rows.express, { connections, turns, rounds });
}

async function menuTwiml(service: Target): Promise<string> {
  const { path, ...init } = phoneRequest('CAfirst', '/phone/twilio/voice', {});
  const response = await fetch(service.origin + path, { ...init, headers: { ...init.headers } });
  if (!response.ok) throw new Error(`the service refused the first call with ${response.status}`);
  return response.text();
}

/** @returns whether every bar is met */
function print(rows: readonly Row[], express: Row, { connections, turns, rounds }: BenchOptions): boolean {
  console.log(
    `node ${process.version}, ${cpus().length} cores, ${connections} connections, median of ${rounds - 1} rounds of ${connections * turns} requests\n`,
  );
  console.log(
    `${'what'.padEnd(32)}${'requests/s'.padStart(12)}${'p99 ms'.padStart(9)}${'ratio'.padStart(8)}${'bar'.padStart(7)}`,
  );
  const base = median(express.rates);
  let isMet = true;
  for (const { name, rates, p99s, bar } of rows) {
    const ratio = median(rates) / base;
    const verdict = bar === undefined ? '' : ratio >= bar ? '  met' : '  NOT met';
    if (bar !== undefined && ratio < bar) isMet = false;
    const shown = [
      median(rates).toFixed(0).padStart(12),
      median(p99s).toFixed(0).padStart(9),
      ratio.toFixed(2).padStart(8),
    ];
    console.log(`${name.padEnd(32)}${shown.join('')}${(bar?.toFixed(2) ?? '').padStart(7)}${verdict}`);
  }
  return isMet;
}
