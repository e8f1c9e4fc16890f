import { statSync } from 'node:fs';
import { momentText } from '../../moment-text.js';
import { found, good, type Problem, problem, wordsOf } from '../finding.js';
import { bytesText } from '../sizes.js';
import { type Check, settingsUnknown } from '../subject.js';
import { isInternal } from './hosts.js';
import { onDatabase } from './records.js';

export const database: Check = {
  name: 'database',
  async look({ settings: { databaseUrl }, inspect }) {
    if (databaseUrl === null) return settingsUnknown;
    const inspected = await inspect().catch((error: unknown) => unreadable(wordsOf(error)));
    if ('code' in inspected) return found([inspected]);
    const { place, exists, bytes, readOnly, file } = inspected;
    if (!exists) return found([problem('database-not-made', {}, { where: place })]);
    if (readOnly !== null)
      return found([problem('database-only-read', { said: readOnly.replace(/\.$/, '') }, { where: place })]);
    const problems = [...(file === null ? onServer(databaseUrl) : readableByOthers(file))];
    const asItShould = good(`${place}, ${bytesText(bytes)}`);
    return found(problems, asItShould, asItShould);
  },
};

export const migrations: Check = {
  name: 'migrations',
  look: (subject) =>
    onDatabase(subject, ({ place, applied, pending, misfit, migratedAt }) => {
      if (misfit !== null)
        return found([problem('database-misfit', { said: misfit.replace(/\.$/, '') }, { where: place })]);
      if (pending.length === 0) {
        const last = `${applied.at(-1)}`;
        const since = migratedAt === null ? '' : ` (${momentText(migratedAt)})`;
        return good(`到最新：${last}${since}`, `up to date: ${last}${since}`);
      }
      if (applied.length === 0) return found([problem('migrations-none', {})]);
      return found([problem('migrations-pending', { names: pending.join(', ') })]);
    }),
};

function unreadable(said: string): Problem {
  if (/SQLITE_(NOTADB|CORRUPT)/.test(said)) return problem('database-unreadable', { said });
  if (/SQLITE_CANTOPEN|\bE(?:ACCES|PERM)\b/.test(said)) return problem('database-not-opened', { said });
  return problem('database-unavailable', { said: said.replace(/\.$/, '') });
}

/** The database's own file, and what SQLite writes beside it. */
function readableByOthers(file: string): readonly Problem[] {
  if (process.platform === 'win32') return [];
  const open = [file, `${file}-wal`, `${file}-shm`].filter(
    (path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o004) !== 0,
  );
  return open.map((path) => problem('database-readable-by-others', { path }, { where: path }));
}

const examplePasswords = [
  'postgres',
  'password',
  'secret',
  'changeme',
  'change-me',
  'yibo',
  '123456',
  '12345678',
  'admin',
];

function onServer(databaseUrl: string): readonly Problem[] {
  if (!URL.canParse(databaseUrl)) return [];
  const { hostname, username, password, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  const where = 'DATABASE_URL';
  const problems: Problem[] = [];
  // A name without a dot is one of a container or of the house.
  const isNear = host === '' || host.startsWith('/') || !/[.:]/.test(host) || isInternal(host);
  const isEncrypted = /^(require|verify-ca|verify-full)$/.test(searchParams.get('sslmode') ?? '');
  if (!isNear && !isEncrypted) problems.push(problem('database-in-the-open', { host }, { where }));
  const word = decodeURIComponent(password).toLowerCase();
  const isGuessable = word !== '' && (word === username.toLowerCase() || examplePasswords.includes(word));
  if (isGuessable) problems.push(problem('database-password-guessable', {}, { where }));
  return problems;
}
