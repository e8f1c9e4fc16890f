import { cpus } from 'node:os';
import { join } from 'node:path';
import { chat, menuCall, ownWords } from './friendly-requests.js';
import { type LoadRequest, load } from './load.js';
import { median } from './median.js';
import type { BenchOptions } from './new-people-table.js';
import { progressCall } from './progress-call.js';
import { phoneRequest, secrets, sidOf } from './requests.js';
import { send, startTarget, type Target } from './target.js';
import { inTemporaryFolder } from './temporary-folder.js';

interface Row {
  readonly name: string;
  readonly rates: number[];
  readonly p99s: number[];
  readonly bar?: number;
}

/**
 * Measures endless conversations of a few people, the service with local settings: friendlier than the wire, and kept for
 * comparison with what was measured before new people were.
 * @returns whether every bar is met
 */
export function friendlyBench(options: BenchOptions): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const service = await startTarget('service', [], {
      ...secrets,
      NODE_ENV: '',
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
      YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
    });
    const menu = await send(service.origin, phoneRequest(sidOf('first'), '/phone/twilio/voice', {}));
    const http = await startTarget('bare-http', [menu]);
    const express = await startTarget('bare-express', [menu]);
    try {
      const rows = await measureAll({ service, http, express }, options);
      return print(Object.values(rows), rows.express, options);
    } finally {
      await Promise.all([service, http, express].map((target) => target.stop()));
    }
  });
}

async function measureAll(
  targets: Readonly<Record<'service' | 'http' | 'express', Target>>,
  { connections, turns, rounds }: BenchOptions,
) {
  const { service, http, express } = targets;
  const row = (name: string, bar?: number): Row => ({ name, rates: [], p99s: [], ...(bar !== undefined && { bar }) });
  const rows = {
    http: row('bare node:http'),
    express: row('bare Express'),
    phone: row('a whole phone turn', 0.5),
    wechat: row('a whole encrypted WeChat turn', 0.4),
    words: row('the same, asked in own words'),
    progress: row('a progress lookup, by phone'),
  };
  for (let round = 0; round < rounds; round++) {
    const isWarmUp = round === 0;
    const length = isWarmUp ? Math.ceil(turns / 4) : turns;
    const measure = async (into: Row, target: Target, made: (n: number) => readonly LoadRequest[]): Promise<void> => {
      const requests = Array.from({ length: connections }, (_, n) => made(n));
      const { requestsPerSecond, p99Ms } = await load(target.origin, requests);
      if (isWarmUp) return;
      into.rates.push(requestsPerSecond);
      into.p99s.push(p99Ms);
    };
    const key = (n: number) => phoneRequest(sidOf(`${n}`), '/phone/twilio/turn', { Digits: '*' });
    const plain = (n: number) => Array.from({ length }, () => key(n));
    await measure(rows.http, http, plain);
    await measure(rows.express, express, plain);
    await measure(rows.phone, service, (n) => menuCall(sidOf(`${round}n${n}`), length));
    await measure(rows.wechat, service, (n) => chat(`o${round}_${n}`, length));
    await measure(rows.words, service, (n) => ownWords(`w${round}_${n}`, length));
    const numbers = Array.from({ length: connections }, (_, n) => n);
    const calls = await Promise.all(numbers.map((n) => progressCall(service, sidOf(`${round}p${n}`), length)));
    await measure(rows.progress, service, (n) => calls[n] ?? []);
  }
  return rows;
}

/** @returns whether every bar is met */
function print(rows: readonly Row[], express: Row, { connections, turns, rounds }: BenchOptions): boolean {
  console.log('the friendly rows, for comparison: a few people who never stop, local settings');
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
  console.log('');
  return isMet;
}
