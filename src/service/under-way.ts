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
  /** By connection: an answer that waits behind another is never told that its connection has gone. */
  private readonly responses = new Map<Socket, Set<ServerResponse>>();
  private isFinishing = false;

  constructor(private readonly server: Server) {
    const { responses } = this;
    // One function for all: a turn should not pay for one of its own.
    const forget = function (this: ServerResponse): void {
      responses.get(this.req.socket)?.delete(this);
    };
    server.on('connection', (socket) => {
      responses.set(socket, new Set());
      socket.once('close', () => responses.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      if (this.isFinishing) response.shouldKeepAlive = false;
      responses.get(socket)?.add(response);
      response.on('close', forget);
    });
  }

  /**
   * Takes no new connection, answers what is being asked, telling each asker that the connection ends with it, and closes all connections.
   * @param withinMs how long answers are waited for
   * @returns how many requests were cut off because their answers took longer
   */
  async finish(withinMs: number): Promise<number> {
    const endsAt = performance.now() + withinMs;
    this.isFinishing = true;
    for (const ofSocket of this.responses.values()) {
      for (const response of ofSocket) response.shouldKeepAlive = false;
    }
    this.server.close();
    // A request may have been sent on a kept connection just before that.
    await pause(settleMs);
    while (this.count() > 0 && performance.now() < endsAt) await pause(lookEveryMs);
    const cut = this.count();
    this.server.closeAllConnections();
    return cut;
  }

  private count(): number {
    let count = 0;
    for (const ofSocket of this.responses.values()) count += ofSocket.size;
    return count;
  }
}
