import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from '../proofs/canonical-json.js';
import { leafHash, type TreeHash } from '../proofs/merkle-tree.js';
import type { DisclosureRecord } from './record.js';
import { type Change, isTombstone, type Release } from './release.js';

/** What seals are made by: another way to make them gets another name. */
const publicForm = 'yibo-public-root/1';

/**
 * What seals a release by public bytes alone (公开封印), so that anybody can recompute it: the root of a Merkle tree (RFC 6962) whose leaves are the rows that
 * the release makes public, in the order of their lines; and the seal of the release before it.
 */
export interface PublicSeal {
  /** The place of the release in the chain, from 1. */
  readonly position: number;
  /** What the nonce of each row is made with, hex. It stays inside: with it, rows that are public no more could be guessed from their hashes. */
  readonly salt: string;
  /** The names of the fields that the rows were sealed with. */
  readonly fields: readonly string[];
  /** How many rows. */
  readonly size: number;
  /** The root over the rows, hex. */
  readonly root: string;
  /** The seal of the release before it, hex; empty for the first. */
  readonly previous: string;
  /** What seals all of this, hex. */
  readonly seal: string;
}

/** A row as it was sealed: what everybody could read of a version. What ended a publication has no fields. */
export type PublicRow = {
  readonly dataset: string;
  readonly id: string;
  readonly change: Change;
  readonly fields?: Readonly<Record<string, string>>;
  readonly version: { readonly position: number; readonly hash: string; readonly publishedAt: string };
  readonly reason: string;
  readonly legalBasis: string;
  readonly sample: boolean;
  /** 16 bytes, base64url: nobody can guess a row from its hash once this is told no more. */
  readonly nonce: string;
};

/** A release that is in the chain. */
export type Sealable = Pick<
  Release,
  'dataset' | 'sample' | 'reason' | 'legalBasis' | 'position' | 'publishedAt' | 'hash'
>;

/** A version, as a row is made of it. */
export type SealableVersion = Pick<DisclosureRecord, 'id' | 'change' | 'hash' | 'fields'> & { readonly line: number };

/**
 * @param fields which of its fields are public
 * @returns the row that is sealed for a version
 */
export function publicRow(
  { dataset, sample, reason, legalBasis, position, publishedAt }: Sealable,
  { id, change, hash, fields: facts, line }: SealableVersion,
  { salt, fields }: Pick<PublicSeal, 'salt' | 'fields'>,
): PublicRow {
  const version = { position: position ?? 0, hash, publishedAt: new Date(publishedAt ?? 0).toISOString() };
  const nonce = nonceOf(salt, line);
  if (isTombstone(change)) return { dataset, id, change, version, reason, legalBasis, sample, nonce };
  const told: Record<string, string> = {};
  for (const name of fields) told[name] = facts[name] ?? '';
  return { dataset, id, change, fields: told, version, reason, legalBasis, sample, nonce };
}

/** @returns the hash of a row: that of a leaf, over its canonical JSON */
export function publicLeaf(row: PublicRow): TreeHash {
  return leafHash(canonicalJson(row));
}

/**
 * @returns the SHA-256 that seals a release by what is public of it, hex
 * @example sha256('{"dataset":"wines","form":"yibo-public-root/1","hash":"…","position":3,"previous":"…","publishedAt":"…","root":"…","sample":false,"size":12}')
 */
export function publicSealOf(
  { dataset, sample, position, publishedAt, hash }: Sealable,
  { size, root, previous }: Pick<PublicSeal, 'size' | 'root' | 'previous'>,
): string {
  const sealed = canonicalJson({
    ...{ form: publicForm, position: position ?? 0, previous, dataset, sample, size, root, hash: hash ?? '' },
    publishedAt: new Date(publishedAt ?? 0).toISOString(),
  });
  return createHash('sha256').update(sealed).digest('hex');
}

const nonceBytes = 16;

function nonceOf(salt: string, line: number): string {
  return createHmac('sha256', salt).update(String(line)).digest().subarray(0, nonceBytes).toString('base64url');
}
