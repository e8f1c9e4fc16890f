import { Agent, request } from 'node:http';
import type { LoadRequest } from './load.js';
import { median } from './median.js';
import type { Scenario } from './scenario.js';

/** How long callers waited for their answers, in ms. */
export interface Waits {
  readonly answers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Lets new people come for as long as something goes on, each connection's one after another, as fast as they are answered.
 * @param until what goes on
 * @throws Error when somebody is refused, or when what goes on fails
 */
export async function waitsDuring(
  origin: string,
  scenario: Scenario,
  connections: number,
  until: Promise<unknown>,
): Promise<Waits> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(origin);
  const waits: number[] = [];
  let isOver = false;
  const over = until.finally(() => {
    isOver = true;
  });
  let people = 0;
  const connection = async (): Promise<void> => {
    while (!isOver) {
      for (const one of scenario.newPerson(people++)) {
        const startedAt = performance.now();
        await answered(one, { agent, hostname, port });
        waits.push(performance.now() - startedAt);
      }
    }
  };
  try {
    await Promise.all([over, ...Array.from({ length: connections }, connection)]);
  } finally {
    agent.destroy();
  }
  waits.sort((a, b) => a - b);
  return { answers: waits.length, p50Ms: median(waits), p99Ms: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
}

function answered(
  { method, path, headers, body }: LoadRequest,
  to: { readonly agent: Agent; readonly hostname: string; readonly port: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...to, method, path, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a caller was refused with ${response.statusCode}: ${path}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}
