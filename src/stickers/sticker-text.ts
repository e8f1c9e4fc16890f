import { type Sticker, type StickerKind, stickerPlans } from '../domain/stickers/sticker.js';

/** The version of the format: the second part of what is signed, and of the code. Another format has another one. */
const version = '1';

const kinds: ReadonlyMap<string, StickerKind> = new Map(
  Object.entries(stickerPlans).map(([kind, { page }]) => [page, kind as StickerKind]),
);
const address = /^(?:HTTPS?:\/\/)?([^/?#\s]+(?:\/[^/?#\s]+)*)\/([VW])\/([^/?#]+)\/?(?:[?#].*)?$/;
const number = /^[0-9A-Z]{6,20}$/;
/** The code, the version, the key, the subject, the signature. */
const partsOfCode = 5;
const isCode = /^[0-9A-Z]{6,20}(?:\.[0-9A-Z]+){4}$/;
/** What stickers are written in. Capitals are made of no other: ı would become I, and ß SS, which are other sites. */
const isAscii = /^[!-~]*$/;
/** Longer than any sticker: nobody reads on. */
const longest = 2_000;

/** A text that is, or says it is, on one of our stickers. */
export type StickerText =
  /** It has a signature, which is not looked at here. */
  | { readonly kind: 'signed'; readonly sticker: Sticker; readonly signature: string }
  /** It is an address or a code of a sticker without a signature: what is printed beside it says no more. */
  | { readonly kind: 'number'; readonly page: StickerKind; readonly code: string }
  /** It begins like one of ours and does not go on like one. */
  | { readonly kind: 'malformed'; readonly page: StickerKind | null };

/**
 * What is signed, in ASCII: the format, what the sticker is on, the site, the code, the VIN or the day of bottling, the key. None of them
 * holds a `|`.
 * @example 'yibo-sticker/1|car|HOTLINE.EXAMPLE|221865233729|JTEBU5JR6G5003291|K7QF3D'
 */
export function signedText({ kind, place, code, subject, keyId }: Sticker): string {
  return [`yibo-sticker/${version}`, kind, place, code, subject, keyId].join('|');
}

/**
 * @param scheme `https`, or `http` where there is no encryption
 * @param signature 103 characters of base32
 * @returns the whole content of the QR code, in capitals, which makes it small
 * @example 'HTTPS://HOTLINE.EXAMPLE/V/221865233729.1.K7QF3D.JTEBU5JR6G5003291.…'
 */
export function stickerAddress(scheme: string, sticker: Sticker, signature: string): string {
  return `${scheme.toUpperCase()}://${sticker.place}/${stickerPlans[sticker.kind].page}/${codeOf(sticker, signature)}`;
}

/** What stands behind `/V/`. */
function codeOf({ code, keyId, subject }: Sticker, signature: string): string {
  return [code, version, keyId, subject, signature].join('.');
}

/** @example placeOf('https://hotline.example') // 'HOTLINE.EXAMPLE' */
export function placeOf(publicBaseUrl: string): string {
  return publicBaseUrl.replace(/^\w+:\/\//, '').toUpperCase();
}

/**
 * Reads what was scanned, pasted or typed; case and spaces do not matter.
 * @param place our own site: a code without an address is of it, and what is wrong on another's is none of ours
 * @returns null for a text that has nothing to do with stickers; one with letters that no sticker has is malformed at best
 */
export function readStickerText(text: string, place: string): StickerText | null {
  if (text.length > longest) return null;
  const written = withoutSpaces(text);
  const folded = written.toUpperCase();
  const [, site, page = '', coded] = address.exec(folded) ?? [];
  if (!isAscii.test(written)) {
    const isLikeOurs = isCode.test(coded ?? folded);
    return isLikeOurs ? { kind: 'malformed', page: kinds.get(page) ?? null } : null;
  }
  if (site !== undefined && coded !== undefined) return readCode(coded, site, kinds.get(page) ?? null, site === place);
  return isCode.test(folded) ? readCode(folded, place, null, true) : null;
}

/**
 * Whether an address that somebody typed, or a path without a site, is of a place: case and spaces do not matter.
 * @param before what stands before `/V/` or `/W/`
 * @example isOf('https://hotline.example', 'HOTLINE.EXAMPLE') // true
 */
export function isOf(before: string, place: string): boolean {
  const site = withoutSpaces(before);
  return site === '' || (isAscii.test(site) && site.toUpperCase().replace(/^HTTPS?:\/\//, '') === place);
}

function withoutSpaces(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}

function readCode(coded: string, place: string, page: StickerKind | null, isOurSite: boolean): StickerText | null {
  const parts = coded.split('.');
  const [code = '', format, keyId = '', subject = '', signature = ''] = parts;
  const isNumber = number.test(code);
  if (page !== null && isNumber && format === undefined) return { kind: 'number', page, code };
  if (parts.length < partsOfCode && !isOurSite) return null;
  const kind = page ?? (stickerPlans.car.subject.test(subject) ? 'car' : 'wine');
  const isWhole =
    isNumber && format === version && parts.length === partsOfCode && stickerPlans[kind].subject.test(subject);
  return isWhole
    ? { kind: 'signed', sticker: { kind, place, code, subject, keyId }, signature }
    : { kind: 'malformed', page };
}
