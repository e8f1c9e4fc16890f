/** The database keeps JSON as the text that is hashed: whoever reads it parses it, and nobody writes it anew. */
type JsonText = string;

/**
 * How far a draw has come: its seal is public; its round is kept; what comes out is computed (of a sealed one nobody is told yet); its code is revealed; or it was not revealed in time.
 * A public draw ends as `drawn`.
 */
export type DrawState = 'sealed' | 'out' | 'drawn' | 'revealed' | 'void';

/** A draw as it is kept. */
export interface KeptDraw {
  /** `TJ2026-CC-0001`. */
  readonly no: string;
  readonly system: string;
  /** Counted from 1 in its system, without gaps. */
  readonly serial: number;
  /** The canonical seal (封存书). */
  readonly seal: JsonText;
  /** SHA-256 of it, in hexadecimal. */
  readonly hash: string;
  readonly mode: 'public' | 'sealed';
  /** The round of the beacon that it waits for; 0 where the seal names numbers or codes instead. */
  readonly round: number;
  /** Seconds since 1970, as in the seal. */
  readonly sealedAt: number;
  readonly revealBy: number | null;
  readonly sealedBy: string;
  /** Made up, for show (示例). */
  readonly isSample: boolean;
  readonly state: DrawState;
  /** What came out; null before, and of a draw that is void. */
  readonly result: JsonText | null;
  /** The codes that decided something, the first first, in hexadecimal; revealed where the state says so. */
  readonly codes: readonly string[];
  /** A time stamp from outside over the hash of the seal (RFC 3161), in base64; null without one. */
  readonly stamp: string | null;
}

/** A draw that is to be sealed. */
export type NewDraw = Omit<KeptDraw, 'state' | 'result' | 'codes' | 'stamp'>;

/** What the seal of a draw is the root of. */
export type RegisterPart = 'register' | 'people';

/** A row of a register as it was sealed. */
export interface KeptRow {
  readonly id: string;
  /** The canonical row. */
  readonly row: JsonText;
}

/** A round of the beacon that a draw has to do with. */
export interface KeptRound {
  readonly round: number;
  readonly signature: string;
}

/** The numbers that an account typed for a draw. */
export interface KeptEntry {
  /** Counted from 1. */
  readonly n: number;
  readonly by: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly numbers: JsonText;
}

/** A receipt (回执) as it stands in the chain. */
export interface KeptReceipt {
  readonly n: number;
  readonly kind: string;
  readonly hash: string;
  /** The whole receipt, with its hash. */
  readonly receipt: JsonText;
}

/** What nobody may know before: of which the codes are made, and what hides the numbers of persons. Each 64 hexadecimal digits. */
export interface DrawSecret {
  readonly code: string;
  readonly salt: string;
}
