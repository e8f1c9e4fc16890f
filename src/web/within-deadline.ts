/**
 * Waits for work, but not for ever: who asked for its answer gives up at some time. The work itself goes on.
 * @example
 * await withinDeadline(turns.take(turn, encode), 4_500); // the answer, or null after 4.5 s
 * @returns null when it was not done in time
 * @throws whatever the work throws in time
 */
export async function withinDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, null);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
