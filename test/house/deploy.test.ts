import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { settingNames } from '../../src/service/config.js';
import { root } from '../commands/run-yibo.js';
import { copyOf, isLetIn, readDeploy, stagesOf } from './dockerfile.js';

const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  engines: { node: string };
  scripts: { start: string };
};
const [, heaps = '', command = ''] = /^(MALLOC_ARENA_MAX=\d+) exec (.*)$/.exec(pack.scripts.start) ?? [];
const start = command.split(' ');

describe('the Dockerfile', () => {
  const stages = stagesOf(readDeploy(root, 'Dockerfile'));
  const ignore = readDeploy(root, 'Dockerfile.dockerignore');
  const last = stages.at(-1);
  const all = (name: string) => last?.instructions.filter((one) => one.name === name).map(({ words }) => words) ?? [];

  test('is made from a version of Node that the project runs on', () => {
    const major = /(\d+)\./.exec(pack.engines.node)?.[1];
    for (const { from } of stages) expect(from).toMatch(new RegExp(`^node:${major}-\\w+-slim$`));
  });

  test('copies what there is, and what is let in', () => {
    const copies = stages.flatMap(({ instructions }) =>
      instructions.filter(({ name }) => name === 'COPY').map(({ words }) => copyOf(words)),
    );
    const own = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);
    expect(own.length).toBeGreaterThan(5);
    for (const source of own) {
      expect(existsSync(join(root, source)), source).toBe(true);
      expect(isLetIn(ignore, source), source).toBe(true);
    }
    for (const { from } of copies) expect([null, ...stages.map(({ as }) => as)]).toContain(from);
  });

  test.each([
    '.git/config',
    '.env',
    'deploy/.env',
    'node_modules/express/index.js',
    'var/yibo.db',
    'dist/cli.js',
    'test/until.ts',
  ])('%s stays outside', (path) => {
    expect(isLetIn(ignore, path)).toBe(false);
  });

  test('runs as nobody in particular, tells whether it is well, and gets its signals itself', () => {
    expect(all('USER')).toEqual(['node']);
    expect(all('HEALTHCHECK').join()).toMatch(/--interval=.* CMD \["node", .*\/healthz/);
    expect(all('CMD')).toEqual([JSON.stringify(start).replaceAll(',', ', ')]);
    expect(all('ENTRYPOINT')).toEqual([]);
    expect(all('ENV')).toEqual(['NODE_ENV=production', heaps]);
  });

  test('has neither tools of development nor a compiler in what is shipped', () => {
    const lines = stages.flatMap(({ instructions }) => instructions.map(({ words }) => words));
    const installs = lines.filter((words) => /\bnpm (ci|install)\b/.test(words));
    expect(installs).toHaveLength(1);
    expect(installs[0]).toContain('--omit=dev');
    expect(lines).toContainEqual(expect.stringMatching(/^rm -rf .*node_modules\/typescript /));
    expect(all('RUN').join()).not.toMatch(/apt-get|npm/);
  });
});

describe('compose.yaml', () => {
  const text = readDeploy(root, 'compose.yaml');
  const { services, volumes } = parse(text) as {
    services: Record<string, { environment: Record<string, string>; [key: string]: unknown }>;
    volumes: Record<string, unknown>;
  };
  const caddy = readDeploy(root, 'Caddyfile');

  test('sets nothing that is no setting, and asks for nothing that .env.example does not name', () => {
    for (const name of Object.keys(services.yibo?.environment ?? {})) expect([...settingNames]).toContain(name);
    const example = readDeploy(root, '.env.example');
    for (const [, name] of text.matchAll(/\$\{([A-Z_]+)/g)) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    for (const [, name = ''] of caddy.matchAll(/\{\$([A-Z_]+)\}/g))
      expect(services.caddy?.environment).toHaveProperty(name);
  });

  test('Caddy reaches Yibo where it listens, Yibo its database, and strangers neither', () => {
    const { yibo, postgres, caddy: proxy } = services;
    const port = yibo?.environment.PORT;
    expect(caddy).toContain(`reverse_proxy yibo:${port}`);
    expect([yibo?.expose, yibo?.ports, postgres?.ports]).toEqual([[port], undefined, undefined]);
    expect(proxy?.ports).toEqual(['80:80', '443:443', '443:443/udp']);
    const { POSTGRES_USER: user, POSTGRES_DB: name } = postgres?.environment ?? {};
    expect(yibo?.environment.DATABASE_URL).toMatch(new RegExp(`^postgres://${user}:.*@postgres:5432/${name}$`));
    expect(yibo?.environment.TRUSTED_PROXIES).toBe('1');
  });

  test('keeps what has to last in volumes that there are, and starts in order, each when the one before is well', () => {
    const named = Object.values(services).flatMap((one) => (one.volumes as string[] | undefined) ?? []);
    const used = named.map((mount) => mount.split(':')[0] ?? '').filter((source) => !source.startsWith('.'));
    expect(used.sort()).toEqual(Object.keys(volumes).sort());
    const stages = stagesOf(readDeploy(root, 'Dockerfile'));
    const lasting = stages.at(-1)?.instructions.find((one) => one.name === 'VOLUME')?.words;
    expect(named).toContain(`var:${lasting}`);
    for (const one of ['postgres', 'caddy']) expect(services[one]).toHaveProperty('healthcheck.test');
    expect(services.yibo).toHaveProperty('depends_on.postgres.condition', 'service_healthy');
    expect(services.caddy).toHaveProperty('depends_on.yibo.condition', 'service_healthy');
  });

  test('Caddy and nginx keep strangers from what is for operators', () => {
    for (const proxy of [caddy, readDeploy(root, 'nginx.conf')])
      for (const path of ['metrics', 'simulator']) expect(proxy).toMatch(new RegExp(`[/(|]${path}`));
  });
});

describe('the unit of systemd', () => {
  const unit = readDeploy(root, 'yibo.service');

  test('starts what npm start starts, and gives it the time that it takes to end', () => {
    expect(unit).toContain(`\nEnvironment=${heaps}\nExecStart=/usr/bin/${start.join(' ')}\n`);
    expect(unit).toMatch(/\nTimeoutStopSec=15\n/);
    expect(unit).toMatch(/\nEnvironment=NODE_ENV=production HOST=127\.0\.0\.1\nEnvironmentFile=/);
  });

  test('its user types what works without a home that may be written to, and with its settings', () => {
    const typed = readFileSync(join(root, 'docs/operations.md'), 'utf8').split('\n');
    const lines = typed.filter((line) => /^\s*(sudo -u yibo|\d+ \d+ \* \* \*) /.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) {
      expect(line).toContain('set -a; . /etc/yibo/env; cd /srv/yibo && node src/yibo.js ');
      expect(line).not.toContain('npx');
    }
  });

  test('is well written, as systemd itself says where there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yibo-unit-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'yibo.service');
    // Node is elsewhere on this machine, perhaps, and the page of docs is not in /srv.
    writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath).replace(/^Documentation=.*\n/m, ''));
    const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    if (error === undefined)
      expect([status, stderr.split('\n').filter((line) => line.includes('yibo.service'))]).toEqual([0, []]);
    for (const line of unit.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
      expect(line).toMatch(/^(\[(Unit|Service|Install)\]|[A-Z]\w+=.*)$/);
  });
});
