import type { Hashes } from './origin.js';

/** What a new version of Yibo means for one file of a bureau's own content. */
export type Kind =
  /** Changed in Yibo, and not here: it can be taken up. */
  | 'changed'
  /** New in Yibo, and not here. */
  | 'added'
  /** No longer among Yibo's menus and intents, and not changed here: it can go. */
  | 'removed'
  /** Changed on both sides, or added on both: somebody has to bring them together. */
  | 'both'
  /** Changed in Yibo, and removed here. */
  | 'removed-here'
  /** No longer in Yibo, and changed here, or data: what is public rests on its schema. */
  | 'left';

export interface Difference {
  readonly path: string;
  readonly kind: Kind;
}

/** Which of them are taken up unasked: nothing of the bureau's is in these files. */
export const safe: ReadonlySet<Kind> = new Set<Kind>(['changed', 'added', 'removed']);

/**
 * Compares three states of the content, file by file; what the bureau changed and Yibo did not is nobody's business.
 * @param from what the bureau's folder came from
 * @param here what is in it now
 * @param now what the version of Yibo that runs has
 * @example compare({ a: '1' }, { a: '1' }, { a: '2' }) // [{ path: 'a', kind: 'changed' }]
 */
export function compare(from: Hashes, here: Hashes, now: Hashes): readonly Difference[] {
  const paths = [...new Set([...Object.keys(from), ...Object.keys(now)])].sort();
  return paths.flatMap((path) => {
    const kind = kindOf(from[path], here[path], now[path]);
    if (kind === null) return [];
    return [{ path, kind: kind === 'removed' && path.startsWith('data/') ? 'left' : kind }];
  });
}

function kindOf(from: string | undefined, here: string | undefined, now: string | undefined): Kind | null {
  if (from === now || here === now) return null;
  if (now === undefined) return here === from ? 'removed' : 'left';
  if (here === undefined) return from === undefined ? 'added' : 'removed-here';
  return here === from ? 'changed' : 'both';
}
