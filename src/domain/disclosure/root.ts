import { createHash } from 'node:crypto';

/** The root of a release that comes a page at a time: the SHA-256 over the hashes of its versions, in the order of their lines. */
export class RunningRoot {
  private readonly digest = createHash('sha256');

  add(versions: readonly { readonly hash: string }[]): void {
    this.digest.update(versions.map(({ hash }) => hash).join(''));
  }

  /** @returns the root, hex; nothing can be added afterwards */
  conclude(): string {
    return this.digest.digest('hex');
  }
}

/**
 * @returns the root of a release whose versions are all at hand; {@link RunningRoot} gives the same for one that comes in pages
 * @example rootOf([{ hash: 'a' }, { hash: 'b' }]) !== rootOf([{ hash: 'b' }, { hash: 'a' }]) // the order counts
 */
export function rootOf(versions: readonly { readonly hash: string }[]): string {
  const root = new RunningRoot();
  root.add(versions);
  return root.conclude();
}
