import {
  isTombstone,
  type RecordKey,
  type ReleaseBody,
  type ReleasePlan,
  versionHash,
} from '../../domain/disclosure/release.js';
import { RunningRoot } from '../../domain/disclosure/root.js';
import type { InForce, PublicationStore, StagedVersion } from '../../domain/disclosure/stores.js';
import { sameFacts } from './same-facts.js';
import { Superseded } from './superseded.js';

/** What a record is to say, before it is known what it says now. */
export interface Proposal {
  readonly id: string;
  readonly line: number;
  /** A JSON array of texts in the order of the plan's columns. */
  readonly values: string;
  readonly raw: string | null;
  readonly keys: readonly RecordKey[];
}

/** What became of the proposals so far. */
export interface DraftCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** A proposal that was not taken: its record was withdrawn or has expired, or it says what a correction by name replaced. */
export interface NotTaken {
  readonly line: number;
  readonly why: 'withdrawn' | 'expired' | 'superseded';
}

/** Told of a proposal that becomes a version, with the one that it replaces; only where something was public before. */
export type OnFresh = (proposal: Proposal, before: InForce | null) => void;

/** How many batches may be on their way to the database. */
const maxStaging = 64;

/** A release that is being written: each proposal is compared with what is in force, and only what is new is kept. */
export class ReleaseDraft {
  private readonly counts = { added: 0, changed: 0, unchanged: 0 };
  private readonly root = new RunningRoot();
  private isCountStale = false;
  private readonly staging: Promise<void>[] = [];
  private readonly superseded: Superseded | null;

  private constructor(
    private readonly plan: ReleasePlan,
    /** What the proposals are compared with; null while nothing of the dataset is public. */
    private readonly known: PublicationStore | null,
    /** Where new versions go; null when they are only judged. */
    private readonly kept: { readonly store: PublicationStore; readonly no: number } | null,
    private readonly onFresh: OnFresh | null,
  ) {
    this.superseded = known && new Superseded(known, plan);
  }

  /** Begins to write a release; needs the store's lock. */
  static async begin(store: PublicationStore, plan: ReleasePlan, onFresh: OnFresh | null): Promise<ReleaseDraft> {
    const known = await whereKnown(store, plan.dataset);
    return new ReleaseDraft(plan, known, { store, no: await store.begin(plan) }, onFresh);
  }

  /** Begins to judge proposals, and writes nothing. */
  static async judge(
    store: PublicationStore | null,
    plan: ReleasePlan,
    onFresh: OnFresh | null,
  ): Promise<ReleaseDraft> {
    return new ReleaseDraft(plan, store && (await whereKnown(store, plan.dataset)), null, onFresh);
  }

  /**
   * Takes some proposals; call it again only when it is done. The database may still be writing them then, while the next
   * are made ready: a failure shows at the next call.
   * @returns those that were not taken
   */
  async add(proposals: readonly Proposal[]): Promise<readonly NotTaken[]> {
    const ids = proposals.map(({ id }) => id);
    const known = await this.known?.inForce(this.plan.dataset, ids);
    const notTaken: NotTaken[] = [];
    const versions: StagedVersion[] = [];
    let unchanged = 0;
    for (const proposal of proposals) {
      const before = known?.get(proposal.id) ?? null;
      if (before && isTombstone(before.change)) {
        notTaken.push({ line: proposal.line, why: before.change === 'expired' ? 'expired' : 'withdrawn' });
      } else if (before && sameFacts(before, this.plan, proposal.values)) unchanged++;
      else if (before?.change === 'corrected' && (await this.superseded?.has(before, proposal.values))) {
        notTaken.push({ line: proposal.line, why: 'superseded' });
      } else {
        versions.push(this.versionOf(proposal, before));
        if (known) this.onFresh?.(proposal, before);
      }
    }
    this.counts.unchanged += unchanged;
    this.count(versions);
    if (this.staging.length >= maxStaging) await this.staging.shift();
    const staged = this.stage(versions);
    staged.catch(() => {});
    this.staging.push(staged);
    return notTaken;
  }

  /** Takes lines out again that were found wanting later; lines that are not in it do no harm. */
  async remove(lines: readonly number[]): Promise<void> {
    if (!this.kept || lines.length === 0) return;
    await Promise.all(this.staging);
    await this.kept.store.unstage(this.kept.no, lines);
    this.isCountStale = true;
  }

  /** Whether the database has met an id twice. */
  async hasRepeats(): Promise<boolean> {
    await Promise.all(this.staging);
    return this.isCountStale;
  }

  get summary(): DraftCounts {
    return { ...this.counts };
  }

  /**
   * @returns its number and what it turned out to hold; null when that is nothing new, and then nothing is left of it. It
   * is loading still.
   */
  async conclude(sha256: string): Promise<{ readonly no: number; readonly body: ReleaseBody } | null> {
    if (!this.kept) return null;
    await Promise.all(this.staging);
    const { store, no } = this.kept;
    const root = this.isCountStale ? await this.recount(store, no) : this.root.conclude();
    const versions = this.counts.added + this.counts.changed;
    if (versions === 0) {
      await store.discard(no);
      return null;
    }
    return { no, body: { sha256, versions, growth: this.counts.added, root } };
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.staging);
    await this.kept?.store.discard(this.kept.no);
  }

  /** Not `async`, which would keep the versions in memory until they are written. */
  private stage(versions: readonly StagedVersion[]): Promise<void> {
    if (!this.kept || versions.length === 0) return Promise.resolve();
    return this.kept.store.stage(this.kept.no, versions).then((repeated) => {
      if (repeated.length > 0) this.isCountStale = true;
    });
  }

  private versionOf({ id, line, values, raw, keys }: Proposal, before: InForce | null): StagedVersion {
    const change = before ? 'corrected' : 'published';
    const previous = before?.hash ?? null;
    const hash = versionHash(this.plan.dataset, { id, change, line, values, raw, previous, keys });
    return { id, change, line, values, raw, previous, hash, keys };
  }

  private count(versions: readonly StagedVersion[]): void {
    const firsts = versions.reduce((sum, { previous }) => sum + (previous === null ? 1 : 0), 0);
    this.counts.added += firsts;
    this.counts.changed += versions.length - firsts;
    this.root.add(versions);
  }

  /** Counts what is really there, once something was not taken or was taken out. @returns the hash over its versions */
  private async recount(store: PublicationStore, no: number): Promise<string> {
    const root = new RunningRoot();
    this.counts.added = 0;
    this.counts.changed = 0;
    for (let line = -1; ; ) {
      const versions = await store.versionsOf(no, line, 5000);
      const last = versions.at(-1);
      if (!last) return root.conclude();
      root.add(versions);
      for (const { previous } of versions) {
        if (previous === null) this.counts.added++;
        else this.counts.changed++;
      }
      line = last.line;
    }
  }
}

async function whereKnown(store: PublicationStore, dataset: string): Promise<PublicationStore | null> {
  const published = await store.list({ dataset, state: 'published', limit: 1 });
  return published.length > 0 ? store : null;
}
