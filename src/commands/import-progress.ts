import type { ImportProgress } from '../datasets/check-file.js';

/** Where progress is shown: a terminal gets a bar, a log gets a line every few seconds. */
export interface ProgressScreen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const barWidth = 30;
const barEveryMs = 100;
const lineEveryMs = 5_000;
const words = { check: 'checking', load: 'loading' } as const;

/** @returns `show` for every step of an import (most are not drawn), and `end`, which clears the bar */
export function importProgress(screen: ProgressScreen, now: () => number = () => performance.now()) {
  const everyMs = screen.isTTY ? barEveryMs : lineEveryMs;
  let drawnAt = now();
  let hasBar = false;
  return {
    show(progress: ImportProgress): void {
      if (now() - drawnAt < everyMs) return;
      drawnAt = now();
      const share = progress.totalBytes === 0 ? 1 : Math.min(1, progress.bytes / progress.totalBytes);
      const said = `${words[progress.phase]} ${Math.floor(share * 100)}% (${progress.rows} rows)`;
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
