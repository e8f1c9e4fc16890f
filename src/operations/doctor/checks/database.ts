import { statSync } from 'node:fs';
import type { Inspection } from '../../../domain/care/inspection.js';
import { momentText } from '../../moment-text.js';
import { type Finding, failure, good, skipped, warning, wordsOf } from '../finding.js';
import { bytesText } from '../sizes.js';
import type { Check, Subject } from '../subject.js';

const backToBackup = 'Restore the newest backup into a new database: docs/operations.md says how.';

export const database: Check = {
  name: 'database',
  async look(subject) {
    if (!subject.settings) return skipped('not known while the settings are wrong');
    const found = await subject.inspect().catch((error: unknown) => unreadable(error));
    if ('mark' in found) return found;
    const { place, exists, bytes, readOnly } = found;
    if (!exists) {
      return warning(
        `there is none at ${place} yet: the first start makes it. Did you expect one? Look at DATABASE_URL.`,
      );
    }
    if (readOnly !== null) return failure(`${place}: ${readOnly}`);
    if (subject.isProduction && found.file !== null && othersMayRead(found.file)) {
      return warning(`others on this machine can read ${found.file}, which holds personal data. chmod 600 it.`);
    }
    return good(`${place}, ${bytesText(bytes)}`);
  },
};

export const migrations: Check = {
  name: 'migrations',
  look: (subject) =>
    onDatabase(subject, ({ place, applied, pending, misfit }) => {
      if (misfit !== null) return failure(`${place}: ${misfit}`);
      if (pending.length === 0) return good(`up to date: ${applied.at(-1)}`);
      if (applied.length === 0) return warning('none has been applied yet: the next start makes the tables.');
      return warning(`${pending.join(', ')} will be applied by the next start. Make a backup before it.`);
    }),
};

export const integrity: Check = {
  name: 'integrity',
  look: (subject) =>
    onDatabase(subject, async () => {
      const damage = await subject.findDamage().catch((error: unknown) => [wordsOf(error)]);
      if (damage === null) return skipped('the server sees to that');
      if (damage.length === 0) return good('every page reads as it should');
      return failure(`the file is damaged: ${damage.join('; ')}. ${backToBackup}`);
    }),
};

export const imports: Check = {
  name: 'imports',
  look: (subject) =>
    onDatabase(subject, ({ loading }) => {
      if (loading.length === 0) return good('none was broken off');
      const which = loading.map(
        ({ no, dataset, file, madeAt }) =>
          `release ${no} (${dataset}, ${file || 'no file'}) has been loading since ${momentText(madeAt)}`,
      );
      const next =
        'If no import is running, it was broken off: nothing of it is public, and the next import clears it away.';
      return warning(...which.map((said) => `${said}. ${next}`));
    }),
};

export const folders: Check = {
  name: 'folders',
  look: (subject) =>
    onDatabase(subject, async ({ applied, pending, misfit, readOnly }) => {
      if (misfit !== null || pending.length > 0 || applied.length === 0) return skipped('not before the next start');
      if (readOnly !== null) return skipped('this user may not write to the database');
      const found = await subject.findWithoutFolder();
      if (found === null) return skipped('not known while the datasets are wrong');
      return found.length > 0 ? warning(...found) : good('every dataset that is public has one');
    }),
};

async function onDatabase(subject: Subject, look: (found: Inspection) => Finding | Promise<Finding>): Promise<Finding> {
  if (!subject.settings) return skipped('not known while the settings are wrong');
  const found = await subject.inspect().catch(() => null);
  if (!found) return skipped('the database cannot be read');
  return found.exists ? look(found) : skipped('there is no database yet');
}

function unreadable(error: unknown): Finding {
  const said = wordsOf(error);
  if (/SQLITE_(NOTADB|CORRUPT)/.test(said))
    return failure(`the file is damaged, or no database: ${said}. ${backToBackup}`);
  if (/SQLITE_CANTOPEN/.test(said))
    return failure(`it cannot be opened: ${said}. Look at DATABASE_URL, and at who owns it.`);
  return failure(said);
}

function othersMayRead(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o004) !== 0;
}
