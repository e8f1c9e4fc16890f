import { dirname } from 'node:path';
import { loadGuessRules } from '../disclosure/guessing/rules.js';
import { unmetNeeds } from '../disclosure/lookups/needs.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import type { Content } from '../domain/content/content.js';
import { judgeSample } from '../importing/sample.js';
import type { Words } from '../operations/doctor/catalogue/explained.js';
import type { DataFiles } from '../operations/doctor/subject.js';
import { loadRetentionRules } from '../operations/retention/rules.js';
import { type Datasets, loadDatasets, SchemasRefused } from '../schemas/schema.js';
import { personalData } from '../store/personal-data.js';

/**
 * Every file that the service reads when it starts, read as it reads them.
 * @param readContent reads menus, intents, phrases, lines and hours
 * @param data the folder `data/`
 */
export function dataFilesIn(readContent: () => Content, data: string, loadsSamples: boolean): readonly DataFiles[] {
  const folder = dirname(data);
  return [
    {
      name: 'content',
      folder,
      read() {
        const { menus, intents, lines, version } = readContent();
        return {
          zh: `${folder}：${menus.size} 个菜单，${intents.length} 个意图，${lines.size} 条线；版本 ${version}`,
          en: `${folder}: ${menus.size} menus, ${intents.length} intents, ${lines.size} lines; version ${version}`,
        };
      },
    },
    { name: 'datasets', read: () => datasetNames(data) },
    {
      name: 'samples',
      read: () =>
        loadsSamples
          ? samplesIn(data)
          : { zh: '不载入：YIBO_SAMPLE_DATA 是 off', en: 'not loaded: YIBO_SAMPLE_DATA is off' },
    },
    {
      name: 'publication',
      read() {
        const rules = loadPublicationTerms(loadDatasets(data), data).expiry.length;
        return { zh: `${rules} 条公开到期的规则`, en: `${rules} rules for when publication ends` };
      },
    },
    { name: 'retention', read: () => retentionIn(data) },
    { name: 'guessing', read: () => guessesIn(data) },
  ];
}

/** @returns null when the schemas are wrong */
export function datasetsIn(data: string): Datasets | null {
  try {
    return loadDatasets(data);
  } catch (error) {
    if (error instanceof SchemasRefused) return null;
    throw error;
  }
}

/** @throws SchemasRefused with what is wrong with a schema, and what a lookup lacks in it */
function datasetNames(data: string): Words {
  const datasets = loadDatasets(data);
  const unmet = unmetNeeds(lookupsOn(datasets), datasets);
  if (unmet.length > 0) throw new SchemasRefused(unmet);
  const names = [...datasets.keys()].join(', ');
  if (names !== '') return { zh: names, en: names };
  return { zh: '一个也没有：data/ 下没有 schema.json', en: 'none: no folder of data/ has a schema.json' };
}

/** @throws Error with every problem of every sample */
async function samplesIn(data: string): Promise<Words> {
  const problems: string[] = [];
  let rows = 0;
  for (const dataset of loadDatasets(data).values()) {
    await judgeSample(dataset).then(
      (count) => (rows += count),
      (error: unknown) => problems.push(error instanceof Error ? error.message : String(error)),
    );
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const counted = rows.toLocaleString('en-US');
  return { zh: `第一次启动载入 ${counted} 行示例`, en: `${counted} rows for a first start` };
}

function retentionIn(data: string): Words {
  const rules = loadRetentionRules(data, personalData);
  const kept = personalData.map(({ kind }) => ({ kind, written: rules.find(({ what }) => what === kind)?.written }));
  const told = (forEver: string) => kept.map(({ kind, written }) => `${kind} ${written ?? forEver}`).join(', ');
  return { zh: told('一直留着'), en: told('for ever') };
}

function guessesIn(data: string): Words {
  const { conversation, caller } = loadGuessRules(data);
  return {
    zh: `一次会话容许 ${conversation.atOnce} 次不对，一个来电 ${caller.atOnce} 次`,
    en: `${conversation.atOnce} misses in a conversation, ${caller.atOnce} from one caller`,
  };
}
