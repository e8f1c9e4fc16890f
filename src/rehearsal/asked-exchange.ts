import type { Exchange } from '../simulator/telephones/exchange.js';
import { Rest } from '../simulator/telephones/rest.js';
import { type RestServer, serveRest } from '../simulator/telephones/rest-server.js';

/**
 * The provider's own addresses in a rehearsal, where a service asks for calls. They are there before the service, which has to know them, and
 * before the exchange on which its callers are.
 */
export class AskedExchange {
  private rest: Rest | null = null;

  private constructor(private readonly server: RestServer) {}

  static async open(): Promise<AskedExchange> {
    const opened: AskedExchange = new AskedExchange(
      await serveRest({ answer: async (request) => opened.rest?.answer(request) ?? { status: 503, json: {} } }),
    );
    return opened;
  }

  /** What `TWILIO_API_BASE` names. */
  get origin(): string {
    return this.server.origin;
  }

  /** From now on, calls are asked for on that exchange; null: nobody answers. */
  serve(exchange: Exchange | null): void {
    this.rest = exchange && new Rest(exchange);
  }

  close(): void {
    this.server.close();
  }
}
