import { z } from 'zod';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import type { Api } from './api.js';
import type { Route } from './route.js';
import { lookupAnswer, problem, problemDetails, shapes } from './shapes.js';

const about = `What the bureau has made public, as data: the same records, in the same versions, that the telephone, WeChat and the
pages answer from. Every error is a \`Problem\`. Answers may be read by any page (CORS) and carry an ETag. How to keep a copy
that stays true is told in docs/open-data.md.`;

/**
 * Describes the API in OpenAPI 3.1: made from the routes that answer, and the shapes of their answers.
 * @returns the contents of `openapi.json`
 */
export function describeApi(api: Api, routes: readonly Route[]): object {
  const lookups = [...api.parts.lookups.values()].map((lookup) => [`/lookups/${lookup.id}`, lookupOperation(lookup)]);
  const others = routes.map((route) => [route.path, { get: operation(route) }]);
  return {
    openapi: '3.1.0',
    info: {
      title: '一拨就灵 公开数据接口',
      version: '1',
      summary: 'Open data of an inspection bureau',
      description: about,
    },
    servers: [{ url: api.base }],
    paths: Object.fromEntries([...others, ['/openapi.json', { get: documentOperation }], ...lookups]),
    components: { schemas: components() },
  };
}

/** @returns the shapes as JSON Schema, each under its name */
function components(): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(shapes, { uri: ref, io: 'output' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, ...own } = schema as Record<string, unknown>;
      return [id, own];
    }),
  );
}

function ref(id: string): string {
  return `#/components/schemas/${id}`;
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

function operation({ operationId, summary, parameters, answers, refusals }: Route): object {
  const content =
    'shape' in answers
      ? {
          ...json({ $ref: ref(answers.shape) }),
          ...Object.fromEntries((answers.besides ?? []).map((type) => [type, {}])),
        }
      : Object.fromEntries(
          answers.media.map((type) => [type, { schema: type === 'application/json' ? { type: 'object' } : {} }]),
        );
  return {
    operationId,
    summary,
    parameters: Object.entries(parameters).map(([name, { in: place, description, schema, example, style }]) => ({
      ...{ name, in: place, required: place === 'path', description, schema, ...style },
      ...(example !== undefined && { example }),
    })),
    responses: { '200': { description: 'The answer.', content }, ...refusalsOf(refusals) },
  };
}

const meanings: Readonly<Record<number, string>> = {
  400: 'A parameter cannot be read.',
  403: 'The dataset is answered one record at a time.',
  404: 'There is none.',
  409: 'The number means more than one record.',
  410: 'It was withdrawn or has expired; or the cursor belongs to a chain that is no longer here.',
  429: 'Too many requests from this address; see `Retry-After`.',
  503: 'The database cannot be had at the moment; see `Retry-After`.',
};

function refusalsOf(statuses: readonly number[]): object {
  const all = [...new Set([400, ...statuses, 429, 503])].sort((a, b) => a - b);
  const content = {
    ...json({ $ref: ref(shapes.get(problem)?.id ?? '') }),
    'application/problem+json': { schema: { $ref: ref(shapes.get(problemDetails)?.id ?? '') } },
  };
  return Object.fromEntries(all.map((status) => [String(status), { description: meanings[status], content }]));
}

const documentOperation = {
  operationId: 'getDocument',
  summary: 'This document',
  parameters: [],
  responses: { '200': { description: 'The answer.', content: json({ type: 'object' }) }, ...refusalsOf([]) },
};

/** One of the sample data each, so that whoever reads the document can try it. */
const examples: Readonly<Record<string, string>> = {
  'declaration-no': '120000116000001',
  'registration-no': '1101960H79',
  vin: 'JTEBU5JR6G5003291',
  'sticker-code': '221865233729',
  'vin-or-sticker': 'JTEBU5JR6G5003291',
  'bottle-code': '409334585274',
};

/** Lookups answer by themselves (lookups.ts), each with the identifiers that it names. */
function lookupOperation({ id, identifiers }: Lookup): object {
  const parameters = Object.entries(identifiers).map(([name, kind]) => ({
    ...{ name, in: 'query', required: true, description: `A number of the kind ${kind}.` },
    ...{ schema: { type: 'string' }, ...(examples[kind] && { example: examples[kind] }) },
  }));
  const answer = { $ref: ref(shapes.get(lookupAnswer)?.id ?? '') };
  return {
    get: {
      operationId: `lookup${id.charAt(0).toUpperCase()}${id.slice(1)}`,
      summary: `Look up one record (${id}), by whoever knows its numbers; asked too often, it answers more slowly`,
      parameters,
      responses: { '200': { description: 'The answer.', content: json(answer) }, ...refusalsOf([404, 409, 410]) },
    },
  };
}
