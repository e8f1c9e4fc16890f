import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatProblem } from '../authored/problem.js';
import { missingFor } from '../channels/wechaty/installed.js';
import { wechatySettings } from '../channels/wechaty/settings.js';
import { tryLoading } from '../channels/wechaty/try-loading.js';
import { contentDoubts } from '../content/doubts.js';
import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import { sqliteFile } from '../database/address.js';
import { examinerOf, inspectDatabase } from '../database/inspect.js';
import { audit } from '../disclosure/audit/audit.js';
import { brokenText } from '../disclosure/audit/broken-text.js';
import type { Content } from '../domain/content/content.js';
import type { Store } from '../domain/store.js';
import type { NotificationSettings } from '../notifications/settings.js';
import { freeBytes } from '../operations/doctor/free-bytes.js';
import { ask } from '../operations/doctor/reach.js';
import type { ChosenPuppet, GuardedPath, Reached, Settings, Subject } from '../operations/doctor/subject.js';
import { ConfigRefused, loadConfig } from '../service/config.js';
import { hasContent, packageFolder } from '../service/installation.js';
import { offered } from '../service/offered.js';
import { recordFacts } from '../service/record-facts.js';
import { settingsOf } from '../service/subject-inside.js';
import { openStore } from '../store/open.js';
import { dataFilesIn, datasetsIn } from './doctor-files.js';
import { notificationRoads } from './notification-roads.js';
import { rosterDoubts } from './roster-doubts.js';

/**
 * What there is to look at; nothing is looked at yet.
 * @param root the folder with `menus/`, `intents/` and `data/`, which may be missing
 */
export function subjectOf(env: NodeJS.ProcessEnv, root: string): Subject {
  const { settings, problems, notifications, stickerKeys } = read(env, root);
  const { databaseUrl, publicBaseUrl } = settings;
  const url = databaseUrl ?? '';
  const data = join(root, 'data');
  const content = once(() => loadContent(readContentFiles(root), offered));
  const pages = new Map<string, Promise<Reached>>();
  return {
    settings,
    settingsProblems: problems,
    isProduction: env.NODE_ENV === 'production',
    isContained: ['/.dockerenv', '/run/.containerenv'].some(existsSync),
    home: packageFolder(),
    root,
    variable: (name) => env[name] ?? '',
    nodeVersion: process.versions.node,
    now: Date.now,
    inspect: once(() => inspectDatabase(url)),
    findDamage: async () => (await examinerOf(url)).findDamage({ isThorough: true }),
    findAlterations: async () => (await examinerOf(url)).findAlterations(),
    audit: () => opened(url, auditOf),
    dataFiles: dataFilesIn(content, data, settings.loadsSamples),
    content: () => unlessWrong(content),
    rosterDoubts() {
      const read = unlessWrong(content);
      if (!read) return [];
      const files = readContentFiles(root);
      const ofStaff = contentDoubts(files).filter(({ file }) => file.startsWith('data/staff/'));
      return [...rosterDoubts(read, files, settings.clockStartsAt ?? Date.now()), ...ofStaff].map(formatProblem);
    },
    recordFacts: once(async () => {
      const datasets = datasetsIn(data);
      return datasets && opened(url, (store) => recordFacts(store, datasets, stickerKeys));
    }),
    presences: () => opened(url, (store) => store.seats.presences()),
    puppet: puppetIn(env),
    freeBytes,
    reach(path) {
      const asked = pages.get(path) ?? ask((publicBaseUrl ?? '') + path);
      pages.set(path, asked);
      return asked;
    },
    guardedPaths: guardedPaths(root, databaseUrl),
    notificationRoads: notificationRoads(notifications),
  };
}

/** What is read of the environment. */
interface Read {
  readonly settings: Settings;
  readonly problems: readonly string[];
  readonly notifications: NotificationSettings;
  readonly stickerKeys: string;
}

