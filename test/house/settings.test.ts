import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, settingNames } from '../../src/service/config.js';
import { root } from '../commands/run-yibo.js';
import { sourceFiles } from './measure.js';

/** Variables that are read where they are wanted, and not with the others. */
const elsewhere = ['YIBO_OPERATOR', 'WECHATY_PUPPET', 'WECHATY_TOKEN', 'WECHATY_FOLDER'];
/** Variables of `compose.yaml` alone. */
const ofCompose = ['POSTGRES_PASSWORD', 'SITE_ADDRESS'];

const settings = [...settingNames, ...elsewhere].sort();
const example = readFileSync(join(root, 'deploy/.env.example'), 'utf8');
const exampleLines = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$/gm)];

test('every setting stands in deploy/.env.example once, and nothing else does', () => {
  expect(exampleLines.map(([, name]) => name).sort()).toEqual([...settings, ...ofCompose].sort());
});

test("every setting has a row in the README's table, and nothing else has", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, table = ''] = /### Settings\n([\s\S]*?)\n###/.exec(readme) ?? [];
  const names = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name),
  );
  expect(names.sort()).toEqual(settings);
});

test('every variable that the code reads by its name is a setting', () => {
  const read = sourceFiles().flatMap(({ text }) => [
    ...[...text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name),
    ...[...text.matchAll(/const \{([^}]*)\} = (?:process\.)?env;/g)].flatMap(
      ([, names = '']) => names.match(/[A-Z][A-Z0-9_]+/g) ?? [],
    ),
  ]);
  // What a puppet of wechaty itself reads.
  const others = ['WECHATY_PUPPET_SERVICE_TOKEN'];
  expect([...new Set(read)].filter((name) => !settings.includes(name ?? '') && !others.includes(name ?? ''))).toEqual(
    [],
  );
});

test('deploy/.env.example is good as it is written: what it shows as a default is one', () => {
  const shown = Object.fromEntries(exampleLines.map(([, name = '', value = '']) => [name, value]));
  const given = {
    PUBLIC_BASE_URL: 'https://hotline.example',
    TWILIO_AUTH_TOKEN: '2'.repeat(32),
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  };
  const production = { NODE_ENV: 'production' };
  const { WECHAT_MODE: _mode, ...defaults } = shown;
  const { localSecrets: _made, wechat, twilio, host, ...rest } = loadConfig({ ...defaults, ...given });
  const {
    localSecrets: _made2,
    wechat: wechat2,
    twilio: twilio2,
    host: _all,
    ...bare
  } = loadConfig({ ...production, ...given });
  expect(rest).toEqual(bare);
  expect(host).toBe('::');
  const lasting = ({ appSecret, apiBase, deadlineMs, maxAgeSeconds }: typeof wechat) => [
    appSecret,
    apiBase,
    deadlineMs,
    maxAgeSeconds,
  ];
  expect([lasting(wechat), twilio.speech]).toEqual([lasting(wechat2), twilio2.speech]);
});
