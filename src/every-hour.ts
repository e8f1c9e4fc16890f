const firstAfterMs = 5_000;
const everyMs = 3_600_000;

/**
 * Does a duty soon after the start, when callers have been let in, and then every hour; never twice at once.
 * @param duty asks `isStopped` between its steps; what it throws is its own affair, and must not be
 * @returns a function that stops it, after the step that is under way
 */
export function everyHour(duty: (isStopped: () => boolean) => Promise<void>): () => Promise<void> {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, firstAfterMs).unref();
  function begin(): void {
    underWay = duty(() => isStopped).finally(() => {
      if (!isStopped) timer = setTimeout(begin, everyMs).unref();
    });
  }
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await underWay;
  };
}
