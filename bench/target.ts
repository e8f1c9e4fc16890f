import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** An answer as it goes over the wire. */
export interface Answer {
  readonly contentType: string;
  readonly body: string;
}

/** A server under load, in a process of its own. */
export interface Target {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Says in a request which of its answers a bare server is to give; the service does not read it. */
export const answerHeader = 'x-bench-answer';

/**
 * Starts a server of `target-process.ts` and waits until it listens.
 * @param answers what a bare server answers: the one whose number a request has in `x-bench-answer`, else the first
 */
export async function startTarget(
  name: 'bare-http' | 'bare-express' | 'bare-kept' | 'service',
  answers: readonly Answer[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Target> {
  const file = fileURLToPath(new URL('./target-process.js', import.meta.url));
  const child = fork(file, [name], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ answers });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server "${name}" ended with ${code} before it listened`);
    }),
  ])) as [{ port: number }];
  return {
    origin: `http://127.0.0.1:${message.port}`,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Sends one request by itself. @throws Error when it is refused */
export async function send(
  origin: string,
  { path, ...request }: { readonly method: 'POST'; readonly path: string } & RequestInit,
): Promise<Answer> {
  const response = await fetch(origin + path, request);
  const body = await response.text();
  if (!response.ok) throw new Error(`${path} was refused with ${response.status}: ${body.slice(0, 200)}`);
  return { contentType: response.headers.get('content-type') ?? '', body };
}
