import { freeBytes } from '../operations/doctor/free-bytes.js';
import type { Settings, Subject } from '../operations/doctor/subject.js';
import type { Config } from './config.js';
import type { Inside } from './inside.js';
import { packageFolder } from './installation.js';
import { recordFacts } from './record-facts.js';

/** @returns what checks need of the settings */
export function settingsOf(config: Config): Settings {
  const { port, host, givenSecrets, databaseUrl, publicBaseUrl, clockStartsAt, loadsSamples } = config;
  const { trustedProxies } = config.api;
  return { port, host, givenSecrets, databaseUrl, publicBaseUrl, clockStartsAt, loadsSamples, trustedProxies };
}

/**
 * The running service as what is looked over: by the content and the clock in force, on the database that is open. Only for checks of
 * those: files are read and addresses asked by `yibo doctor`.
 * @param isStopped true ends the search for damage
 */
export function subjectInside(inside: Inside, isStopped: () => boolean): Subject {
  const { config, store, clock, library, data } = inside;
  const home = packageFolder();
  const { examiner } = store;
  return {
    // The clock is the service's already, wherever it began.
    settings: { ...settingsOf(config), clockStartsAt: null },
    settingsProblems: [],
    ...{ isProduction: config.isProduction, isContained: false },
    ...{ home, root: config.contentFolder ?? home },
    variable: (name) => (config.givenSecrets.includes(name) ? 'given' : ''),
    nodeVersion: process.versions.node,
    now: () => clock.now(),
    inspect: () => examiner.inspect(),
    findDamage: () => examiner.findDamage({ isThorough: false, isStopped }),
    findAlterations: () => examiner.findAlterations(),
    audit: () => Promise.reject(new Error('the public record is audited by yibo audit')),
    ...{ dataFiles: [], puppet: null, guardedPaths: [], notificationRoads: [] },
    content: () => library.current,
    rosterDoubts: () => [],
    recordFacts: () => recordFacts(store, data.current.datasets, config.stickerKeys),
    presences: () => store.seats.presences(),
    freeBytes,
    reach: () => Promise.resolve({ failed: 'not asked' }),
  };
}
