import type { Unanswered } from '../../domain/understanding/stores.js';
import type { Characters } from '../model/characters.js';
import { groupsOf } from './groups.js';

/** Messages that say about the same, the most frequent first. */
export interface Cluster {
  readonly times: number;
  readonly messages: readonly [Unanswered, ...Unanswered[]];
}

/** Puts messages together that share half of their words. @returns the largest first */
export function clusterOf(messages: readonly Unanswered[], characters: Characters): Cluster[] {
  const groups = groupsOf(
    messages.map(({ text }) => text),
    characters,
  );
  const clusters = new Map<number, [Unanswered, ...Unanswered[]]>();
  for (const [index, message] of messages.entries()) {
    const group = groups[index] ?? index;
    const cluster = clusters.get(group);
    if (cluster) cluster.push(message);
    else clusters.set(group, [message]);
  }
  return [...clusters.values()]
    .map((all) => ({ messages: all, times: all.reduce((sum, { times }) => sum + times, 0) }))
    .sort((a, b) => b.times - a.times);
}
