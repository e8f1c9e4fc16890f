import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens once it is told to; what answers is added when the address is known. */
export function newServer(): Server {
  return createServer({ requestTimeout: 20_000, headersTimeout: 10_000 });
}

/** @returns the port @throws Error in words for people when another program has it */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? new Error(`port ${port} is taken by another program. Set PORT to a free one.`) : error;
  }
  return (server.address() as AddressInfo).port;
}

/** Lets requests under way end, for two seconds. */
export async function stopListening(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await Promise.race([once(server, 'close'), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  server.closeAllConnections();
}
