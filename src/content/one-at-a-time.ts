/**
 * Keeps work from overlapping with itself. Whoever asks while it is being done is given the next time, which begins when this one
 * has ended; all who ask meanwhile share it, since it sees all that changed before it began.
 * @example
 * const reload = oneAtATime(() => readAll());
 * await Promise.all([reload(), reload(), reload()]); // reads twice
 */
export function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  function begin(): Promise<T> {
    next = null;
    current = work().finally(() => {
      current = null;
    });
    return current;
  }

  return () => {
    // The next one may have been promised, and not have begun, although none is under way.
    if (next !== null) return next;
    if (current === null) return begin();
    next = current.then(begin, begin);
    return next;
  };
}
