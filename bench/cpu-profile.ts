/** Where a function stands in a profile. */
export interface CallFrame {
  readonly functionName: string;
  /** `file:///…`, `node:…`, or empty for what is built into V8. */
  readonly url: string;
  /** Counted from 0. */
  readonly lineNumber: number;
}

/** A `.cpuprofile` as V8 writes it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** In microseconds of the clock that `process.hrtime` reads, too. */
  readonly startTime: number;
  /** Which node was found running, again and again. */
  readonly samples: readonly number[];
  /** How long before each sample the one before it was taken, in microseconds. */
  readonly timeDeltas: readonly number[];
}

/** A function with those that called it, the nearest first. */
export type Stack = readonly CallFrame[];

/** A part of the time that the profile covers, in microseconds of `process.hrtime`. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Adds up how long each stack's top function itself ran within a part of the time.
 * @returns pairs of a stack and its microseconds
 * @throws Error when the profile has nothing of that time
 */
export function selfTimes(profile: CpuProfile, { from, to }: Window): readonly (readonly [Stack, number])[] {
  const micros = new Map<number, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index] ?? 0;
    // A sample stands for the time until the next one.
    const length = profile.timeDeltas[index + 1] ?? 0;
    if (at >= from && at < to) micros.set(id, (micros.get(id) ?? 0) + length);
  });
  if (micros.size === 0) throw new Error('the profile has no sample of the time under load');
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const stackOf = (id: number): Stack => {
    const frames: CallFrame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = nodes.get(at);
      if (node) frames.push(node.callFrame);
    }
    return frames;
  };
  return [...micros].map(([id, time]) => [stackOf(id), time] as const);
}
