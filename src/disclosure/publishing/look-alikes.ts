import type { InForce, RecordStore } from '../../domain/disclosure/stores.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { lookAlikeKey } from '../../schemas/text-forms.js';
import type { Proposal } from './release-draft.js';

/** A new record that nobody could tell from one that is in force. */
export interface LookAlike {
  readonly line: number;
  readonly id: string;
  /** The id of the record in force. */
  readonly other: string;
}

type Records = Pick<RecordStore, 'get' | 'scan'>;

const recordsPerPage = 5_000;
/** A pattern that takes plain letters, digits and hyphens alone: no two such texts look alike. */
const plainPattern = /^(?:[A-Za-z0-9{}()|,+?*-]|\[[A-Za-z0-9-]+\]|\\d)+$/;

/** Whether ids of a dataset can look alike: where they are free texts, and no identifiers with characters of their own. */
export function mayLookAlike({ fields, id }: DatasetSchema): boolean {
  return fields.some(({ name, type, constraints, 'yibo:is': kind }) => {
    if (!id.includes(name) || type !== 'string' || kind !== undefined || constraints.enum) return false;
    return constraints.pattern === undefined || !plainPattern.test(constraints.pattern);
  });
}

/**
 * Looks whether new records are old ones in other characters: `东疆（北）库` where `东疆(北)库` is in force, or a name that was
 * published before names had one form. Only what is new is looked for, and only where ids are free texts.
 */
export class LookAlikes {
  private fresh: { readonly line: number; readonly id: string }[] = [];
  private readonly found: LookAlike[] = [];
  /** The records in force whose ids have another form than they are compared by; read once, when the first is needed. */
  private odd: Promise<ReadonlyMap<string, string>> | null = null;

  private constructor(
    private readonly dataset: string,
    private readonly records: Records,
  ) {}

  /** @returns null when there is nothing to look for */
  static of(dataset: DatasetSchema, records: Records | undefined): LookAlikes | null {
    return records && mayLookAlike(dataset) ? new LookAlikes(dataset.name, records) : null;
  }

  note({ line, id }: Pick<Proposal, 'line' | 'id'>, before: InForce | null): void {
    if (!before) this.fresh.push({ line, id });
  }

  /** Looks for what was noted since the last call. */
  async look(): Promise<void> {
    const { fresh } = this;
    if (fresh.length === 0) return;
    this.fresh = [];
    this.odd ??= this.readOdd();
    const odd = await this.odd;
    for (const { line, id } of fresh) {
      const key = lookAlikeKey(id);
      const other = odd.get(key) ?? (key === id ? undefined : (await this.records.get(this.dataset, key))?.id);
      if (other !== undefined && other !== id) this.found.push({ line, id, other });
    }
  }

  /** @param refused lines that are not taken */
  conclude(refused: { has(line: number): boolean }): readonly LookAlike[] {
    return this.found.filter(({ line }) => !refused.has(line));
  }

  private async readOdd(): Promise<ReadonlyMap<string, string>> {
    const odd = new Map<string, string>();
    const request = { dataset: this.dataset, limit: recordsPerPage, which: 'current' } as const;
    let page = await this.records.scan(request);
    for (; page.length > 0; ) {
      for (const { id } of page) if (lookAlikeKey(id) !== id) odd.set(lookAlikeKey(id), id);
      const last = page.at(-1);
      page = last ? await this.records.scan({ ...request, after: last }) : [];
    }
    return odd;
  }
}
