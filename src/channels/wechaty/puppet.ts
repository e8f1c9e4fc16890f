import { CodedError } from '../../domain/errors/errors.js';
import type { WechatySettings } from './settings.js';

/** A message as wechaty tells of it. Personal data. */
export interface PuppetMessage {
  readonly id: string;
  /** Who wrote it, as the puppet names them. */
  readonly contactId: string;
  /** A name of wechaty's `Message.Type`: `Text`, `Image`, `Audio` … */
  readonly type: string;
  /** What was written; of other types something for machines. */
  readonly text: string;
  /** Written by the account that we are. */
  readonly isOwn: boolean;
  /** Written in a group (群聊). */
  readonly isInRoom: boolean;
  /** Whether a person wrote it, and no official account. */
  readonly isFromPerson: boolean;
  /** How long ago it was written. */
  readonly ageMs: number;
}

/** What a puppet tells. */
export type PuppetEvent =
  /** Somebody has to scan this code, and so log the account in. */
  | { readonly kind: 'scan'; readonly code: string }
  | { readonly kind: 'logged-in' }
  | { readonly kind: 'logged-out' }
  | { readonly kind: 'message'; readonly message: PuppetMessage }
  /** Somebody is a contact (好友) now. */
  | { readonly kind: 'new-contact'; readonly contactId: string; readonly friendshipId: string }
  /** Somebody asks to be a contact. */
  | { readonly kind: 'contact-request' }
  /** Something went wrong that the puppet survives. */
  | { readonly kind: 'trouble'; readonly words: string }
  /** wechaty's own log. */
  | { readonly kind: 'printed'; readonly line: string }
  /** It works no longer: close it, and open it anew. */
  | { readonly kind: 'gone'; readonly reason: string };

/** A puppet that runs. */
export interface Puppet {
  /**
   * Sends words to a contact.
   * @throws PuppetGone when it works no longer; any other error when the words were refused
   */
  say(contactId: string, words: string): Promise<void>;
  /** Ends it; done at the latest after some seconds, and never fails. */
  close(): Promise<void>;
}

/**
 * Starts a puppet.
 * @param tell may be called before this is done
 * @throws Error when it cannot be started
 */
export type OpenPuppet = (settings: WechatySettings, tell: (event: PuppetEvent) => void) => Promise<Puppet>;

/** The puppet works no longer: what was to be sent may be sent by the next. */
export class PuppetGone extends CodedError {
  readonly code = 'puppet-gone';
}
