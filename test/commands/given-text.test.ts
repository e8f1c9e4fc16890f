import { type UserInfo, userInfo } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/commands/explain.js';
import { operator } from '../../src/commands/given-text.js';

vi.mock('node:os', async (original) => ({ ...(await original<typeof import('node:os')>()), userInfo: vi.fn() }));

function loggedInAs(username: string | Error): void {
  vi.mocked(userInfo).mockImplementation(() => {
    if (username instanceof Error) throw username;
    return { username } as UserInfo<string>;
  });
}
afterEach(() => void vi.unstubAllEnvs());

describe('who works here', () => {
  test('is YIBO_OPERATOR, else the name of the login', () => {
    loggedInAs('zhang');
    vi.stubEnv('YIBO_OPERATOR', ' 张三 ');
    expect(operator('--by')).toBe('张三');
    vi.stubEnv('YIBO_OPERATOR', '');
    expect(operator('--by')).toBe('zhang');
  });

  test.each([
    ['a login without a name', ''],
    ['a blank one', ' '],
    ['a user that the machine does not know, as in a container', new Error('uv_os_get_passwd returned ENOENT')],
  ])('is asked for after %s', (_, username) => {
    loggedInAs(username);
    vi.stubEnv('YIBO_OPERATOR', '');
    expect(() => operator('--approved-by')).toThrow(UsageError);
    expect(() => operator('--approved-by')).toThrow('Say who it is with --approved-by NAME, or set YIBO_OPERATOR.');
  });
});
