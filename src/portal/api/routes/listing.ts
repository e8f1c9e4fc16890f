import type { Response } from 'express';
import { listSpecOf } from '../../../disclosure/listing/list-spec.js';
import { BeingListed, ListCursorRefused, type ListingPage } from '../../../disclosure/listing/listing.js';
import { ListingRefused, type ListQuestion, rangeFields, readQuestion } from '../../../disclosure/listing/question.js';
import { recordsAsCsv } from '../../../exchange/files/page-as-csv.js';
import type { DatasetSchema } from '../../../schemas/schema.js';
import { Refused, refusalWith } from '../../../web/refusal.js';
import type { Api } from '../api.js';
import { didYouMean, refused } from '../face.js';
import { countAnswer, facetsAnswer, listingAnswer } from '../listing-shapes.js';
import { cursor, limit, openDatasetNamed } from '../parameters.js';
import { caching, jsonRoute, type Parameter, type Route, readAll } from '../route.js';
import { shapes } from '../shapes.js';
import { versionOf } from '../version.js';

const mostPerPage = 200;
const usualPerPage = 20;
const askAgainS = 5;

const text = (description: string, more: object = {}): Parameter<string | undefined> => ({
  in: 'query',
  description,
  schema: { type: 'string', ...more },
  read: (given) => given,
});

const conditions = {
  q: text('Words that a record must have, each as a word begins; `facets` says in which fields.', { maxLength: 100 }),
  FIELD: {
    in: 'query',
    description:
      'Any of the fields that `facets` names: the value, as a record has it. With `.from` and `.to` behind the name, bounds that are counted in.',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    style: { style: 'form', explode: true },
    read: () => undefined,
  },
} as const satisfies Record<string, Parameter<unknown>>;

/** Lists of records: looked for, filtered, sorted, page by page. */
export function listingRoutes(api: Api): readonly Route[] {
  const name = openDatasetNamed(api);
  return [
    listRoute(api, {
      ...{ name, ...conditions },
      sort: text('A field that `facets` names among `orders`; with a minus before it, from its end.'),
      fields: text('The names of the fields to be given, with commas between; all when absent.'),
      cursor: cursor('`next` of the page before, with everything else as it was, but for `limit` and `fields`.'),
      limit: limit(mostPerPage, usualPerPage),
    }),
    countRoute(api, { name, ...conditions }),
    jsonRoute({
      path: '/datasets/{name}/facets',
      operationId: 'getFacets',
      summary: 'What a listing can be asked by, and how many records have each value',
      parameters: { name },
      refusals: [403, 404],
      shape: facetsAnswer,
      cache: caching.asked,
      async answer({ name: dataset }) {
        const facets = await api.listing.facets(dataset).catch(explain);
        const spec = listSpecOf(dataset);
        const listed = new Set(spec.filters.map((field) => field.name));
        return {
          dataset: dataset.name,
          fields: facets.map(({ field, values, hasMore }) => ({
            ...{ name: field.name, title: field.title, hasMore },
            values: values.map(({ value, n }) => ({ value, count: n })),
          })),
          absent: dataset.fields.map((field) => field.name).filter((one) => !listed.has(one)),
          orders: spec.orders.flatMap(({ field, isUsuallyBackwards }) =>
            field ? [`${isUsuallyBackwards ? '-' : ''}${field.name}`] : [],
          ),
          ranges: rangeFields(spec).map((field) => field.name),
          words: spec.words.map((field) => field.name),
        };
      },
    }),
  ];
}

type Parameters<Names extends string> = Readonly<Record<Names, Parameter<unknown>>> & {
  readonly name: Parameter<DatasetSchema>;
};

function listRoute(
  api: Api,
  parameters: Parameters<'name' | 'q' | 'sort' | 'fields'> & {
    readonly cursor: Parameter<string | undefined>;
    readonly limit: Parameter<number>;
  },
): Route {
  return {
    path: '/datasets/{name}/records',
    operationId: 'listRecords',
    summary: 'The records in force, looked for, filtered and sorted, page by page; as CSV by `Accept: text/csv`',
    parameters,
    answers: { shape: shapes.get(listingAnswer)?.id ?? '', besides: ['text/csv'] },
    refusals: [400, 403, 404, 410],
    readsFields: true,
    async respond({ name, fields, cursor: after, limit: most, ...asked }, response) {
      const known = readAll(parameters, { name, cursor: after, limit: most });
      const { name: dataset, limit: count } = known;
      const question = questionOf(dataset, asked);
      const names = chosen(dataset, fields);
      const page = await api.listing.page(dataset, question, { after: known.cursor, limit: count }).catch(explain);
      const here = { ...asked, fields, limit: most };
      const links = {
        self: link(api, dataset, 'records', { ...here, cursor: after }),
        next: page.next && link(api, dataset, 'records', { ...here, cursor: page.next }),
        count: link(api, dataset, 'count', { ...asked, sort: undefined }),
        facets: api.linkTo(dataset, '/facets'),
      };
      response.set('Cache-Control', caching.asked).vary('Accept');
      if (links.next) response.links({ next: links.next });
      if (response.req.accepts(['application/json', 'text/csv']) === 'text/csv') {
        response.type('text/csv; charset=utf-8').send(recordsAsCsv(names, page.records));
      } else send(response, dataset, page, names, links);
    },
  };
}

