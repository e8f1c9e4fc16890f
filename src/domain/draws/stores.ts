import type {
  DrawSecret,
  KeptDraw,
  KeptEntry,
  KeptReceipt,
  KeptRound,
  KeptRow,
  NewDraw,
  RegisterPart,
} from './kept-draw.js';

/**
 * Draws (双随机) with all that belongs to them. Every step is one transaction with a condition: done twice, or by two processes, it has one effect. Nothing is ever removed, and a seal never changed.
 */
export interface DrawStore {
  /** The last draw of a system: the next one names its hash. */
  last(system: string): Promise<KeptDraw | null>;
  /**
   * Keeps a seal with its registers and its secret, if it is the next of its system.
   * @param registers rows in the order in which they are hashed
   * @returns false: somebody else sealed that number meanwhile
   */
  seal(
    draw: NewDraw,
    registers: Readonly<Partial<Record<RegisterPart, Iterable<KeptRow>>>>,
    secret: DrawSecret,
  ): Promise<boolean>;
  get(no: string): Promise<KeptDraw | null>;
  /** The draw with that place in its system. */
  bySerial(system: string, serial: number): Promise<KeptDraw | null>;
  /**
   * @param after the last of the page before; null begins with the newest seal
   * @param system only of this one; null: of all
   */
  page(
    system: string | null,
    after: Pick<KeptDraw, 'sealedAt' | 'no'> | null,
    limit: number,
  ): Promise<readonly KeptDraw[]>;
  /** Those that are not drawn, or not revealed yet, the oldest first: what a duty has to go on with. */
  unfinished(limit: number): Promise<readonly KeptDraw[]>;
  /** All rows of a register, in their order, as they are read. */
  rows(no: string, part: RegisterPart): AsyncIterable<KeptRow>;
  row(no: string, part: RegisterPart, id: string): Promise<KeptRow | null>;
  /** Keeps the round that the seal waits for, if it is one (null: it waits for none): `sealed` becomes `out`. @returns whether it was not there yet */
  comeOut(no: string, round: KeptRound | null): Promise<boolean>;
  /** Keeps a round that an arrival waits for. */
  addRound(no: string, round: KeptRound): Promise<void>;
  rounds(no: string): Promise<readonly KeptRound[]>;
  /** Keeps numbers that an account typed, if they are the next and the draw still waits. @returns false: somebody else typed meanwhile, or the draw went on */
  addEntry(no: string, entry: KeptEntry): Promise<boolean>;
  entries(no: string): Promise<readonly KeptEntry[]>;
  /** Keeps a time stamp, if there is none. @returns whether it was kept */
  addStamp(no: string, stamp: string): Promise<boolean>;
  /** Keeps what came out, with the code that decided: `out` becomes `drawn`. @returns whether it was not there yet */
  conclude(no: string, result: string, codes: readonly string[]): Promise<boolean>;
  /** `drawn` becomes `revealed`. @returns whether it was not yet */
  reveal(no: string): Promise<boolean>;
  /**
   * Adds a receipt to the chain, if it is the next.
   * @param change what changes with it: codes that decided a substitute; that the draw is void
   * @returns false: somebody else added one meanwhile, or, to become void, the draw was revealed meanwhile
   */
  addReceipt(
    no: string,
    receipt: KeptReceipt,
    change?: { readonly codes?: readonly string[]; readonly isVoid?: true },
  ): Promise<boolean>;
  receipts(no: string): Promise<readonly KeptReceipt[]>;
  /** The end of the chain. */
  lastReceipt(no: string): Promise<KeptReceipt | null>;
  /**
   * Receipts of one draw in which a text is the value of something, in their order.
   * @param text `?` stands for any one sign: `????3054383` is a container by its digits
   */
  receiptsNaming(no: string, text: string): Promise<readonly KeptReceipt[]>;
  /** How many receipts of each kind draws have, by their numbers; who has none is not in it. */
  counts(nos: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>>;
  /** Never goes into a file or an answer. */
  secret(no: string): Promise<DrawSecret | null>;
}
