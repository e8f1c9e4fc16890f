import { type NewsItem, newsOf } from '../../../disclosure/reading/news.js';
import type { Change } from '../../../domain/disclosure/release.js';
import { zonedText } from '../../../domain/time/zone.js';
import type { DatasetSchema } from '../../../schemas/schema.js';
import type { Api } from '../api.js';
import { didYouMean, refused } from '../face.js';
import { caching, mediaRoute, type Parameter, type Route } from '../route.js';
import { type Syndicated, writeAtom, writeRss } from '../syndication.js';

/** What can be subscribed to: what is news in it, and where it is from. */
interface Feed {
  readonly title: string;
  readonly about: string;
  readonly changes: readonly Change[];
  /** Of which datasets; of all that are open when absent. One that this installation does not have has no news. */
  readonly datasets?: readonly string[];
}

const feeds: Readonly<Record<string, Feed>> = {
  results: {
    title: '双随机抽查结果',
    about: '新公开和更正的抽查结果',
    changes: ['published', 'corrected'],
    datasets: ['inspection-results'],
  },
  refusals: {
    title: '未准入境食品信息',
    about: '新公开和更正的未准入境食品信息',
    changes: ['published', 'corrected'],
    datasets: ['entry-refusals'],
  },
  notices: {
    title: '召回与警示公告',
    about: '新公开和更正的召回与警示公告',
    changes: ['published', 'corrected'],
    datasets: ['recall-notices', 'notices'],
  },
  corrections: {
    title: '更正、撤回与到期',
    about: '所有公开数据集里被更正、撤回或者公示期满的记录',
    changes: ['corrected', 'withdrawn', 'expired'],
  },
};

const formats = {
  atom: { write: writeAtom, type: 'application/atom+xml' },
  rss: { write: writeRss, type: 'application/rss+xml' },
} as const;

const mostEntries = 50;

/** The names of all feeds, such as `results.atom`. */
export const feedNames = Object.keys(feeds).flatMap((name) =>
  Object.keys(formats).map((format) => `${name}.${format}`),
);

interface Named {
  readonly name: string;
  readonly feed: Feed;
  readonly format: keyof typeof formats;
}

const feedName: Parameter<Named> = {
  in: 'path',
  description: 'What about, and in which format.',
  schema: { type: 'string', enum: feedNames },
  example: 'results.atom',
  read(text = '') {
    const [name = '', format = ''] = text.split('.');
    const feed = feedNames.includes(text) ? feeds[name] : undefined;
    if (!feed) throw refused('unknown-feed', '没有这个订阅源。', didYouMean(text, feedNames));
    return { name, feed, format: format as Named['format'] };
  },
};

/** What is new, for whoever would rather be told than look: RSS 2.0 and Atom. */
export function feedRoutes(api: Api): readonly Route[] {
  return [
    mediaRoute({
      path: '/feeds/{feed}',
      operationId: 'getFeed',
      summary: 'What was published last, as RSS 2.0 or Atom',
      parameters: { feed: feedName },
      refusals: [404],
      media: Object.values(formats).map(({ type }) => type),
      async send({ feed: { name, feed, format } }, response) {
        const open = [...api.datasets.values()].filter(({ access }) => access === 'open');
        const datasets = open.filter((dataset) => feed.datasets?.includes(dataset.name) ?? true);
        const news = await newsOf(api.store, { datasets, changes: feed.changes, limit: mostEntries });
        const self = `${api.base}/feeds/${name}.${format}`;
        const { title, about } = feed;
        const written = formats[format].write({
          ...{ self, title: `${title} · 一拨就灵`, about, home: `${api.base}/datasets` },
          entries: news.map((one) => entryOf(api, one)),
        });
        response.set('Cache-Control', caching.asked).type(formats[format].type).send(written);
      },
    }),
  ];
}

const said: Readonly<Record<Change, string>> = {
  published: '',
  corrected: '（更正）',
  withdrawn: '（已撤回）',
  expired: '（公示期满）',
};

function entryOf(api: Api, { dataset, record }: NewsItem): Syndicated {
  const link = api.linkToRecord(dataset, record.id);
  const facts = dataset.fields.flatMap(({ name, title }) => {
    const value = record.fields[name] ?? '';
    return value === '' ? [] : [`${title}：${value}`];
  });
  const why = record.reason === '' ? [] : [`理由：${record.reason}`];
  const isTold = record.change === 'published' || record.change === 'corrected';
  return {
    // One version, for ever: whoever is told of it once is not told again.
    id: `${link}#${record.hash}`,
    link: isTold ? link : `${link}/history`,
    title: `${record.sample ? '示例 ' : ''}${titleOf(dataset, record.id, record.fields)}${said[record.change]}`,
    text: [...facts, ...why, `公开时间：${zonedText(record.publishedAt).slice(0, 16).replace('T', ' ')}`].join('\n'),
    category: dataset.title,
    at: record.publishedAt,
  };
}

/** What a record is called: by the first of the words that it is found by, and what came of it. */
function titleOf({ title, list, fields }: DatasetSchema, id: string, facts: Readonly<Record<string, string>>): string {
  const name = (list?.words ?? []).map((one) => facts[one] ?? '').find((one) => one !== '') ?? id;
  const result = fields.find((field) => field.name === 'result' || field.name === 'fact');
  const value = result && facts[result.name];
  return `${title} ${name}${value ? `：${value.length > 60 ? `${value.slice(0, 60)}…` : value}` : ''}`;
}
