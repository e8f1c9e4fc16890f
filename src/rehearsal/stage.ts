import type { AskedExchange } from './asked-exchange.js';
import type { DrawChange, RecordChange, StickerChange } from './transcript.js';

/** Where a transcript is rehearsed: a service, its secrets and its clock. */
export interface Stage {
  readonly origin: string;
  readonly publicBaseUrl: string;
  readonly secrets: {
    readonly twilio: { readonly accountSid: string; readonly authToken: string };
    readonly wechat: { readonly appId: string; readonly token: string; readonly encodingAesKey: string };
  };
  setClock(iso: string): void;
  /** Lets so many ms pass at once on the service's clock. */
  passTime(ms: number): void;
  /** Where the service asks the exchange for calls; null: it asks for none. */
  readonly asked: AskedExchange | null;
  /** Does what is due beside requests: whoever asked for it is called back, whoever waits is fetched. */
  catchUp(): Promise<void>;
  /** Publishes a change of a record. @param at when, in ms since 1970 */
  changeRecord(change: RecordChange, at: number): Promise<void>;
  /** @returns what is on the sticker with this code, signed @throws Error where no record has it */
  stickerOf(code: string): Promise<string>;
  /** @param at when, in ms since 1970 */
  changeSticker(change: StickerChange, at: number): Promise<void>;
  /** @param at when, in ms since 1970 */
  changeDraw(change: DrawChange, at: number): Promise<void>;
  /** Switches a notice on, or off. @param line whose callers hear it; null: everybody */
  setNotice(words: string | null, line: string | null, at: number): Promise<void>;
}
