import { factsOf } from '../domain/disclosure/facts.js';
import type { DisclosureRecord } from '../domain/disclosure/record.js';
import { isTombstone } from '../domain/disclosure/release.js';
import type { PublicationStore, RecordStore } from '../domain/disclosure/stores.js';
import { type Sticker, type StickerKind, stickerPlans, subjectOf } from '../domain/stickers/sticker.js';
import type { Stickers, Verdict } from '../domain/stickers/verdict.js';
import type { PublishedKeys } from './published-keys.js';
import { type Checked, checkSignature } from './signature.js';
import { readStickerText } from './sticker-text.js';

export interface JudgeParts {
  readonly records: Pick<RecordStore, 'get' | 'findByKey'>;
  readonly publications: Pick<PublicationStore, 'history'>;
  /** Asked each time: a key may be made or revoked meanwhile. */
  readonly keys: () => PublishedKeys;
  /** Our own site, as stickers name it. */
  readonly place: () => string;
  /** Whether a sticker was seen in too many places of late. */
  readonly isInManyPlaces: Stickers['isInManyPlaces'];
}

/** Says what a sticker is worth: first by its signature, then by the public record, then by where it was seen. */
export class StickerJudge implements Stickers {
  constructor(private readonly parts: JudgeParts) {}

  async judge(text: string): Promise<Verdict | null> {
    const read = readStickerText(text, this.parts.place());
    if (!read) return null;
    if (read.kind === 'number') return this.ofNumber(read.page, read.code);
    const checked = checkSignature(read, this.parts.keys(), this.parts.place());
    if (checked.kind === 'signed') return this.ofSigned(checked);
    return refusedAs(checked, read.kind === 'malformed' ? read.page : read.sticker.kind);
  }

  isInManyPlaces(on: StickerKind, code: string): Promise<boolean> {
    return this.parts.isInManyPlaces(on, code);
  }

  /** A number alone: whoever copies a sticker copies it, too. */
  private async ofNumber(on: StickerKind, code: string): Promise<Verdict> {
    const record = await this.recordOf(on, code);
    const known = { why: null, on, code, sticker: null, key: null, record, onRecordSince: null } as const;
    if (!record) return { ...known, kind: 'unknown' };
    if (isTombstone(record.change)) return { ...known, kind: 'withdrawn', why: endOf(record) };
    return { ...known, kind: (await this.isInManyPlaces(on, code)) ? 'too-many-places' : 'recorded' };
  }

  private async recordOf(on: StickerKind, code: string): Promise<DisclosureRecord | null> {
    const { records } = this.parts;
    const { dataset, codeField } = stickerPlans[on];
    if (on === 'wine') return records.get(dataset, code);
    const found = await records.findByKey(dataset, codeField, code, 2);
    return found.find(({ change }) => !isTombstone(change)) ?? found[0] ?? null;
  }

  private async ofSigned({ sticker, key }: Extract<Checked, { kind: 'signed' }>): Promise<Verdict> {
    const { kind: on, code } = sticker;
    const { dataset } = stickerPlans[on];
    const id = on === 'car' ? sticker.subject : code;
    const record = await this.parts.records.get(dataset, id);
    const onRecordSince = record && (await this.onRecordSince(sticker, dataset, id));
    const known = { why: null, on, code, sticker, key, record, onRecordSince } as const;
    const { revokedFrom } = key;
    if (revokedFrom !== null && (onRecordSince ?? Number.POSITIVE_INFINITY) >= Date.parse(revokedFrom))
      return { ...known, kind: 'key-revoked' };
    if (!record || onRecordSince === null) return { ...known, kind: 'unknown' };
    if (isTombstone(record.change)) return { ...known, kind: 'withdrawn', why: endOf(record) };
    const isOn = says(sticker, record.fields);
    if (!isOn && on === 'car') return { ...known, kind: 'withdrawn', why: 'replaced' };
    if (await this.isInManyPlaces(on, code)) return { ...known, kind: 'too-many-places' };
    return { ...known, kind: 'genuine', why: isOn ? null : 'corrected' };
  }

  /** @returns when a version was first public that says what the sticker says; null: never */
  private async onRecordSince(sticker: Sticker, dataset: string, id: string): Promise<number | null> {
    const history = await this.parts.publications.history(dataset, id);
    const first = history.find(
      ({ version, release }) => !isTombstone(version.change) && says(sticker, factsOf(release.columns, version.values)),
    );
    return first?.release.publishedAt ?? null;
  }
}

/** Whether a record holds what the sticker says. */
function says({ kind, code, subject }: Sticker, fields: Readonly<Record<string, string>>): boolean {
  return fields[stickerPlans[kind].codeField] === code && subjectOf(kind, fields) === subject;
}

function endOf({ change }: DisclosureRecord): 'withdrawn' | 'expired' {
  return change === 'expired' ? 'expired' : 'withdrawn';
}

/** @param page what its address says that it is on */
function refusedAs({ why, sticker }: Extract<Checked, { kind: 'refused' }>, page: StickerKind | null): Verdict {
  const known = { on: sticker?.kind ?? page, code: sticker?.code ?? '', sticker, key: null, record: null } as const;
  return { ...known, kind: 'wrong-signature', why, onRecordSince: null };
}
