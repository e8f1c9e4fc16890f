import { askedMoment } from '../../disclosure/reading/moment.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { Refused } from '../../web/refusal.js';
import type { Api } from './api.js';
import { didYouMean, refused } from './face.js';
import type { Parameter } from './route.js';

/** Longer ones are no ids of ours: several fields of 500 characters at most. */
const longestId = 2_000;

/** A dataset by its name. */
export function datasetNamed(api: Api, example = 'wines'): Parameter<DatasetSchema> {
  return {
    in: 'path',
    description: 'The name of a dataset, as `/datasets` lists it.',
    schema: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    example,
    read(text = '') {
      const dataset = api.datasets.get(text);
      if (dataset) return dataset;
      const remedy = `${didYouMean(text, api.datasets.keys())}全部数据集见 ${api.base}/datasets`;
      throw refused('unknown-dataset', '没有这个数据集。', remedy);
    },
  };
}

/** A dataset whose records everybody may have. */
export function openDatasetNamed(api: Api, example?: string): Parameter<DatasetSchema> {
  const named = datasetNamed(api, example);
  return {
    ...named,
    description: 'The name of a dataset whose `access` is `open`.',
    read(text) {
      const dataset = named.read(text);
      if (dataset.access !== 'lookup') return dataset;
      throw refused('lookup-only', `${dataset.title}只能逐条查询，不提供整批数据。`, howToAsk(api, dataset));
    },
  };
}

function howToAsk({ base, parts }: Api, { name }: DatasetSchema): string {
  const ways = [...parts.lookups.values()]
    .filter(({ dataset }) => dataset === name)
    .map(({ id, fields }) => `${base}/lookups/${id}?${fields.map((field) => `${field}=…`).join('&')}`);
  const byPerson = '拨打热线、在微信里或者在网页上凭号码查询';
  return ways.length > 0 ? `请${byPerson}，或者请求 ${ways.join('、')}` : `请${byPerson}。`;
}

/** A record's id. */
export const recordId: Parameter<string> = {
  in: 'path',
  description: 'The id of a record. A slash in it is written `%2F`.',
  schema: { type: 'string', minLength: 1, maxLength: longestId },
  example: '409334585274',
  read(text = '') {
    // No record has such an id: it is not looked for.
    if (text.length <= longestId && !/\p{Cc}/u.test(text)) return text;
    throw refused('unknown-record', '没有这条记录。');
  },
};

/** A moment in the past; null for now. */
export function pastMoment({ parts }: Api): Parameter<number | null> {
  return {
    in: 'query',
    description: 'What was public then: a day, which means its end in Asia/Shanghai, or a time with its offset.',
    schema: { type: 'string' },
    read(text) {
      if (text === undefined) return null;
      // A plus in an address means a blank, and is often meant as itself.
      const at = askedMoment(text.replace(/ (\d\d:\d\d)$/, '+$1'), parts.clock.now());
      if (typeof at === 'number') return at;
      const message = at === 'future' ? 'asOf 还没有到。' : 'asOf 不是日期，也不是带时区的时间。';
      throw refused('bad-moment', message, '请写成 2016-10-21 或 2016-10-21T10:00:00%2B08:00');
    },
  };
}

export function limit(most: number, otherwise: number): Parameter<number> {
  return {
    in: 'query',
    description: 'At most how many.',
    schema: { type: 'integer', minimum: 1, maximum: most, default: otherwise },
    read(text) {
      if (text === undefined) return otherwise;
      const count = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
      if (count >= 1 && count <= most) return count;
      throw refused('bad-limit', `limit 应为 1 到 ${most} 的整数。`);
    },
  };
}

/** A cursor that an earlier answer gave. */
export function cursor(description: string): Parameter<string | undefined> {
  return { in: 'query', description, schema: { type: 'string' }, read: (text) => text };
}

/** The place of one release in the chain. */
export function positionIn(place: 'path'): Parameter<number>;
export function positionIn(place: 'query'): Parameter<number | null>;
export function positionIn(place: 'path' | 'query'): Parameter<number | null> {
  return {
    in: place,
    description: 'The place of a release in the chain of releases.',
    schema: { type: 'integer', minimum: 1 },
    ...(place === 'path' && { example: 1 }),
    read(text) {
      if (text === undefined) return null;
      if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
      throw unknownPosition();
    },
  };
}

export function unknownPosition(): Refused {
  return refused('unknown-position', '发布链上没有这个序号。', '序号见 /releases 或记录的 history。');
}

/** How many rows of a release have been read. */
export const rowsRead: Parameter<number> = {
  in: 'query',
  description: '`next` of the page before.',
  schema: { type: 'integer', minimum: 0, default: 0 },
  read: (text) => afterPosition.read(text),
};

/** A place in the chain of releases. */
export const afterPosition: Parameter<number> = {
  in: 'query',
  description: 'Only releases behind this position.',
  schema: { type: 'integer', minimum: 0, default: 0 },
  read(text = '0') {
    if (/^(0|[1-9]\d{0,8})$/.test(text)) return Number(text);
    throw refused('bad-position', 'after 应为不小于 0 的整数，即上一页的 next。');
  },
};
