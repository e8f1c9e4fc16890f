import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { get } from './api.js';

/** 10,000 of them take some minutes: for whoever has changed much of the API. */
const requests = Number(process.env.YIBO_GENERATED_REQUESTS ?? 600);
const seed = Number(process.env.YIBO_GENERATED_SEED ?? 20161021);

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly maximum?: number };
  readonly example?: string | number;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema?: object }> }>;
}
interface Asked {
  readonly path: string;
  readonly accept: string;
  readonly operation: Operation;
}

let service: TestService;
let operations: readonly (readonly [string, Operation])[] = [];
let ajv: Ajv2020;
/** Values that stand in the data, so that many requests find something. */
const known: Record<string, readonly string[]> = {};

beforeAll(async () => {
  service = await startTestService({ API_REQUESTS_PER_MINUTE: '1000000' });
  const document = (await get(service, '/openapi.json')).body as { paths: Record<string, { get: Operation }> };
  operations = Object.entries(document.paths).map(([path, { get: operation }]) => [path, operation]);
  ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'api');
  const { datasets } = (await get(service, '/datasets')).body as { datasets: { name: string; access: string }[] };
  known.name = datasets.map(({ name }) => name);
  const values: string[] = [];
  const fields: string[] = [];
  for (const { name } of datasets.filter(({ access }) => access === 'open')) {
    const { body } = await get(service, `/datasets/${name}/facets`);
    for (const one of body.fields as { name: string; values: { value: string }[] }[]) {
      fields.push(one.name);
      values.push(...one.values.slice(0, 3).map(({ value }) => value));
    }
    fields.push(...(body.ranges as string[]).flatMap((one) => [`${one}.from`, `${one}.to`]));
    fields.push(...(body.absent as string[]).slice(0, 2));
    known.sort = [...(known.sort ?? []), ...(body.orders as string[])];
    const listed = (await get(service, `/datasets/${name}/records?limit=3`)).body;
    known.id = [...(known.id ?? []), ...(listed.records as { id: string }[]).map(({ id }) => id)];
    known.cursor = [...(known.cursor ?? []), ...(listed.next === null ? [] : [String(listed.next)])];
    const snapshot = (await get(service, `/datasets/${name}/snapshot?limit=2`)).body;
    known.after = [...(known.after ?? []), String(snapshot.next), '1'];
    known.since = [...(known.since ?? []), String(snapshot.changes)];
  }
  known.value = [...values, '2016', '2016-08', '2016-08-04', '7', '-1.5'];
  known.field = [...new Set(fields)];
  known.fields = ['draw_no', 'name,producer', 'result'];
  known.q = ['示例', '天津 示例', 'merlot', '2016'];
  known.asOf = ['2016-10-21', '2016-10-21T09:00:00+08:00', '2015-01-01'];
});
afterAll(() => service.close());

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '.', '..', '/', '%', '\0', '\r\n', "' OR 1=1 --", '[]', 'null', '9'.repeat(40), '示'.repeat(600)),
  fc.integer().map(String),
);

function textFor({ name, schema, example }: Parameter): fc.Arbitrary<string> {
  const sensible = [
    ...(known[name] ?? []),
    ...(schema.enum ?? []),
    ...(example === undefined ? [] : [String(example)]),
    ...(schema.type === 'integer' ? ['1', '2', String(schema.maximum ?? 3)] : []),
  ];
  return sensible.length === 0
    ? wild
    : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...sensible) }, { weight: 1, arbitrary: wild });
}

