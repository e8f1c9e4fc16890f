import type { Inspection } from '../../domain/care/inspection.js';
import { type BackupHeader, BackupRefused } from './format.js';

/**
 * A backup is restored into the tables it was made from: other migrations mean other tables, or other meanings.
 * @throws BackupRefused when the database has rows, cannot be written to, or is of another version than the backup
 */
export function refuseTarget(file: string, header: BackupHeader, target: Inspection): void {
  const { place, misfit, isEmpty, readOnly, applied, pending } = target;
  if (misfit !== null) throw new BackupRefused('target-misfit', `${place}: ${misfit}`);
  if (!isEmpty) {
    const what = `the database at ${place} is not empty, and a restore replaces nothing`;
    throw new BackupRefused('target-not-empty', `${what}. ${newOne(target)}`);
  }
  if (readOnly !== null) throw new BackupRefused('target-misfit', `${place}: ${readOnly}`);
  const here = [...applied, ...pending];
  const newer = header.migrations.filter((name) => !here.includes(name));
  const older = here.filter((name) => !header.migrations.includes(name));
  if (newer.length > 0) {
    const what = `${file} was written by a newer Yibo, which has ${newer.join(', ')}`;
    throw new BackupRefused('backup-newer', `${what}. Update this one, then restore.`);
  }
  if (older.length > 0) {
    const what = `${file} was written by an older Yibo, before ${older.join(', ')}`;
    throw new BackupRefused(
      'backup-older',
      `${what}. Restore it with the version that wrote it, then start this version on that database: it is brought up to date.`,
    );
  }
}

/** On a server a database is made by whoever may, before it is named. */
function newOne({ file }: Inspection): string {
  return file === null
    ? "Make a new one on the server (CREATE DATABASE yibo_restored OWNER yibo ENCODING 'UTF8' TEMPLATE template0), name that in DATABASE_URL, and restore there."
    : 'Name a new one in DATABASE_URL, such as sqlite:var/restored.db, and restore there.';
}
