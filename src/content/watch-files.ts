import { type ChokidarOptions, watch } from 'chokidar';

/** What became of a change; `taken-back`: what was refused is gone, and the files are again those in force. */
export type ChangeOutcome = 'taken-up' | 'refused' | 'taken-back' | 'failed';

/** Files that are taken up together, and refused together. */
export interface Watched {
  readonly paths: readonly string[];
  readonly options?: ChokidarOptions;
  /** Reads them again. @returns whether something else is now in force @throws Error when they could not be made ready */
  readonly reload: () => Promise<boolean>;
  /** What is wrong with the files on disk; null when nothing is. */
  readonly problem: () => Error | null;
  /** What failed, such as for a full disk, is tried again after so long. */
  readonly retryMs?: number;
}

/** Several files are often saved together, and one in several steps. */
const settledMs = 100;

/**
 * Takes up changes as they are saved.
 * @returns a function that stops watching
 */
export function watchFiles(
  { paths, options = {}, reload, problem, retryMs = 60_000 }: Watched,
  tell: (outcome: ChangeOutcome, error?: unknown) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let told: Promise<boolean> | null = null;
  let wasRefused = problem() !== null;
  // Who began to watch knows, and the first reading only says it again.
  let knownAtFirst = problem()?.message ?? null;
  const readAgain = (): void => {
    timer = undefined;
    const reading = reload();
    // Changes that one reading takes up together are told of once.
    if (reading === told) return;
    told = reading;
    reading
      .then((isNew) => {
        if (isStopped) return;
        const refused = problem();
        const isKnown = refused !== null && refused.message === knownAtFirst;
        knownAtFirst = null;
        if (isKnown) return;
        if (refused) tell('refused', refused);
        else if (isNew) tell('taken-up');
        else if (wasRefused) tell('taken-back');
        wasRefused = refused !== null;
      })
      .catch((error: unknown) => {
        // What is broken off because the service stops is no failure.
        if (isStopped) return;
        tell('failed', error);
        timer ??= setTimeout(readAgain, retryMs).unref();
      });
  };
  const readSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(readAgain, settledMs);
  };
  const watcher = watch([...paths], { ignoreInitial: true, ...options });
  // What changed before the watch began is looked for once it has.
  watcher.on('all', readSoon).on('ready', readSoon);
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await watcher.close();
  };
}
