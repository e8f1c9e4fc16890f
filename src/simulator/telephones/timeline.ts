/** Something that is to happen later. */
export interface Due {
  /** It does not happen any more. */
  cancel(): void;
}

/** The time of an exchange: how long is spoken, listened, rung and talked. */
export interface Timeline {
  /** In ms since 1970. */
  now(): number;
  after(ms: number, act: () => Promise<void> | void): Due;
}

interface Entry {
  readonly at: number;
  readonly act: () => Promise<void> | void;
}

/**
 * Time that moves only when it is told to, from one thing that is due to the next: whatever takes half an hour on a telephone is over
 * at once, and comes out the same every time.
 * @example
 * const time = new ManualTimeline(Date.parse('2016-10-21T10:00:00+08:00'));
 * time.after(5_000, () => console.log('nobody pressed a key'));
 * await time.pass(5_000);
 */
export class ManualTimeline implements Timeline {
  private entries: Entry[] = [];
  private at: number;

  /** @param moved is told by how many ms time has moved, for a service's clock to follow */
  constructor(
    startsAt = 0,
    private readonly moved: (ms: number) => void = () => {},
  ) {
    this.at = startsAt;
  }

  now(): number {
    return this.at;
  }

  after(ms: number, act: Entry['act']): Due {
    const entry = { at: this.at + Math.max(0, Math.round(ms)), act };
    // What is due at the same moment happens in the order in which it was planned.
    const before = this.entries.findLastIndex(({ at }) => at <= entry.at);
    this.entries.splice(before + 1, 0, entry);
    return {
      cancel: () => {
        this.entries = this.entries.filter((one) => one !== entry);
      },
    };
  }

  /** Lets what is due next happen. @returns false when nothing is */
  async next(): Promise<boolean> {
    const entry = this.entries.shift();
    if (!entry) return false;
    this.move(entry.at);
    await entry.act();
    return true;
  }

  /** Lets so much time pass, with all that is due in it, in its order. */
  async pass(ms: number): Promise<void> {
    const until = this.at + ms;
    for (let due = this.entries[0]; due !== undefined && due.at <= until; due = this.entries[0]) await this.next();
    this.move(until);
  }

  private move(to: number): void {
    const ms = to - this.at;
    if (ms <= 0) return;
    this.at = to;
    this.moved(ms);
  }
}

/** Time as it is. */
export class RealTimeline implements Timeline {
  /** @param failed is told what went wrong in something that was due */
  constructor(private readonly failed: (error: unknown) => void) {}

  now(): number {
    return Date.now();
  }

  after(ms: number, act: Entry['act']): Due {
    const timer = setTimeout(async () => {
      try {
        await act();
      } catch (error) {
        this.failed(error);
      }
    }, ms);
    return { cancel: () => clearTimeout(timer) };
  }
}
