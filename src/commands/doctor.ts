import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { type Config, ConfigRefused, loadConfig } from '../config.js';
import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import { loadPublicationTerms } from '../datasets/publication-terms.js';
import { loadDatasets } from '../datasets/schema.js';
import { offered } from '../offered.js';
import { type Checked, lookOver } from '../operations/doctor/look-over.js';
import { askHealth } from '../operations/doctor/reach.js';
import { closingLine, isWell, reportJson, reportLine } from '../operations/doctor/report.js';
import type { DataFiles, Subject } from '../operations/doctor/subject.js';
import { loadRetentionRules, shortest } from '../operations/retention/rules.js';
import { findDamage, inspectDatabase } from '../store/inspect.js';

const home = fileURLToPath(new URL('../..', import.meta.url));

/** Adds `yibo doctor`. Exit: 0 nothing to mend, 1 something is, 2 wrong usage. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look the installation over, and say what is wrong and how to mend it; changes nothing')
    .option('--json', 'for machines')
    .option('--root <folder>', 'the folder with menus/, intents/ and data/', home)
    .action(async ({ json = false, root }: { json?: boolean; root: string }) => {
      const checked: Checked[] = [];
      for await (const one of lookOver(subjectOf(process.env, root))) {
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
    home,
    isSet: (variable) => (env[variable] ?? '') !== '',
    nodeVersion: process.versions.node,
    now: Date.now,
    inspect: once(() => inspectDatabase(databaseUrl)),
    findDamage: () => findDamage(databaseUrl),
    dataFiles: dataFilesIn(root),
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

/** Every file that the service reads when it starts, read as it reads them. */
function dataFilesIn(root: string): readonly DataFiles[] {
  const data = join(root, 'data');
  return [
    {
      name: 'content',
      read() {
        const { menus, intents, lines, version } = loadContent(readContentFiles(root), offered);
        return `${menus.size} menus, ${intents.length} intents, ${lines.size} lines; version ${version}`;
      },
    },
    { name: 'datasets', read: () => [...loadDatasets(data).keys()].join(', ') },
    {
      name: 'publication',
      read: () => `${loadPublicationTerms(loadDatasets(data), data).expiry.length} rules for when publication ends`,
    },
    { name: 'retention', read: () => retentionIn(data) },
  ];
}

function retentionIn(data: string): string {
  const rules = loadRetentionRules(data);
  const kept = Object.keys(shortest).map((what) => {
    const rule = rules.find((one) => one.what === what);
    return `${what} ${rule?.written ?? 'for ever'}`;
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