/** An address by its description: each parameter there or not, sensible or not, and now and then one too many. */
function asked(): fc.Arbitrary<Asked> {
  const accept = fc.constantFrom('*/*', 'application/json', 'text/csv', 'application/problem+json', 'text/html');
  return fc.constantFrom(...operations).chain(([path, operation]) => {
    const inPath = operation.parameters.filter((one) => one.in === 'path');
    const inQuery = operation.parameters.filter((one) => one.in === 'query' && one.name !== 'FIELD');
    const takesFields = operation.parameters.some(({ name }) => name === 'FIELD');
    const field = fc.tuple(
      fc.constantFrom(...(known.field ?? [])),
      fc.oneof(fc.constantFrom(...(known.value ?? [])), wild),
    );
    return fc
      .record({
        accept,
        names: fc.tuple(...inPath.map(textFor)),
        query: fc.tuple(...inQuery.map((one) => fc.option(textFor(one), { freq: one.required ? 9 : 1 }))),
        fields: takesFields ? fc.array(field, { maxLength: 2 }) : fc.constant([]),
        stray: fc
          .option(fc.tuple(wild, wild), { freq: 1, nil: null })
          .map((one) => (one && one[0] === '7' ? one : null)),
      })
      .map(({ accept: wanted, names, query, fields, stray }) => {
        let address = path;
        for (const [place, { name }] of inPath.entries()) {
          address = address.replace(`{${name}}`, encodeURIComponent(wellFormed(names[place] ?? '')));
        }
        const search = new URLSearchParams();
        for (const [place, { name }] of inQuery.entries()) {
          const text = query[place];
          if (text !== null && text !== undefined) search.set(name, text);
        }
        for (const [name, text] of [...fields, ...(stray ? [stray] : [])]) search.append(name, text);
        return { path: search.size > 0 ? `${address}?${search}` : address, accept: wanted, operation };
      });
  });
}

/** Of a part of a path: lone halves of signs cannot be written, and dots alone lead elsewhere before anything is sent. */
function wellFormed(text: string): string {
  const written = text.replaceAll(/[\uD800-\uDFFF]/gu, '');
  return written === '.' || written === '..' ? 'dots' : written;
}

const validators = new Map<object, ValidateFunction>();
function faultsIn(schema: object, value: unknown): string {
  const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object;
  const validate = validators.get(schema) ?? ajv.compile(local);
  validators.set(schema, validate);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

test(`${requests} requests made from the document are answered as it says, and none by a fault of ours`, async () => {
  const statuses: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(asked(), async ({ path, accept, operation }) => {
      const got = await get(service, path, { headers: { Accept: accept } });
      const key = `${got.status}`;
      statuses[key] = (statuses[key] ?? 0) + 1;
      expect(got.status, `${path} ${got.text.slice(0, 200)}`).toBeLessThan(500);
      const [type = ''] = (got.headers.get('content-type') ?? '').split(';');
      const described =
        operation.responses[String(got.status)] ?? operation.responses['404'] ?? operation.responses['400'];
      const content = described?.content[type];
      expect(content, `${path} ${got.status} ${type}`).toBeDefined();
      if (/[/+]json$/.test(type)) expect(faultsIn(content?.schema ?? {}, JSON.parse(got.text)), path).toBe('');
    }),
    { numRuns: requests, seed, endOnFailure: true },
  );
  expect(statuses['200']).toBeGreaterThan(requests / 4);
  expect(statuses['400']).toBeGreaterThan(0);
}, 3_600_000);

test('every listing of every open dataset is walked to its end, and has each record once', async () => {
  for (const name of known.name ?? []) {
    const facets = await get(service, `/datasets/${name}/facets`);
    if (facets.status !== 200) continue;
    const inForce = await service.store.records.scan({ dataset: name, limit: 999, which: 'current' });
    for (const sort of ['', ...(facets.body.orders as string[])]) {
      const ids: string[] = [];
      for (let cursor: unknown = ''; cursor !== null; ) {
        const more = `${sort && `&sort=${sort}`}${cursor && `&cursor=${cursor}`}`;
        const { body } = await get(service, `/datasets/${name}/records?limit=40${more}`);
        ids.push(...(body.records as { id: string }[]).map(({ id }) => id));
        cursor = body.next;
      }
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort(), `${name} ${sort}`).toEqual(inForce.map(({ id }) => id).sort());
    }
  }
});
