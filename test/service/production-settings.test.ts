import { describe, expect, test } from 'vitest';
import { ConfigRefused, loadConfig } from '../../src/service/config.js';

const telephone = { TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'f0'.repeat(16) };
const account = { WECHAT_APP_ID: 'wx1', WECHAT_TOKEN: 'Tianjin2016' };
const key = { WECHAT_ENCODING_AES_KEY: 'A'.repeat(43) };
const production = {
  NODE_ENV: 'production',
  PUBLIC_BASE_URL: 'https://hotline.example',
  ...telephone,
  ...account,
  ...key,
};

function problems(change: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig({ ...production, ...change });
    return [];
  } catch (error) {
    if (error instanceof ConfigRefused) return error.problems;
    throw error;
  }
}

test('what consoles show is taken', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ WECHAT_TOKEN: 'abc' })).toEqual([]);
  expect(problems({ TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' })).toEqual([]);
});

describe('production does not start with what no console would show', () => {
  test.each([
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['TWILIO_ACCOUNT_SID', ''],
    ['TWILIO_ACCOUNT_SID', `SK${'0a'.repeat(16)}`],
    ['TWILIO_AUTH_TOKEN', 'abc'],
    ['TWILIO_AUTH_TOKEN', `${'f0'.repeat(16)}\n`],
    ['WECHAT_TOKEN', 'x'],
    ['WECHAT_TOKEN', 'with a space'],
    ['WECHAT_TOKEN', 'a'.repeat(33)],
    ['PUBLIC_BASE_URL', 'http://hotline.example'],
    ['PUBLIC_BASE_URL', 'http://localhost.example'],
    ['WECHAT_MODE', 'secret'],
    ['YIBO_OPERATIONS_TOKEN', 'short'],
  ])('%s=%s', (name, value) => {
    expect(problems({ [name]: value }).join('\n')).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
  });

  test('a mode that needs a key, without one', () => {
    for (const WECHAT_MODE of ['safe', 'compatible'])
      expect(problems({ WECHAT_MODE, WECHAT_ENCODING_AES_KEY: '' })).toEqual([expect.stringContaining(WECHAT_MODE)]);
  });
});

test('an http address is taken where somebody says so, and on this machine', () => {
  expect(problems({ PUBLIC_BASE_URL: 'http://hotline.example', YIBO_PLAIN_HTTP: 'on' })).toEqual([]);
  for (const PUBLIC_BASE_URL of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
    expect(problems({ PUBLIC_BASE_URL })).toEqual([]);
});

test('the mode of the WeChat account follows from its key in production, and is any mode elsewhere', () => {
  const modeOf = (env: NodeJS.ProcessEnv) => loadConfig(env).wechat.mode;
  expect(modeOf(production)).toBe('safe');
  expect(modeOf({ ...production, WECHAT_ENCODING_AES_KEY: '' })).toBe('plain');
  expect(modeOf({ ...production, WECHAT_MODE: 'compatible' })).toBe('compatible');
  expect(modeOf({})).toBe('any');
});
