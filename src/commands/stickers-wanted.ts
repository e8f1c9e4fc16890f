import { suggestion } from '../authored/problem.js';
import type { DisclosureRecord } from '../domain/disclosure/record.js';
import { isTombstone } from '../domain/disclosure/release.js';
import { normaliseIdentifier } from '../domain/identifiers/identifiers.js';
import type { Store } from '../domain/store.js';
import { issueSticker, stickerKindOf } from '../stickers/issue.js';
import type { SigningKey } from '../stickers/key-folder.js';
import type { PrintedSticker } from '../stickers/sheet.js';
import { UsageError } from './with-store.js';

interface Source {
  readonly store: Store;
  readonly base: string;
  readonly key: SigningKey;
}

/** Which stickers are to be made. */
export type StickersNamed = Source &
  ({ readonly codes: readonly string[] } | { readonly release: number } | { readonly dataset: string });

/** Stickers as they are signed, and how many there will be at the most. */
export interface StickersWanted {
  readonly stickers: AsyncIterable<PrintedSticker>;
  readonly total: number;
}

const perPage = 500;
/** Among so many records it is looked for what a code may have been meant to be. */
const lookedAt = 20_000;

/** @returns what is wanted, or in words why it cannot be had: nothing is made then */
export async function stickersWanted(named: StickersNamed): Promise<StickersWanted | string> {
  const { store } = named;
  if ('codes' in named) return ofCodes(named);
  if ('dataset' in named) {
    const kind = stickerKindOf(named.dataset);
    if (!kind) throw new UsageError(`--all "${named.dataset}" has no stickers. Say vehicles or wines.`);
    return { stickers: signed(inForce(store, named.dataset), named), total: await store.records.count(named.dataset) };
  }
  const release = await store.publications.get(named.release);
  if (release?.state !== 'published')
    return `yibo qr: there is no published release ${named.release}. See yibo releases.\n`;
  if (!stickerKindOf(release.dataset))
    return `yibo qr: release ${named.release} is of ${release.dataset}, which has no stickers.\n`;
  return { stickers: signed(ofRelease(store, named.release, release.dataset), named), total: release.versions };
}

async function ofCodes({
  codes,
  ...source
}: Source & { readonly codes: readonly string[] }): Promise<StickersWanted | string> {
  const found: DisclosureRecord[] = [];
  const problems: string[] = [];
  for (const code of codes) {
    const record = await recordNamed(source.store, normaliseIdentifier(code));
    if (!record) problems.push(`yibo qr: nothing public has the code "${code}".${await meant(source.store, code)}\n`);
    else if (isTombstone(record.change)) problems.push(`yibo qr: "${code}" is no longer public: it gets no sticker.\n`);
    else found.push(record);
  }
  return problems.length > 0 ? problems.join('') : { stickers: signed(found, source), total: found.length };
}

async function recordNamed({ records }: Store, code: string): Promise<DisclosureRecord | null> {
  const ofCar = code.length === 17 ? await records.get('vehicles', code) : null;
  const ofSticker = ofCar ? [] : await records.findByKey('vehicles', 'sticker_code', code, 2);
  return (
    ofCar ??
    ofSticker.find(({ change }) => !isTombstone(change)) ??
    (await records.get('wines', code)) ??
    ofSticker[0] ??
    null
  );
}

async function meant(store: Store, code: string): Promise<string> {
  const known: string[] = [];
  for (const dataset of ['vehicles', 'wines'])
    for await (const record of inForce(store, dataset)) {
      known.push(record.id, record.fields.sticker_code ?? record.id);
      if (known.length > lookedAt) break;
    }
  const hint = suggestion(normaliseIdentifier(code), known);
  return hint.includes('Known are') ? ' Compare it with the record.' : hint;
}

async function* signed(records: Iterable<DisclosureRecord> | AsyncIterable<DisclosureRecord>, { base, key }: Source) {
  for await (const record of records) {
    const sticker = issueSticker(record, base, key);
    if (sticker) yield sticker;
  }
}

async function* inForce({ records }: Store, dataset: string): AsyncGenerator<DisclosureRecord> {
  for (let after: { position: number; line: number } | undefined; ; ) {
    const page = await records.scan({ dataset, limit: perPage, which: 'current', ...(after && { after }) });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < perPage) return;
    after = { position: last.position, line: last.line };
  }
}

/** What was corrected or withdrawn since is left out: its sticker would not say what the record says. */
async function* ofRelease({ publications, records }: Store, release: number, dataset: string) {
  for (let after = 0; ; ) {
    const page = await publications.versionsOf(release, after, perPage);
    for (const { id, hash } of page) {
      const record = await records.get(dataset, id);
      if (record?.hash === hash && !isTombstone(record.change)) yield record;
    }
    const last = page.at(-1);
    if (!last || page.length < perPage) return;
    after = last.line;
  }
}
