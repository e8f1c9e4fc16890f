import { statSync } from 'node:fs';
import { Unavailable } from '../../domain/care/unavailable.js';

/** The path of the database no longer leads to the file that is open: what is written now would be gone with the process. */
export class FileGone extends Unavailable {
  constructor(file: string) {
    super(
      `${file} is no longer the file that was opened: it was moved, removed or replaced, or its -wal was. Put it back as it was; after another was put there, restart.`,
    );
  }
}

/**
 * Looks whether the path of a database, and of the log beside it, still lead to the files that were opened. SQLite itself goes on writing to a
 * file that has been removed, and everything would be acknowledged and lost. Both looks together take some 4 µs.
 */
export class FileInPlace {
  private readonly opened: string | null;
  private log: string | null = null;

  /** @param file open already */
  constructor(private readonly file: string) {
    this.opened = identityOf(file);
  }

  /** @throws FileGone */
  check(): void {
    const log = identityOf(`${this.file}-wal`);
    // SQLite makes it with the first statement, and keeps it for as long as anybody has the database open.
    this.log ??= log;
    if (this.log !== log || identityOf(this.file) !== this.opened) throw new FileGone(this.file);
  }
}

/** @returns null where there is none, or it cannot be looked at */
function identityOf(path: string): string | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? `${stats.dev} ${stats.ino}` : null;
  } catch {
    return null;
  }
}
