import type { Command } from 'commander';
import { Chain } from '../disclosure/reading/chain.js';
import { type DatasetOverview, Overviews } from '../disclosure/reading/overview.js';
import { withoutFolder, withoutFolderText } from '../disclosure/reading/without-folder.js';
import type { Store } from '../domain/store.js';
import { localTime } from '../domain/time/zone.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { table, withStore } from './with-store.js';

/** Adds `yibo datasets`: what there is to publish and to ask. */
export function addDatasetsCommand(program: Command): void {
  program
    .command('datasets')
    .description(
      'list the datasets: how many records are in force, who may see them, and when they were last published',
    )
    .option('--json', 'for machines: an object on each line')
    .action(async ({ json = false }: { json?: boolean }) => {
      const work = async ({ records, publications }: Store): Promise<number> => {
        const overviews = new Overviews(records, new Chain(publications));
        const datasets = loadDatasets(installation().data);
        const rows: DatasetOverview[] = [];
        for (const dataset of datasets.values()) rows.push(await overviews.of(dataset));
        for (const one of await withoutFolder({ records, publications }, datasets)) {
          process.stderr.write(`warning: ${withoutFolderText(one)}\n`);
        }
        const head = ['name', 'title', 'records', 'sample', 'access', 'last release', 'source', 'licence'];
        const text = json
          ? rows.map((row) => `${JSON.stringify(factsOf(row))}\n`).join('')
          : table([head, ...rows.map(shown)]);
        process.stdout.write(text);
        return 0;
      };
      process.exitCode = await withStore('datasets', work, { mustExist: true });
    });
}

function shown({ dataset, count, hasSamples, last }: DatasetOverview): string[] {
  const { name, title, access, sources, licenses } = dataset;
  const release = last ? `${last.position}, ${localTime(last.publishedAt).day}` : 'none';
  const from = sources.map((source) => source.title).join('; ');
  const under = licenses.map((licence) => licence.name).join(', ');
  return [name, title, count.toLocaleString('en-US'), hasSamples ? '示例' : '', access, release, from, under];
}

function factsOf({ dataset, count, hasSamples, last }: DatasetOverview): object {
  const { name, title, access, sources, licenses } = dataset;
  const lastRelease = last && { position: last.position, publishedAt: new Date(last.publishedAt).toISOString() };
  return { name, title, records: count, sample: hasSamples, access, lastRelease, sources, licenses };
}
