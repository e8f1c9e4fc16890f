import type { DisclosureRecord } from '../../domain/disclosure/record.js';

/** What every answer about the public record says of its version. */
export function versionOf({
  position,
  hash,
  publishedAt,
}: Pick<DisclosureRecord, 'position' | 'hash' | 'publishedAt'>) {
  return { position, hash, publishedAt: new Date(publishedAt).toISOString() };
}