/** The settings as far as they can be read: one that is wrong hides nothing else. */
function read(env: NodeJS.ProcessEnv, root: string): Read {
  const missing = hasContent(root)
    ? []
    : [`${root} holds neither menus/ nor intents/ nor data/. Correct YIBO_CONTENT.`];
  const problems = configProblems(env);
  if (problems.length === 0) {
    const config = loadConfig(env);
    const { notifications, stickerKeys } = config;
    return { settings: settingsOf(config), problems: missing, notifications, stickerKeys };
  }
  // What production insists on can be read all the same.
  const anywhere = { ...env, NODE_ENV: '' };
  const unreadable = new Set<string>();
  const readable = () => Object.fromEntries(Object.entries(anywhere).filter(([name]) => !unreadable.has(name)));
  // A setting that is left out may leave one that belongs to it alone.
  for (let known = -1; known < unreadable.size; ) {
    known = unreadable.size;
    for (const said of configProblems(readable())) unreadable.add(said.split(' ', 1)[0] ?? '');
  }
  const isProduction = env.NODE_ENV === 'production';
  const config = loadConfig(readable());
  const settings = {
    ...settingsOf(config),
    ...(unreadable.has('PORT') && { port: null }),
    ...(unreadable.has('DATABASE_URL') && { databaseUrl: null }),
    ...(isProduction && { host: readable().HOST || null, loadsSamples: readable().YIBO_SAMPLE_DATA === 'on' }),
  };
  const { notifications, stickerKeys } = config;
  return { settings, problems: [...problems, ...missing], notifications, stickerKeys };
}

function configProblems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigRefused) return error.problems;
    throw error;
  }
}

/** Opens the database as the service does; where the inspection has found it in order, nothing is changed by that. */
async function opened<T>(databaseUrl: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(databaseUrl);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function auditOf({ publications: store, publicSeals: seals }: Store) {
  const { versions, broken } = await audit({ store, seals });
  return { versions, broken: broken && brokenText(broken) };
}

/** What is wrong with it is told by the check that reads the files. */
function unlessWrong(read: () => Content): Content | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function puppetIn(env: NodeJS.ProcessEnv): ChosenPuppet | null {
  const settings = wechatySettings(env);
  return (
    settings && {
      name: settings.puppet,
      missing: () => missingFor(settings, env),
      tryLoading: () => tryLoading(settings, packageFolder()),
    }
  );
}

function guardedPaths(root: string, databaseUrl: string | null): readonly GuardedPath[] {
  const secrets = { zh: '密钥和口令', en: 'secrets' };
  const persons = { zh: '个人信息', en: 'personal data' };
  const content = { zh: '内容', en: 'content' };
  const file = databaseUrl === null ? null : sqliteFileOf(databaseUrl);
  const backups = [join(file === null ? 'var' : dirname(file), 'backups')].flatMap(filesIn);
  const written = ['menus', 'intents', 'data']
    .map((part) => join(root, part))
    .flatMap((folder) => [folder, ...filesIn(folder)]);
  return [
    ...[...new Set([resolve('.env'), ...['.env', 'deploy/.env'].map((name) => join(packageFolder(), name))])].map(
      (path) => guarded(path, secrets, false),
    ),
    ...backups.map((path) => guarded(path, persons, false)),
    ...written.map((path) => guarded(path, content, true)),
  ];
}

function guarded(path: string, holds: GuardedPath['holds'], mayBeRead: boolean): GuardedPath {
  return { path, holds, mayBeRead };
}

/** Null for one on a server, and for an address that names no database: the check of the database says so. */
function sqliteFileOf(databaseUrl: string): string | null {
  try {
    return sqliteFile(databaseUrl);
  } catch {
    return null;
  }
}

/** @returns none for what is not there, is no folder, or is closed to this user, as it is to strangers then: other checks go on */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** @returns the same work, done once: what it gave, or threw, it gives or throws again */
function once<T>(work: () => T): () => T {
  let done: (() => T) | null = null;
  return () => {
    done ??= outcomeOf(work);
    return done();
  };
}

function outcomeOf<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
