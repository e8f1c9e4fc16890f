import { CodedError } from '../domain/errors/errors.js';

/** A conversation written down for a rehearsal, one for each heading of a file. */
export interface Transcript {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly channels: readonly ChannelName[];
  readonly steps: readonly Step[];
}

export type ChannelName = 'phone' | 'wechat';

/** One line of it. */
export type Step =
  | { readonly kind: 'clock'; readonly line: number; readonly iso: string }
  /** The service has other content: a folder whose files stand above those of the installation. It counts from the first line on. */
  | { readonly kind: 'content'; readonly line: number; readonly folder: string }
  /** A record is corrected, or ceases to be public. */
  | { readonly kind: 'change'; readonly line: number; readonly change: RecordChange }
  /** A notice is switched on; null: off. */
  | { readonly kind: 'notice'; readonly line: number; readonly notice: string | null; readonly of: string | null }
  /** What becomes of draws. */
  | { readonly kind: 'draw'; readonly line: number; readonly change: DrawChange }
  /** What becomes of stickers. */
  | { readonly kind: 'sticker'; readonly line: number; readonly change: StickerChange }
  /** Somebody does something, on these channels. */
  | {
      readonly kind: 'input';
      readonly line: number;
      readonly on: readonly ChannelName[];
      readonly who: Who;
      readonly words: string;
    }
  /** What they are expected to hear, on these channels; `…` stands for any words. */
  | {
      readonly kind: 'answer';
      readonly line: number;
      readonly on: readonly ChannelName[];
      readonly who: Who;
      readonly words: string;
    };

/** The sample draws are there; or the next draw of a system is sealed now, is drawn and its code not revealed, or was not revealed in time. */
export type DrawChange =
  | { readonly what: 'samples' }
  | { readonly what: 'sealed' | 'hidden' | 'void'; readonly system: string };

/** A sticker is seen in too many places, or the key of all that are signed so far is revoked from a day (2016-10-01) on. */
export type StickerChange =
  | { readonly what: 'in-many-places'; readonly code: string }
  | { readonly what: 'key-revoked'; readonly from: string };

/**
 * Who does something, or hears it: `caller`, and `caller 2` to `caller 9`; `colleague 1201`, by a part of the address that rings;
 * `time`, which passes, and the `exchange` itself.
 */
export type Who = string;

/** What becomes of a record in the middle of a transcript. */
export interface RecordChange {
  readonly what: 'corrected' | 'withdrawn' | 'expired';
  readonly dataset: string;
  readonly id: string;
  /** Of a correction: one field and its new text. Otherwise why. */
  readonly words: string;
}

/** What an exchange does that the service may ask for calls. */
export const canBeAskedForCalls = '(can be asked for calls)';

/** Whether the service may ask the exchange of a transcript for calls: it has to know when it starts. */
export function canBeAsked({ steps }: Transcript): boolean {
  return steps.some((step) => step.kind === 'input' && step.who === 'exchange' && step.words === canBeAskedForCalls);
}

/** Something wrong with a transcript file. */
export class TranscriptRefused extends CodedError {
  readonly code = 'transcript-refused';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'TranscriptRefused';
  }
}
