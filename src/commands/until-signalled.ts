type Stop = (signal: NodeJS.Signals) => Promise<void>;

// Not SIGHUP: listening for it would undo `nohup`.
const signals = ['SIGTERM', 'SIGINT'] as const;
/** Supervisors kill after ten seconds; what has not stopped by then never will. */
const atMostMs = 9_500;
/** npm hands on the signal that the terminal has sent already: only what comes later is somebody who is impatient. */
const echoMs = 1_000;

/**
 * Listens for the signals that end a process, from now on.
 * @returns to be told, once there is something to stop, how that is done. A signal that came before ends the process at once, as
 * `kill -9` may at any time; a second one ends it without waiting. Exit 0: stopped as it should be, 1: not.
 */
export function untilSignalled(): (stop: Stop) => void {
  let stop: Stop | null = null;
  let signalledAt: number | null = null;

  function signalled(signal: NodeJS.Signals): void {
    if (stop === null) process.exit(0);
    if (signalledAt !== null) {
      if (performance.now() - signalledAt > echoMs) process.exit(1);
      return;
    }
    signalledAt = performance.now();
    setTimeout(() => process.exit(1), atMostMs).unref();
    stop(signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  }

  for (const signal of signals) process.on(signal, signalled);
  return (given) => {
    stop = given;
  };
}
