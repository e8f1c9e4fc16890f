import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens once it is told to; what answers is added when the address is known. */
export function newServer(): Server {
  return createServer({ requestTimeout: 20_000, headersTimeout: 10_000 });
}

/** @returns the port @throws Error in words for people when it cannot be had */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const words = whyNot(port, error instanceof Error && 'code' in error ? error.code : null);
    throw words === null ? error : new Error(words);
  }
  return (server.address() as AddressInfo).port;
}

function whyNot(port: number, code: unknown): string | null {
  if (code === 'EADDRINUSE') {
    return `port ${port} is taken, maybe by a Yibo that is running already: npx yibo doctor tells. Set PORT to a free one, or stop what has it.`;
  }
  if (code === 'EACCES') return `port ${port} is only for root. Set PORT to 1024 or more, and put a proxy before it.`;
  return null;
}

/** Lets requests under way end, for two seconds. */
export async function stopListening(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await Promise.race([once(server, 'close'), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  server.closeAllConnections();
}
