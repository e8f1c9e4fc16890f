import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listItem } from '../../src/schemas/list-item.js';
import { type FieldSchema, loadDatasets } from '../../src/schemas/schema.js';
import { valueRule } from '../../src/schemas/value-rule.js';
import { installation } from '../../src/service/installation.js';
import { dataFolderOf } from '../exchange/fixtures.js';
import { startTestService, type TestService } from '../service/running.js';
import { get, getUnless, refusalIn, serving } from './api.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const photosField = { name: 'photos', title: '照片', type: 'list' };

/** Cheeses with a folder of photographs, and with the field that names them. */
async function withPhotos(field: object = photosField) {
  const data = dataFolderOf('cheeses');
  const file = join(data, 'cheeses/schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { fields: object[] };
  writeFileSync(file, JSON.stringify({ ...schema, fields: [...schema.fields, field] }));
  const photos = join(data, 'cheeses/photos');
  mkdirSync(photos);
  return { data, photos, service: serving(service.store, loadDatasets(data)) };
}

describe('a file of a dataset', () => {
  const file = (name: string, dataset = 'vehicles') => get(service, `/datasets/${dataset}/files/${name}`);

  test('is given as what it is, asked about each time, and can neither load nor run anything', async () => {
    const { status, headers, text } = await file('front.svg');
    expect(status).toBe(200);
    expect(text).toBe(readFileSync(join(installation().data, 'vehicles/photos/front.svg'), 'utf8'));
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const tag = headers.get('etag') ?? '';
    expect(await getUnless(service, '/datasets/vehicles/files/front.svg', tag)).toEqual([304, '']);
  });

  test('is given in part to whoever asks for a part that there is', async () => {
    const ask = (headers: Record<string, string>) => get(service, '/datasets/vehicles/files/front.svg', { headers });
    const part = await ask({ Range: 'bytes=0-3' });
    expect([part.status, part.text]).toEqual([206, '<svg']);
    expect(refusalIn(await ask({ Range: 'bytes=999999-' }))).toMatchObject({ status: 416, code: 'bad-condition' });
    expect(refusalIn(await ask({ 'If-Match': '"other"' }))).toMatchObject({ status: 412, code: 'bad-condition' });
  });

  test('is one that a record names', async () => {
    const cars = await service.store.records.samples('vehicles', 99);
    const names = new Set(cars.flatMap(({ fields }) => (fields.photos ?? '').split(' ')).filter((name) => name !== ''));
    expect(names.size).toBeGreaterThan(0);
    for (const name of names) expect((await file(name)).status).toBe(200);
    const { links } = (await get(service, '/datasets/vehicles')).body;
    expect(links).toMatchObject({ files: 'https://hotline.example/api/v1/datasets/vehicles/files/{file}' });
  });

  test.each([
    ['above its folder', '..%2Fsample.csv'],
    ['above its folder, in other signs', '..%5Csample.csv'],
    ['above its folder, twice encoded', '%252e%252e%252fschema.json'],
    ['its own folder', '.'],
    ['beside it', '..%2Fschema.json'],
    ['of another kind', 'front.html'],
    ['without a kind', 'front'],
    ['hidden', '.front.svg'],
    ['a name with a zero in it', 'front.svg%00.png'],
    ['a name in capitals that is not there', 'FRONT.SVG2'],
    ['not there', 'back.svg'],
    ['an absolute path', '%2Fetc%2Fpasswd'],
    ['too long a name', `${'a'.repeat(300)}.svg`],
  ])('%s is not given', async (_, name) => {
    expect(refusalIn(await file(name))).toMatchObject({ status: 404 });
  });

  test('of a dataset without files there is none', async () => {
    expect(refusalIn(await file('front.svg', 'wines'))).toMatchObject({ status: 404, code: 'unknown-file' });
  });

  test('that leads out of its folder, or is hidden in it, is not given', async () => {
    const { data, photos, service: own } = await withPhotos();
    mkdirSync(join(photos, 'folder.svg'));
    writeFileSync(join(data, 'secret.svg'), '<svg/>');
    writeFileSync(join(photos, 'a.svg'), '<svg/>');
    writeFileSync(join(photos, '.hidden.svg'), '<svg/>');
    symlinkSync(join(data, 'secret.svg'), join(photos, 'b.svg'));
    symlinkSync(join(photos, 'a.svg'), join(photos, 'c.svg'));
    const statuses = [];
    for (const name of ['a', 'b', 'c', 'folder', '.hidden']) {
      statuses.push((await get(own, `/datasets/cheeses/files/${name}.svg`)).status);
    }
    expect(statuses).toEqual([200, 404, 200, 404, 404]);
  });

  test.each([
    ['a.gif', 'image/gif'],
    ['a.JPG', 'image/jpeg'],
    ['a.jpeg', 'image/jpeg'],
    ['a.png', 'image/png'],
    ['a.webp', 'image/webp'],
    ['a.avif', 'image/avif'],
    ['a.svg', 'image/svg+xml'],
    ['a.pdf', 'application/pdf'],
  ])('%s is given as %s', async (name, type) => {
    const { photos, service: own } = await withPhotos();
    writeFileSync(join(photos, name), 'x');
    const { status, headers } = await get(own, `/datasets/cheeses/files/${name}`);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
  });

  test('is not given any more once the field that named it was taken out of the schema', async () => {
    const { photos, service: own } = await withPhotos({ name: 'pictures', title: '照片', type: 'list' });
    writeFileSync(join(photos, 'a.svg'), '<svg/>');
    expect(refusalIn(await get(own, '/datasets/cheeses/files/a.svg'))).toMatchObject({ code: 'unknown-file' });
    expect((await get(own, '/datasets/cheeses')).body.links).not.toHaveProperty('files');
  });
});

describe('the name of a file', () => {
  const list = { name: 'photos', title: '照片', type: 'list', description: '', delimiter: ',' } as FieldSchema;
  const imported = valueRule({ ...list, constraints: { required: false, unique: false } }, new Set());
  const names = ['a.gif', '1.jpg', 'a..b.png', 'a-b_c.d.e.f.g.svg', 'A', 'a.', '.a.svg', '-a.svg', '_a.svg', 'ä.svg'];
  const others = ['..', 'a/b.svg', '..\\a.svg', 'a b.svg', 'a.svg\n', 'a%2Fb.svg', `${'a'.repeat(200)}.svg`];

  test.each([...names, ...others])('%j is one to an import when it is one to the API', (name) => {
    expect(typeof imported(name) === 'string').toBe(listItem.test(name.trim()));
  });

  test('that an import takes is served', async () => {
    const { photos, service: own } = await withPhotos();
    for (const name of names.filter((one) => listItem.test(one) && one.length > 2)) {
      writeFileSync(join(photos, name), 'x');
      expect((await get(own, `/datasets/cheeses/files/${name}`)).status, name).toBe(200);
    }
  });
});
