import autocannon from 'autocannon';

/** A request that is sent as it is. */
export interface LoadRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Writes it anew by the connection's last answer, for links that differ with each answer. */
  readonly after?: (lastAnswer: string) => Omit<LoadRequest, 'after' | 'check'>;
  /** Looks at the answer once the load is over. @throws Error when it is of another kind than it should be */
  readonly check?: (answer: string) => void;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

/**
 * Sends every connection's own requests in their order, one after another, and stops when all are answered.
 * @param perConnection as many requests for each
 * @throws Error when an answer is no 2xx: a benchmark of refusals measures nothing
 */
export async function load(origin: string, perConnection: readonly (readonly LoadRequest[])[]): Promise<LoadResult> {
  const amount = perConnection.reduce((sum, requests) => sum + requests.length, 0);
  const checks: (() => void)[] = [];
  let connection = 0;
  let startedAt = performance.now();
  // The load generator reports by the second: the last answer says when it was really over.
  let endedAt = startedAt;
  const options: autocannon.Options = {
    url: origin,
    connections: perConnection.length,
    amount,
    timeout: 30,
    // It looks this often whether it is over, in ms.
    sampleInt: 100,
    setupClient: (client) => {
      const own = perConnection[connection++ % perConnection.length] ?? [];
      client.setRequests(prepared(own, checks));
      // Nothing is sent before the last connection has its requests: preparing them takes none of the time.
      startedAt = performance.now();
    },
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, ended) => (error ? reject(error) : resolve(ended)));
    running.on('response', () => {
      endedAt = performance.now();
    });
  });
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] !== amount) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors among ${amount} requests to ${origin}`);
  }
  for (const check of checks) check();
  return { requestsPerSecond: amount / ((endedAt - startedAt) / 1000), p99Ms: result.latency.p99 };
}

function prepared(own: readonly LoadRequest[], checks: (() => void)[]): autocannon.Request[] {
  let lastAnswer = '';
  return own.map(({ check, after, ...request }, index) => {
    const isAsked = own[index + 1]?.after !== undefined;
    const onResponse = (_status: number, answer: string): void => {
      if (isAsked) lastAnswer = answer;
      if (check) checks.push(() => check(answer));
    };
    return {
      ...request,
      headers: { ...request.headers },
      ...((check || isAsked) && { onResponse }),
      ...(after && { setupRequest: () => after(lastAnswer) as autocannon.Request }),
    };
  });
}
