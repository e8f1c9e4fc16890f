/** Where progress is shown: a terminal gets a bar, a log gets a line every few seconds. */
export interface ProgressScreen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** How far long work is. */
export interface Progress {
  /** How much of the whole is done, from 0 to 1. */
  readonly share: number;
  readonly rows: number;
}

/** Before so much is done, nobody knows how long the rest takes. */
const fewestDone = 0.02;
const barWidth = 24;
const barEveryMs = 100;
const lineEveryMs = 5_000;

/**
 * Shows how long work goes on.
 * @param label such as `importing`
 * @param unit what is counted
 * @returns `show` for every step (most are not drawn), and `end`, which clears the bar
 */
export function progressLine(
  label: string,
  screen: ProgressScreen,
  now: () => number = () => performance.now(),
  unit = 'rows',
) {
  const startedAt = now();
  const everyMs = screen.isTTY ? barEveryMs : lineEveryMs;
  let drawnAt = startedAt;
  let hasBar = false;
  return {
    show(progress: Progress): void {
      if (now() - drawnAt < everyMs) return;
      drawnAt = now();
      const share = Math.min(1, Math.max(0, progress.share));
      const said = `${label} ${Math.floor(share * 100)}%  ${pace({ ...progress, share }, drawnAt - startedAt, unit)}`;
      if (!screen.isTTY) {
        screen.write(`${said}\n`);
        return;
      }
      const filled = Math.round(share * barWidth);
      screen.write(`\r[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${said}\u001b[K`);
      hasBar = true;
    },
    end(): void {
      if (hasBar) screen.write('\r\u001b[K');
      hasBar = false;
    },
  };
}

/** @returns `420,000 rows, 156,000 rows/s, 4 s left` */
function pace({ share, rows }: Progress, elapsedMs: number, unit: string): string {
  const count = (n: number) => Math.round(n).toLocaleString('en-US');
  const speed = `${count(rows)} ${unit}, ${count(rows / (elapsedMs / 1000))} ${unit}/s`;
  if (share < fewestDone) return speed;
  return `${speed}, ${timeLeft((elapsedMs / share) * (1 - share))} left`;
}

function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
