import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

/** A request that is sent as it is. */
export interface LoadRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Target {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own and waits until it listens. */
export async function startTarget(name: string, twiml: string, env: NodeJS.ProcessEnv = {}): Promise<Target> {
  const file = fileURLToPath(new URL('./target.js', import.meta.url));
  const child = fork(file, [name, twiml], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server "${name}" ended with ${code} before it listened`);
    }),
  ])) as [{ port: number }];
  return {
    origin: `http://127.0.0.1:${message.port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

/**
 * Sends every connection's own requests in their order, one after another, and stops when all are answered.
 * @throws Error when an answer is no 2xx: a benchmark of refusals measures nothing
 */
export async function load(origin: string, perConnection: readonly (readonly LoadRequest[])[]): Promise<LoadResult> {
  const amount = perConnection.reduce((sum, requests) => sum + requests.length, 0);
  let connection = 0;
  const startedAt = performance.now();
  // The load generator reports by the second: the last answer says when it was really over.
  let endedAt = startedAt;
  const options: autocannon.Options = {
    url: origin,
    connections: perConnection.length,
    amount,
    timeout: 30,
    setupClient: (client) => {
      const own = perConnection[connection++ % perConnection.length] ?? [];
      client.setRequests(own.map((request) => ({ ...request, headers: { ...request.headers } })));
    },
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, ended) => (error ? reject(error) : resolve(ended)));
    running.on('response', () => {
      endedAt = performance.now();
    });
  });
  const seconds = (endedAt - startedAt) / 1000;
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] !== amount) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors among ${amount} requests to ${origin}`);
  }
  return { requestsPerSecond: amount / seconds, p99Ms: result.latency.p99 };
}
