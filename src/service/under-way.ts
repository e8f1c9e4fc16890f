import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What has come off the wire and not yet to us is given this long. */
const settleMs = 20;
const lookEveryMs = 10;

/**
 * The requests that are being answered, so that a service that stops can answer them first.
 * @example
 * const underWay = new UnderWay(server); // before anything else listens to its requests
 * await underWay.finish(8_000); // 0: everybody was answered
 */
export class UnderWay {
  private readonly responses = new Set<ServerResponse>();
  private readonly ofSocket = new WeakMap<Socket, Set<ServerResponse>>();
  private isFinishing = false;

  constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      if (this.isFinishing) response.shouldKeepAlive = false;
      this.add(request.socket, response);
    });
  }

  /** An answer that waits behind another of its connection is never told that the connection has gone. */
  private add(socket: Socket, response: ServerResponse): void {
    this.responses.add(response);
    const ofSocket = this.ofSocket.get(socket) ?? this.watch(socket);
    ofSocket.add(response);
    response.once('close', () => {
      this.responses.delete(response);
      ofSocket.delete(response);
    });
  }

  private watch(socket: Socket): Set<ServerResponse> {
    const ofSocket = new Set<ServerResponse>();
    this.ofSocket.set(socket, ofSocket);
    socket.once('close', () => {
      for (const response of ofSocket) this.responses.delete(response);
      ofSocket.clear();
    });
    return ofSocket;
  }

  /**
   * Takes no new connection, answers what is being asked, telling each asker that the connection ends with it, and closes all connections.
   * @param withinMs how long answers are waited for
   * @returns how many requests were cut off because their answers took longer
   */
  async finish(withinMs: number): Promise<number> {
    const endsAt = performance.now() + withinMs;
    this.isFinishing = true;
    for (const response of this.responses) response.shouldKeepAlive = false;
    this.server.close();
    // A request may have been sent on a kept connection just before that.
    await pause(settleMs);
    while (this.responses.size > 0 && performance.now() < endsAt) await pause(lookEveryMs);
    const cut = this.responses.size;
    this.server.closeAllConnections();
    return cut;
  }
}