function send(
  response: Response,
  dataset: DatasetSchema,
  { records, next, position, total, pending }: ListingPage,
  names: readonly string[],
  links: object,
): void {
  const given = records.map((record) => ({
    ...{ id: record.id, change: record.change },
    fields: Object.fromEntries(names.map((one) => [one, record.fields[one] ?? ''])),
    ...{ version: versionOf(record), reason: record.reason, sample: record.sample },
  }));
  response.json({ dataset: dataset.name, records: given, next, position, total, pending, links });
}

function countRoute(api: Api, parameters: Parameters<'name' | 'q'>): Route {
  return {
    path: '/datasets/{name}/count',
    operationId: 'countRecords',
    summary: 'How many records a listing finds; of what would take long, that there are at least so many',
    parameters,
    answers: { shape: shapes.get(countAnswer)?.id ?? '' },
    refusals: [400, 403, 404],
    readsFields: true,
    async respond({ name, ...asked }, response) {
      const { name: dataset } = readAll({ name: parameters.name }, { name });
      const [ordered] = ['sort', 'fields', 'cursor', 'limit'].filter((one) => one in asked);
      if (ordered !== undefined) throw noEffect(ordered);
      const count = await api.listing.count(dataset, questionOf(dataset, asked)).catch(explain);
      response.set('Cache-Control', caching.asked).json({ dataset: dataset.name, ...count });
    },
  };
}

function noEffect(parameter: string): Refused {
  const more = { parameter, remedy: `请去掉 ${parameter}。` };
  return new Refused(refusalWith('no-effect', `${parameter} 不改变有多少条，在这里不起作用。`, { more }));
}

/** @throws Refused */
function questionOf(dataset: DatasetSchema, texts: Readonly<Record<string, string | undefined>>): ListQuestion {
  const given = Object.entries(texts).filter((one): one is [string, string] => one[1] !== undefined);
  try {
    return readQuestion(dataset, Object.fromEntries(given));
  } catch (error) {
    return explain(error);
  }
}

/** @returns the fields to be given, in the order of the schema */
function chosen({ fields }: DatasetSchema, given: string | undefined): readonly string[] {
  const all = fields.map(({ name }) => name);
  if (given === undefined) return all;
  const wanted = new Set(given.split(','));
  for (const one of wanted) {
    if (!all.includes(one)) throw refused('unknown-field', `没有“${one.slice(0, 60)}”这个字段。`, didYouMean(one, all));
  }
  return all.filter((one) => wanted.has(one));
}

function link(
  api: Api,
  dataset: DatasetSchema,
  what: string,
  texts: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, given] of Object.entries(texts)) if (given !== undefined) query.set(name, given);
  return `${api.linkTo(dataset, `/${what}`)}${query.size > 0 ? `?${query}` : ''}`;
}

/** @throws Refused for what a listing refuses; anything else as it is */
export function explain(error: unknown): never {
  if (error instanceof ListingRefused) {
    const { code, parameter, message, remedy } = error;
    throw new Refused(refusalWith(code, message, { more: { parameter, remedy } }));
  }
  if (error instanceof ListCursorRefused) {
    const isBad = error.code === 'bad-cursor';
    const message = isBad ? 'cursor 不是这个问题给出的游标。' : '这个游标所在的那一页已经不在了。';
    const remedy = isBad ? '请原样使用上一页的 next，其他条件也不要改。' : '请从第一页重新取起。';
    throw refused(error.code, message, remedy);
  }
  if (error instanceof BeingListed) {
    const more = { remedy: '请稍后再试；单条记录和 snapshot 照常可用。', percent: error.percent };
    const headers = { 'Retry-After': String(askAgainS) };
    const message = `列表正在编排，已完成 ${error.percent}%。`;
    throw new Refused(refusalWith('being-listed', message, { more, headers }));
  }
  throw error;
}
