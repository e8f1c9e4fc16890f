import { expect, test } from 'vitest';
import { examine } from './examine.js';

const about = async (env: NodeJS.ProcessEnv): Promise<string> => (await examine(env)).line('wechaty');

test('a puppet is looked at where one is chosen: whether it can be loaded, and what keeps one from running', async () => {
  expect(await about({})).toBe('');
  expect(await about({ WECHATY_PUPPET: 'wechaty-puppet-mock' })).toMatch(/^✓ .*wechaty-puppet-mock can be loaded/);
  expect(await about({ WECHATY_PUPPET: 'wechaty-puppet-nowhere' })).toMatch(
    /^✗ .*wechaty-puppet-nowhere is not installed\. Run npm install wechaty-puppet-nowhere\./,
  );
  expect(await about({ WECHATY_PUPPET: 'wechaty-puppet-service' })).toMatch(/^✗ .*needs a token\. Set WECHATY_TOKEN/);
  // It is there, and no puppet.
  expect(await about({ WECHATY_PUPPET: 'yaml' })).toMatch(/^✗ .*yaml is no puppet of wechaty.*unset WECHATY_PUPPET/s);
});
