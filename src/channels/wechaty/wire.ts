import type { PuppetEvent } from './puppet.js';
import type { WechatySettings } from './settings.js';

/** What the service tells the puppet's process. */
export type ToPuppet =
  | { readonly kind: 'open'; readonly settings: WechatySettings }
  /** @see FromPuppet `said`, with the same `ref` */
  | { readonly kind: 'say'; readonly ref: number; readonly contactId: string; readonly words: string }
  | { readonly kind: 'close' };

/** What the puppet's process tells the service. */
export type FromPuppet =
  | PuppetEvent
  | { readonly kind: 'opened' }
  | { readonly kind: 'said'; readonly ref: number; readonly failed: SayFailed | null };

export interface SayFailed {
  readonly reason: string;
  /** Whether the puppet works no longer, rather than refuse these words. */
  readonly isGone: boolean;
}
