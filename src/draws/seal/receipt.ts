import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';

/** Something that happened in a draw, in a chain (回执): it names the hash of the one before, so nothing is put in, taken out or changed unseen. */
export interface Receipt {
  /** Counted from 1. */
  readonly n: number;
  readonly kind: string;
  /** The hash of the receipt before; of the first, that of the seal, or of all that accounts typed. */
  readonly previous: string;
  readonly hash: string;
  readonly [name: string]: Json;
}

/** SHA-256 of a receipt's canonical JSON without its hash, in hexadecimal. */
export function receiptHash(receipt: Readonly<Record<string, Json>>): string {
  const { hash: _, ...hashed } = receipt;
  return createHash('sha256').update(canonicalJson(hashed)).digest('hex');
}

/**
 * Adds receipts to a chain.
 * @param start the hash of the seal, or of all that accounts typed
 */
export class ReceiptChain {
  readonly all: Receipt[];

  /** @param before what the chain holds already */
  constructor(
    private readonly start: string,
    before: readonly Receipt[] = [],
  ) {
    this.all = [...before];
  }

  /** The hash of the last receipt; the start before there is one. */
  get head(): string {
    return this.all.at(-1)?.hash ?? this.start;
  }

  add(kind: string, facts: Readonly<Record<string, Json>>): Receipt {
    const body = { n: this.all.length + 1, kind, previous: this.head, ...facts };
    const receipt: Receipt = { ...body, hash: receiptHash(body) };
    this.all.push(receipt);
    return receipt;
  }
}
