import { once } from 'node:events';
import { createServer } from 'node:net';
import { found, good, problem, skipped, wordsOf } from '../finding.js';
import { type Check, settingsUnknown } from '../subject.js';

/** A free port is as good as one on which a Yibo is running. */
export const port: Check = {
  name: 'port',
  async look({ settings: { port: wanted, host } }) {
    if (wanted === null) return settingsUnknown;
    if (wanted === 0) return skipped('PORT 是 0：哪个空用哪个', 'PORT is 0: any free one is taken');
    const obstacle = await whyNotFree(wanted, host);
    if (obstacle === null) {
      return good(`端口 ${wanted} 空着：服务没在这里运行`, `port ${wanted} is free: the service is not running here`);
    }
    if (obstacle === 'EADDRNOTAVAIL' || obstacle === 'ENOTFOUND') {
      return found([problem('host-elsewhere', { host: host ?? '' }, { where: 'HOST' })]);
    }
    if (obstacle === 'EACCES') return found([problem('port-only-for-root', { port: wanted })]);
    const running = await askReadiness(wanted, host);
    if (running === 'ready') {
      return good(`一拨就灵在端口 ${wanted} 上运行，准备好了`, `a Yibo is running on port ${wanted}, and is ready`);
    }
    if (running !== null) return found([problem('port-not-ready', { port: wanted, said: running })]);
    return found([problem('port-taken', { port: wanted })]);
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
