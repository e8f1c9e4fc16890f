import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { missingFor } from '../channels/wechaty/installed.js';
import { wechatySettings } from '../channels/wechaty/settings.js';
import { tryLoading } from '../channels/wechaty/try-loading.js';
import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import { findDamage, inspectDatabase } from '../database/inspect.js';
import { unmetNeeds } from '../disclosure/lookups/needs.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import { withoutFolder, withoutFolderText } from '../disclosure/reading/without-folder.js';
import { judgeSample } from '../importing/sample.js';
import { type Checked, lookOver } from '../operations/doctor/look-over.js';
import { askHealth } from '../operations/doctor/reach.js';
import { closingLine, isWell, reportJson, reportLine } from '../operations/doctor/report.js';
import type { ChosenPuppet, DataFiles, Subject } from '../operations/doctor/subject.js';
import { loadRetentionRules } from '../operations/retention/rules.js';
import { type Datasets, loadDatasets, SchemasRefused } from '../schemas/schema.js';
import { type Config, ConfigRefused, loadConfig } from '../service/config.js';
import { installation, packageFolder } from '../service/installation.js';
import { offered } from '../service/offered.js';
import { openStore } from '../store/open.js';
import { personalData } from '../store/personal-data.js';
import { rootNamed } from './root-named.js';

/** Adds `yibo doctor`. Exit: 0 nothing to mend, 1 something is, 2 wrong usage. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look the installation over, and say what is wrong and how to mend it; changes nothing')
    .option('--json', 'for machines')
    .option('--root <folder>', 'look at this folder with menus/, intents/ and data/ (else the one in force)')
    .action(async ({ json = false, root }: { json?: boolean; root?: string }) => {
      const checked: Checked[] = [];
      for await (const one of lookOver(
        subjectOf(process.env, root === undefined ? installation().root : rootNamed(root)),
      )) {
        checked.push(one);
        if (!json) console.log(reportLine(one));
      }
      console.log(json ? reportJson(checked) : `\n${closingLine(checked)}`);
      process.exitCode = isWell(checked) ? 0 : 1;
    });
}

/** What there is to look at; nothing is looked at yet. */
export function subjectOf(env: NodeJS.ProcessEnv, root: string): Subject {
  const { config, problems } = read(env);
  const databaseUrl = config?.databaseUrl ?? '';
  return {
    settings: config,
    settingsProblems: problems,
    isProduction: env.NODE_ENV === 'production',
    home: packageFolder(),
    isSet: (variable) => (env[variable] ?? '') !== '',
    nodeVersion: process.versions.node,
    now: Date.now,
    inspect: once(() => inspectDatabase(databaseUrl)),
    findDamage: () => findDamage(databaseUrl),
    dataFiles: dataFilesIn(root, config?.loadsSamples ?? true),
    findWithoutFolder: () => findWithoutFolder(databaseUrl, installation(root).data),
    puppet: puppetIn(env),
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    reach: once(() => askHealth(config?.publicBaseUrl ?? '')),
  };
}

function read(env: NodeJS.ProcessEnv): { config: Config | null; problems: readonly string[] } {
  try {
    return { config: loadConfig(env), problems: [] };
  } catch (error) {
    if (error instanceof ConfigRefused) return { config: null, problems: error.problems };
    throw error;
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

/** Every file that the service reads when it starts, read as it reads them. */
function dataFilesIn(root: string, loadsSamples: boolean): readonly DataFiles[] {
  const data = installation(root).data;
  return [
    {
      name: 'content',
      read() {
        const { menus, intents, lines, version } = loadContent(readContentFiles(root), offered);
        return `${menus.size} menus, ${intents.length} intents, ${lines.size} lines; version ${version}`;
      },
    },
    { name: 'datasets', read: () => datasetNames(data) },
    { name: 'samples', read: () => (loadsSamples ? samplesIn(data) : 'not loaded: YIBO_SAMPLE_DATA is off') },
    {
      name: 'publication',
      read: () => `${loadPublicationTerms(loadDatasets(data), data).expiry.length} rules for when publication ends`,
    },
    { name: 'retention', read: () => retentionIn(data) },
  ];
}

/** @throws SchemasRefused with what is wrong with a schema, and what a lookup lacks in it */
function datasetNames(data: string): string {
  const datasets = loadDatasets(data);
  const unmet = unmetNeeds(lookupsOn(datasets), datasets);
  if (unmet.length > 0) throw new SchemasRefused(unmet);
  return [...datasets.keys()].join(', ') || 'none: no folder of data/ has a schema.json';
}

/** @throws Error with every problem of every sample */
async function samplesIn(data: string): Promise<string> {
  const problems: string[] = [];
  let rows = 0;
  for (const dataset of loadDatasets(data).values()) {
    await judgeSample(dataset).then(
      (count) => (rows += count),
      (error: unknown) => problems.push(error instanceof Error ? error.message : String(error)),
    );
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return `${rows.toLocaleString('en-US')} rows for a first start`;
}

function datasetsIn(data: string): Datasets | null {
  try {
    return loadDatasets(data);
  } catch (error) {
    if (error instanceof SchemasRefused) return null;
    throw error;
  }
}

/** Opens the database as the service does; where the inspection has found it in order, nothing is changed by that. */
async function findWithoutFolder(databaseUrl: string, data: string): Promise<readonly string[] | null> {
  const datasets = datasetsIn(data);
  if (!datasets) return null;
  const store = await openStore(databaseUrl);
  try {
    return (await withoutFolder(store, datasets)).map(withoutFolderText);
  } finally {
    await store.close();
  }
}

function retentionIn(data: string): string {
  const rules = loadRetentionRules(data, personalData);
  const kept = personalData.map(({ kind }) => {
    const rule = rules.find(({ what }) => what === kind);
    return `${kind} ${rule?.written ?? 'for ever'}`;
  });
  return kept.join(', ');
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | null = null;
  return () => {
    begun ??= work();
    return begun;
  };
}
