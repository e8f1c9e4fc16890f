import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knowsHolidaysOf } from '../../src/domain/hotline/calendar.js';
import { answering, change, database, deserted, examine, healthy, now, secrets } from './examine.js';
import { temporaryFolder } from './fixtures.js';

test('a clock before its time, behind the world, or set for trying things out', async () => {
  const early = await examine({}, { now: () => Date.parse('2016-10-21T10:00:00+08:00') });
  expect(early.line('clock')).toMatch(/^! .*it says 2016-10-21 10:00:00, but the newest change .*timedatectl/);
  const file = await database();
  await change(file, `UPDATE migration SET applied_at = ${now / 1000 + 3600}`);
  const late = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(late.line('clock')).toMatch(/^! .*the database's last migration is of /);
  const trial = await examine({ YIBO_CLOCK: '2016-10-21T10:00:00+08:00' });
  expect(trial.line('clock')).toMatch(/^! .*would start at 2016-10-21 10:00:00\. Unset YIBO_CLOCK/);

  const home = temporaryFolder();
  writeFileSync(join(home, 'package.json'), '{}');
  const unnoted = await examine({}, { home, now: () => Date.parse('2016-10-21T10:00:00+08:00') });
  expect(unnoted.line('clock')).toMatch(/^✓/);

  const PUBLIC_BASE_URL = await answering(healthy);
  const env = { NODE_ENV: 'production', PUBLIC_BASE_URL, ...secrets, DATABASE_URL: `sqlite:${await database()}` };
  const apart = async (ms: number) => (await examine(env, { now: () => now + ms })).line('clock');
  expect(await apart(30_000)).toMatch(/^✓/);
  expect(await apart(-120_000)).toMatch(/^! .*it is 120 s behind that of the public address; further off, /);
  expect(await apart(900_000)).toMatch(/^✗ [\s\S]*it is 900 s ahead of that of the public address.*timedatectl/);
});

test('holidays that are not known, this year or in December of the next', async () => {
  const at = async (iso: string) => (await examine({}, { now: () => Date.parse(iso) })).line('holidays');
  expect(await at('2016-10-21T10:00:00+08:00')).toMatch(/^✓ .*2016/);
  expect(await at('2090-03-01T10:00:00+08:00')).toMatch(/^! .*holidays of 2090 are not known.*chinese-days/);
  const last =
    [...Array(80).keys()]
      .map((n) => 2016 + n)
      .filter(knowsHolidaysOf)
      .at(-1) ?? 0;
  expect(await at(`${last}-11-30T23:59:00+08:00`)).toMatch(/^✓/);
  expect(await at(`${last}-12-01T00:00:00+08:00`)).toMatch(new RegExp(`^! .*holidays of ${last + 1} are not known`));
});

test('a port that is taken, by another program or by a Yibo', async () => {
  const portOf = (origin: string) => ({ PORT: new URL(origin).port });
  const other = await answering((_, response) => void response.end('hello'));
  expect((await examine(portOf(other))).line('port')).toMatch(/^✗ [\s\S]*taken by another program\. Set PORT/);
  const json = await answering((_, response) => void response.end('{"status":"up"}'));
  expect((await examine(portOf(json))).line('port')).toMatch(/^✗ [\s\S]*taken by another program/);
  const ready = await answering((_, response) => void response.end('{"ready":true,"database":"ok"}'));
  expect((await examine(portOf(ready))).line('port')).toMatch(/^✓ .*a Yibo is running on port \d+, and is ready/);
  const ill = await answering((_, response) => void response.end('{"ready":false,"database":"does not answer"}'));
  expect((await examine(portOf(ill))).line('port')).toMatch(/^! .*not ready: the database does not answer\. Look/);
});

test('a public address that does not lead here', async () => {
  const told = async (PUBLIC_BASE_URL: string) => (await examine({ PUBLIC_BASE_URL })).line('address');
  expect(await told(await answering(healthy))).toMatch(/^✓/);
  expect(await told('http://yibo.invalid')).toMatch(/^✗ [\s\S]*\/healthz: (the name does not resolve|no answer)/);
  expect(await told(deserted)).toMatch(/^✗ [\s\S]*nothing listens there\. Start the service[\s\S]*ECONNREFUSED/);
  const moved = await answering(
    (_, response) => void response.writeHead(301, { location: 'https://x.example/' }).end(),
  );
  expect(await told(moved)).toMatch(/^✗ [\s\S]*sends us on to https:\/\/x\.example\/.* Set PUBLIC_BASE_URL/);
  const down = await answering((_, response) => void response.writeHead(502).end());
  expect(await told(down)).toMatch(/^✗ [\s\S]*answers 502: the proxy is there, the service behind it is not/);
  const other = await answering((_, response) => void response.end('<h1>Welcome to nginx</h1>'));
  expect(await told(other)).toMatch(/^✗ [\s\S]*answers 200, but not as Yibo does/);
  const silent = await answering(() => undefined);
  expect(await told(silent)).toMatch(/^✗ [\s\S]*no answer within 3 s\. Look at the firewall/);
});
