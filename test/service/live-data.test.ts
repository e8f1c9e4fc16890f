import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyContent } from '../content-copy.js';
import { get } from '../portal/api.js';
import { until } from '../until.js';
import { startTestService, type TestService } from './running.js';

let root: string;
let service: TestService;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'yibo-live-'));
  copyContent(root);
  // What is waited for is asked for again and again.
  service = await startTestService({ API_REQUESTS_PER_MINUTE: '100000' }, { root });
});
afterAll(async () => {
  await service.close();
  rmSync(root, { recursive: true });
});

type Schema = {
  fields: { name: string; title: string }[];
  yibo: { keys: { name: string }[]; list: Record<string, string[]> };
};
const fileOf = (dataset: string) => join(root, `data/${dataset}/schema.json`);

/** Changes a schema in its file. */
function edit(dataset: string, change: (schema: Schema) => void): void {
  const schema = JSON.parse(readFileSync(fileOf(dataset), 'utf8')) as Schema;
  change(schema);
  writeFileSync(fileOf(dataset), JSON.stringify(schema, null, 2));
}

async function refused(): Promise<readonly string[]> {
  const ready = (await (await fetch(`${service.origin}/readyz`)).json()) as { data?: { refused: string[] } };
  return ready.data?.refused ?? [];
}

const fieldsOf = async (address: string) => (await get(service, address)).text;

test('a field that is taken out is told by nothing any more, once the file is saved', async () => {
  const { body } = await get(service, '/datasets/wines/snapshot');
  const [{ id }] = body.records as [{ id: string }];
  const addresses = ['snapshot', 'changes', `records/${id}`, `records/${id}/history`, 'schema'];
  for (const one of addresses) expect(await fieldsOf(`/datasets/wines/${one}`), one).toContain('"importer"');
  edit('wines', ({ fields, yibo }) => {
    fields.splice(
      fields.findIndex(({ name }) => name === 'importer'),
      1,
    );
    // By what is no field, nothing can be listed.
    for (const [by, names] of Object.entries(yibo.list)) yibo.list[by] = names.filter((name) => name !== 'importer');
  });
  await until(async () => !(await fieldsOf('/datasets/wines/schema')).includes('"importer"'));
  for (const one of addresses) expect(await fieldsOf(`/datasets/wines/${one}`), one).not.toContain('"importer"');
});

test('a title that is changed is told by the next lookup', async () => {
  const { body } = await get(service, '/datasets/wines/snapshot');
  const [{ id }] = body.records as [{ id: string }];
  const asked = `/lookups/wine?bottleCode=${id}`;
  expect(await fieldsOf(asked)).not.toContain('来自哪一国');
  edit('wines', ({ fields }) => {
    for (const field of fields) if (field.name === 'origin_country') field.title = '来自哪一国';
  });
  await until(async () => (await fieldsOf(asked)).includes('来自哪一国'));
});

test('a new dataset is there without a restart, and gone again with its folder', async () => {
  expect((await get(service, '/datasets/spirits')).status).toBe(404);
  cpSync(join(root, 'data/wines'), join(root, 'data/spirits-in-the-making'), { recursive: true });
  await until(async () => (await refused()).some((one) => one.includes("is not the folder's name")));
  const schema = readFileSync(fileOf('wines'), 'utf8').replace('"name": "wines"', '"name": "spirits-in-the-making"');
  writeFileSync(fileOf('spirits-in-the-making'), schema);
  await until(async () => (await get(service, '/datasets/spirits-in-the-making')).status === 200);
  expect(await refused()).toEqual([]);
  rmSync(join(root, 'data/spirits-in-the-making'), { recursive: true });
  await until(async () => (await get(service, '/datasets/spirits-in-the-making')).status === 404);
});

test('what is wrong is refused with its place, all files together, while the last good ones serve', async () => {
  const [good, terms] = [
    readFileSync(fileOf('vehicles'), 'utf8'),
    readFileSync(join(root, 'data/publication.yaml'), 'utf8'),
  ];
  const before = service.data.current;
  edit('vehicles', ({ yibo }) => yibo.keys.splice(0, yibo.keys.length));
  writeFileSync(join(root, 'data/publication.yaml'), terms.replace('P3Y', 'three years'));
  await until(async () => (await refused()).length >= 2);
  const said = (await refused()).join('\n');
  expect(said).toMatch(/vehicles\/schema\.json:1:1 {2}yibo\.keys lack "vin/);
  expect(said).toMatch(/publication\.yaml:\d+:\d+ .*is no duration/);
  expect(service.data.current).toBe(before);
  expect((await get(service, '/datasets/vehicles/snapshot')).status).toBe(200);
  writeFileSync(fileOf('vehicles'), good);
  writeFileSync(join(root, 'data/publication.yaml'), terms.replaceAll('P3Y', 'P2Y'));
  await until(() => service.data.current.terms.expiry[0]?.after.count === 2);
  expect(await refused()).toEqual([]);
});

test('a schema that is no JSON, or not in UTF-8, is not published: the one before is, byte for byte', async () => {
  const good = readFileSync(fileOf('wines'), 'utf8');
  writeFileSync(fileOf('wines'), good.replace(/\}\s*$/, ',}\n'));
  await until(async () => (await refused()).some((one) => one.includes('Remove the comma')));
  writeFileSync(fileOf('wines'), Buffer.from([...Buffer.from('{"title": "'), 0xc4, 0xe3, 0xba, 0xc3, 0x22, 0x7d]));
  await until(async () => (await refused()).some((one) => /:1:12 {2}is not UTF-8: it looks like GBK/.test(one)));
  expect(await fieldsOf('/datasets/wines/schema')).toBe(good);
  writeFileSync(fileOf('wines'), `\uFEFF${good} `);
  await until(async () => (await fieldsOf('/datasets/wines/schema')) === `${good} `);
});
