import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lookupsOn } from '../../src/disclosure/lookups/registry.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { startTestService, type TestService } from '../service/running.js';
import { type Got, get } from './api.js';

const lookups = lookupsOn(loadDatasets(installation().data));

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Record<string, unknown>;
  readonly example?: string;
}
type Content = Record<string, { readonly schema: Record<string, unknown> }>;
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Record<string, { readonly description: string; readonly content: Content }>;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Record<string, { readonly get: Operation }>;
  readonly components: { readonly schemas: Record<string, Record<string, unknown>> };
}

let service: TestService;
let document: Document;
beforeAll(async () => {
  service = await startTestService();
  await service.catchUp('draws');
  document = (await get(service, '/openapi.json')).body as unknown as Document;
});
afterAll(() => service.close());

/** @returns what a document's schema refuses in a value; the schema stands with all its neighbours */
function faultsIn(schema: Record<string, unknown>, value: unknown): string {
  const whole = { ...schema, $defs: document.components.schemas };
  const local = JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'));
  const { error } = z.fromJSONSchema(local).safeParse(value);
  return error ? z.prettifyError(error) : '';
}

function addressOf(path: string, { parameters }: Operation, more: Record<string, string> = {}): string {
  let address = path;
  const query = new URLSearchParams();
  for (const one of parameters) {
    const text = more[one.name] ?? (one.example === undefined ? undefined : String(one.example));
    if (one.in === 'path') address = address.replace(`{${one.name}}`, encodeURIComponent(text ?? ''));
    else if (text !== undefined) query.set(one.name, text);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

function expectDescribed({ responses }: Operation, got: Got): void {
  const described = responses[String(got.status)];
  expect(described, `status ${got.status}`).toBeDefined();
  const [type = ''] = (got.headers.get('content-type') ?? '').split(';');
  const content = described?.content[type];
  expect(content, type).toBeDefined();
  if (type === 'application/json') expect(faultsIn(content?.schema ?? {}, got.body)).toBe('');
}

const operations = () => Object.entries(document.paths).map(([path, { get: operation }]) => [path, operation] as const);

test('the document is of OpenAPI 3.1, and every name in it leads somewhere', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.servers).toEqual([{ url: 'https://hotline.example/api/v1' }]);
  const refs = JSON.stringify(document).match(/"#\/components\/schemas\/[^"]+"/g) ?? [];
  expect(refs.length).toBeGreaterThan(20);
  for (const ref of refs) expect(document.components.schemas).toHaveProperty(ref.slice(1, -1).split('/').at(-1) ?? '');
  const names = operations().map(([, { operationId }]) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [path, operation] of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = operation.parameters.filter((one) => one.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(inPath);
    expect(declared.every(({ required }) => required)).toBe(true);
    expect(operation.summary).not.toBe('');
  }
});

test('every address in it answers as it says, with the examples that it gives', async () => {
  for (const [path, operation] of operations()) {
    const got = await get(service, addressOf(path, operation));
    expect(got.status, `${path} ${got.text.slice(0, 300)}`).toBe(200);
    expectDescribed(operation, got);
  }
});

test('what a lookup answers is described property by property', () => {
  for (const [path, { responses }] of operations().filter(([path]) => path.startsWith('/lookups/'))) {
    const schema = responses['200']?.content['application/json']?.schema ?? {};
    const name = String(schema.$ref).split('/').at(-1) ?? '';
    const { properties = {}, additionalProperties } = document.components.schemas[name] ?? {};
    expect(Object.keys(properties as object), path).toEqual(
      expect.arrayContaining(['lookup', 'sample', 'facts', 'version', 'text']),
    );
    expect(additionalProperties).toBe(false);
  }
});

test('it leaves no address out', () => {
  expect(Object.keys(document.paths).sort()).toEqual(
    [
      '/',
      '/openapi.json',
      '/datasets',
      '/datasets/{name}',
      '/datasets/{name}/schema',
      '/datasets/{name}/records',
      '/datasets/{name}/count',
      '/datasets/{name}/facets',
      '/datasets/{name}/records/{id}',
      '/datasets/{name}/records/{id}/history',
      '/datasets/{name}/snapshot',
      '/datasets/{name}/changes',
      '/datasets/{name}/download/{format}',
      '/datasets/{name}/files/{file}',
      '/datasets/{name}/records/{id}/proof',
      '/releases',
      '/draws',
      '/draws/years/{year}',
      '/draws/{no}',
      '/feeds/{feed}',
      '/keys',
      '/releases/{position}/rows',
      ...[...lookups.keys()].map((id) => `/lookups/${id}`),
    ].sort(),
  );
});

describe('every refusal is described', () => {
  test.each([
    ['an unknown name', { name: 'whines', id: 'x', file: 'x.svg' }],
    ['a closed dataset', { name: 'consignments' }],
    ['an unknown record or file', { id: 'nothing', file: 'nothing.svg' }],
    ['no number', { limit: '0', after: 'x', since: 'x', asOf: 'x' }],
    ['no identifier', { declarationNo: '1', registrationNo: '1', code: '-', bottleCode: '-' }],
    ['an unknown identifier', { declarationNo: '999999999999999', code: '999999999999', bottleCode: '999999999999' }],
  ])('%s', async (_, more) => {
    let refusals = 0;
    for (const [path, operation] of operations()) {
      const got = await get(service, addressOf(path, operation, more));
      expectDescribed(operation, got);
      if (got.status !== 200) refusals++;
    }
    expect(refusals).toBeGreaterThan(0);
  });
});

test('bounds that it tells of are kept', async () => {
  for (const [path, operation] of operations()) {
    const limit = operation.parameters.find(({ name }) => name === 'limit');
    if (!limit) continue;
    const most = Number(limit.schema.maximum);
    for (const [text, status] of [
      ['1', 200],
      [String(most), 200],
      [String(most + 1), 400],
      ['0', 400],
      ['-1', 400],
      ['1.5', 400],
      ['', 400],
    ] as const) {
      expect((await get(service, addressOf(path, operation, { limit: text }))).status, `${path} ${text}`).toBe(status);
    }
  }
});
