/** The real one: a test may put a clock of its own in its place. */
const { setTimeout } = globalThis;
const lookEveryMs = 5;

/**
 * Waits until something is so, as long as it takes: how fast the machine is decides nothing, and only the runner ends a
 * wait in a test that hangs.
 * @param look tells whether it is so; what it throws ends the wait
 * @returns what was seen at last
 * @example await until(() => existsSync(file))
 */
export async function until<Seen>(look: () => Seen | Promise<Seen>): Promise<Exclude<Seen, false | null | undefined>> {
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) return seen as Exclude<Seen, false | null | undefined>;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
