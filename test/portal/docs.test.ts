import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, get } from './api.js';

const docs = readFileSync(fileURLToPath(new URL('../../docs/open-data.md', import.meta.url)), 'utf8');

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

test('the docs speak of every address and parameter, of every setting and every option', async () => {
  const { paths } = (await get(service, '/openapi.json')).body as {
    paths: Record<string, { get: { parameters: { name: string; in: string }[] } }>;
  };
  for (const [path, { get: operation }] of Object.entries(paths)) {
    expect(docs).toContain(path.replace(/^\/lookups\/.*/, '/lookups/{lookup}'));
    if (path.startsWith('/lookups/')) continue;
    for (const parameter of operation.parameters) {
      if (parameter.in === 'query') expect(docs).toMatch(new RegExp(`[?&]${parameter.name}=`));
    }
  }
  for (const setting of ['API_REQUESTS_PER_MINUTE', 'TRUSTED_PROXIES']) expect(docs).toContain(`\`${setting}\``);
  const source = readFileSync(fileURLToPath(new URL('../../src/commands/export.ts', import.meta.url)), 'utf8');
  const options = [...source.matchAll(/ption\('(--[a-z-]+)/g)].map(([, option]) => option ?? '');
  expect(options.length).toBeGreaterThan(5);
  for (const option of options) expect(docs).toContain(option);
});

const canRun = ['bash', 'curl', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

test.runIf(canRun)('the mirror of the docs, run as it stands, holds what is in force', async () => {
  const [, script = ''] = /```sh\n(api=.*?)```/s.exec(docs) ?? [];
  const [first = '', again = ''] = script
    .replace('http://localhost:8080', service.origin)
    .replaceAll('limit=1000', 'limit=7')
    .split('# Now and again');
  const setUp = first.split('\n')[0] ?? '';
  expect(again).not.toBe('');
  const held = () => JSON.parse(readFileSync(join(service.folder, 'wines.json'), 'utf8')) as Record<string, unknown>;
  const run = (text: string) =>
    new Promise((resolve) => {
      spawn('bash', ['-c', text], { cwd: service.folder, stdio: 'inherit' }).on('close', resolve);
    });
  const inForce = async () => {
    const records = await service.store.records.scan({ dataset: 'wines', limit: 999, which: 'current' });
    return Object.fromEntries(records.map(({ id, fields }) => [id, fields]));
  };

  expect(await run(first)).toBe(0);
  expect(held()).toEqual(await inForce());
  await change(service, 'withdrawn', '298175314675', '发布有误', '2016-10-21T11:00:00+08:00');
  await change(service, 'corrected', '409334585274', 'name=新酒', '2016-10-21T11:01:00+08:00');
  expect(held()).not.toEqual(await inForce());
  expect(await run(`${setUp}\n#${again}`)).toBe(0);
  expect(held()).toEqual(await inForce());
});
