/** An element's attributes, by their names as they stand. */
export type Attributes = Readonly<Record<string, string>>;

const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** What an element is to whoever reads a part: one of the part's own language, one to look inside, or one to pass over. */
type Role = 'own' | 'transparent' | 'foreign';

/**
 * Tells the elements of a part's own language (that of its root, whatever prefix it has there) from those that programs add in
 * languages of theirs. What is inside a foreign element is passed over with it, but for `mc:AlternateContent`: of what it
 * offers, `mc:Fallback` is for whoever knows none of the additions.
 * @example
 * <x:workbook xmlns:x="…/main"> <x:workbookPr date1904="1"/> <x15:workbookPr/> // the second is not the first again
 */
export class PartNames {
  private own: string | null = null;
  private scope: ReadonlyMap<string, string> = new Map();
  /** The scopes to go back to, each with the depth at which it was left. */
  private readonly outer: { readonly depth: number; readonly scope: ReadonlyMap<string, string> }[] = [];
  private depth = 0;
  /** At which depth a foreign element began; 0 outside. */
  private foreignSince = 0;

  /** @returns the element's local name; null when it is to be passed over */
  open(name: string, attributes: Attributes): string | null {
    this.depth++;
    this.declare(attributes);
    if (this.foreignSince > 0) return null;
    const colon = name.indexOf(':');
    const local = colon < 0 ? name : name.slice(colon + 1);
    const standing = this.roleOf(colon < 0 ? '' : name.slice(0, colon), local);
    if (standing === 'foreign') this.foreignSince = this.depth;
    return standing === 'own' ? local : null;
  }

  /** @returns the element's local name; null when its beginning was passed over */
  close(name: string): string | null {
    const isForeign = this.foreignSince > 0;
    if (this.foreignSince === this.depth) this.foreignSince = 0;
    const colon = name.indexOf(':');
    const local = colon < 0 ? name : name.slice(colon + 1);
    const isOwn = !isForeign && this.namespaceOf(colon < 0 ? '' : name.slice(0, colon)) === this.own;
    if (this.outer.at(-1)?.depth === this.depth) this.scope = this.outer.pop()?.scope ?? this.scope;
    this.depth--;
    return isOwn ? local : null;
  }

  /** Whether text here belongs to an element that is passed over. */
  get isForeign(): boolean {
    return this.foreignSince > 0;
  }

  /** @returns the namespace that a prefix stands for here; empty when none */
  namespaceOf(prefix: string): string {
    return this.scope.get(prefix) ?? '';
  }

  private roleOf(prefix: string, local: string): Role {
    const namespace = this.namespaceOf(prefix);
    this.own ??= namespace;
    if (namespace === this.own) return 'own';
    const isOffer = namespace === compatibility && (local === 'AlternateContent' || local === 'Fallback');
    return isOffer ? 'transparent' : 'foreign';
  }

  private declare(attributes: Attributes): void {
    let scope: Map<string, string> | null = null;
    for (const name in attributes) {
      if (!name.startsWith('xmlns')) continue;
      if (name.length > 5 && name.charAt(5) !== ':') continue;
      scope ??= new Map(this.scope);
      scope.set(name.slice(6), attributes[name] ?? '');
    }
    if (!scope) return;
    this.outer.push({ depth: this.depth, scope: this.scope });
    this.scope = scope;
  }
}
