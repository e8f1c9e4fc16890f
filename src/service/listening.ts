import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long whoever sends slowly is waited for, in ms. Node looks round only so often, which comes on top. */
export const patience = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

/** A server that listens once it is told to; what answers is added when the address is known. */
export function newServer(limits = patience): Server {
  return createServer(limits);
}

/**
 * @param host the only address of this machine to listen on; null: all
 * @returns the address by which this machine reaches it, such as `http://127.0.0.1:8080`
 * @throws Error in words for people when it cannot be had
 */
export async function listen(server: Server, port: number, host: string | null = null): Promise<string> {
  server.listen({ port, ...(host !== null && { host }) });
  try {
    await once(server, 'listening');
  } catch (error) {
    const words = whyNot(port, host, error instanceof Error && 'code' in error ? error.code : null);
    throw words === null ? error : new Error(words);
  }
  return originOf(server.address() as AddressInfo);
}

/** @example originOf({ address: '::', family: 'IPv6', port: 8080 }) // 'http://127.0.0.1:8080': all addresses, this one too */
export function originOf({ address, family, port }: AddressInfo): string {
  if (address === '::' || address === '0.0.0.0') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function whyNot(port: number, host: string | null, code: unknown): string | null {
  if (code === 'EADDRINUSE') {
    return `port ${port} is taken, maybe by a Yibo that is running already: npx yibo doctor tells. Set PORT to a free one, or stop what has it.`;
  }
  if (code === 'EACCES') return `port ${port} is only for root. Set PORT to 1024 or more, and put a proxy before it.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `HOST ${host} is no address of this machine. Set it to one, such as 127.0.0.1, or to :: for all.`;
  }
  return null;
}
