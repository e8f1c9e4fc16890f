import { once } from 'node:events';
import { createServer } from 'node:net';
import { failure, good, skipped, warning, wordsOf } from '../finding.js';
import type { Check } from '../subject.js';

/** A free port is as good as one on which a Yibo is running. */
export const port: Check = {
  name: 'port',
  async look({ settings }) {
    if (!settings) return skipped('not known while the settings are wrong');
    if (settings.port === 0) return skipped('PORT is 0: any free one is taken');
    const said = `port ${settings.port}`;
    const obstacle = await whyNotFree(settings.port, settings.host);
    if (obstacle === null) return good(`${said} is free: the service is not running here`);
    if (obstacle === 'EADDRNOTAVAIL' || obstacle === 'ENOTFOUND') {
      return failure(`HOST ${settings.host} is no address of this machine. Set it to one, or to :: for all.`);
    }
    if (obstacle === 'EACCES') {
      return failure(`${said} is only for root. Set PORT to 1024 or more, and put a proxy before it.`);
    }
    const running = await askReadiness(settings.port, settings.host);
    if (running === 'ready') return good(`a Yibo is running on ${said}, and is ready`);
    if (running !== null)
      return warning(`a Yibo is running on ${said}, but is not ready: ${running}. Look at its log.`);
    return failure(`${said} is taken by another program. Set PORT to a free one, or stop that program.`);
  },
};

/** @returns null when it can be had; else why not */
async function whyNotFree(port: number, host: string | null): Promise<string | null> {
  const server = createServer().listen({ port, ...(host !== null && { host }) });
  try {
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : wordsOf(error);
  } finally {
    server.close();
  }
}

/** @returns `ready`, or what is not; null when it is no Yibo */
async function askReadiness(taken: number, host: string | null): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(3_000);
    const response = await fetch(`http://${reachable(host)}:${taken}/readyz`, { signal, redirect: 'error' });
    const said = (await response.json()) as { ready?: unknown; database?: unknown } | null;
    if (typeof said?.ready !== 'boolean') return null;
    return said.ready ? 'ready' : `the database ${String(said.database)}`;
  } catch {
    return null;
  }
}

/** @returns the part of an address that names where a service listens. @example reachable('::1') // '[::1]' */
function reachable(host: string | null): string {
  if (host === null || host === '::' || host === '0.0.0.0') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
