import { setImmediate as breathe } from 'node:timers/promises';

/** So long one slice may take: whoever is served meanwhile waits for it. */
const sliceMs = 8;

/**
 * Does work that can be interrupted wherever it yields, and lets others work every few milliseconds.
 * @example await inSlices(loading(files, offered)); // 100 ms of work, of which nobody waits for more than a file's
 */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < sliceMs) continue;
    await breathe();
    since = performance.now();
  }
}

/** Does the same work in one go, where nobody else is served. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
