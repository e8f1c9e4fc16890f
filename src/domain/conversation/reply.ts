import type { RingPlan } from '../hotline/ring-plan.js';

/**
 * What the service does in answer to a turn: a few verbs, the same on every channel. All words are final: the
 * dialogue has already chosen them for the medium, a channel only carries them.
 */
export type Reply =
  | { readonly verb: 'say'; readonly words: string }
  /** Says something and waits for a value typed on keys or written. */
  | {
      readonly verb: 'ask';
      readonly words: string;
      readonly keys: KeyInput;
      /** Words a speech recogniser should expect; absent where only keys are waited for. */
      readonly hints?: readonly string[];
    }
  /** Offers options and waits for one of them. */
  | {
      readonly verb: 'choose';
      readonly words: string;
      readonly options: readonly Option[];
      readonly keys: KeyInput;
      /** Words a speech recogniser should expect. */
      readonly hints: readonly string[];
    }
  /** Facts of one record, for channels that can show a table; `words` says the same. */
  | { readonly verb: 'card'; readonly words: string }
  /**
   * Connects the person with staff, or passes the message on, as the plan says. `otherwise` is said where a message could not be
   * passed on any more; the words, when absent. `keys` are listened to while the words are said, before anything rings; none where absent.
   */
  | {
      readonly verb: 'connect';
      readonly words: string;
      readonly plan: RingPlan;
      readonly otherwise?: string;
      readonly keys?: KeyInput;
    }
  /** Records a spoken message. */
  | { readonly verb: 'record'; readonly words: string; readonly maxSeconds: number }
  | { readonly verb: 'end'; readonly words: string };

/** How keys are collected on a channel that has only keys. */
export interface KeyInput {
  /** The input is complete after this many keys; null: it ends with `#` or a pause. */
  readonly count: number | null;
  /** Whether `#` ends the input (and so never arrives itself). */
  readonly hashEnds: boolean;
  /** How long to wait for a key, in seconds: 3 to 10 (GB/T 33358, ISO/IEC 13714). */
  readonly waitSeconds: number;
  /**
   * How long to wait for the next key once one was pressed, in seconds; as long as for the first when absent. `0` alone in a form is
   * known to be alone only after this time.
   */
  readonly betweenSeconds?: number;
}

export interface Option {
  /** One of `0-9*#`. */
  readonly key: string;
  readonly label: string;
}
