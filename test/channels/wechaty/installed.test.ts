import { expect, test } from 'vitest';
import { missingFor, runnableWechaty } from '../../../src/channels/wechaty/installed.js';
import { wechatySettings } from '../../../src/channels/wechaty/settings.js';

test('unset, there is no channel', () => {
  expect(wechatySettings({})).toBeNull();
  expect(runnableWechaty({ WECHATY_PUPPET: '' })).toBeNull();
  expect(runnableWechaty({ WECHATY_PUPPET: 'wechaty-puppet-mock' })).toEqual({
    ...{ puppet: 'wechaty-puppet-mock', token: null, folder: 'var' },
  });
});

test('what is missing is said together, each with what to do', () => {
  const chosen = { puppet: 'wechaty-puppet-service', token: null, folder: 'var' };
  expect(missingFor(chosen, {}, () => false)).toEqual([
    'wechaty is not installed. Run npm ci without --omit=optional, or unset WECHATY_PUPPET.',
    'the puppet wechaty-puppet-service is not installed. Run npm install wechaty-puppet-service.',
    'wechaty-puppet-service needs a token. Set WECHATY_TOKEN to that of your puppet service.',
  ]);
  expect(missingFor({ ...chosen, token: 't' }, {})).toEqual([]);
  expect(missingFor(chosen, { WECHATY_PUPPET_SERVICE_TOKEN: 't' })).toEqual([]);
  expect(() => runnableWechaty({ WECHATY_PUPPET: './no/puppet.js' })).toThrow(
    'the puppet ./no/puppet.js is not installed. Set WECHATY_PUPPET to a file that is there.',
  );
});
