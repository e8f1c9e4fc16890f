import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Turn } from '../../src/domain/conversation/turn.js';
import { WechatApi } from '../../src/simulator/wechat-api.js';
import { until } from '../until.js';
import { startTestService, type TestService } from './running.js';

const startsAt = Date.parse('2016-10-21T10:00:00+08:00');
const hour = 3_600_000;

let api: WechatApi;
let service: TestService;
beforeEach(async () => {
  api = new WechatApi({ appId: 'wxtest', appSecret: 'secret', now: () => startsAt });
  service = await startTestService({
    WECHAT_APP_ID: 'wxtest',
    WECHAT_APP_SECRET: 'secret',
    WECHAT_API_BASE: await api.open(),
  });
  api.wrote('o1');
});
afterEach(async () => {
  await service.close();
  api.close();
});

/** As a process that died left it: promised, and maybe answered already. */
async function owe(key: string, at: number): Promise<void> {
  const turn: Turn = {
    ...{ channel: 'wechat', personId: 'o1', conversationId: 'wx:o1', deliveryId: 'wx:one', step: null, at },
    input: { kind: 'text', text: '您好' },
    can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: 30 * 60_000 },
  };
  const whose = {
    channel: 'wechat',
    personId: 'o1',
    conversationId: 'wx:o1',
    body: JSON.stringify({ turn, words: null }),
  };
  await service.store.outbox.owe({ key, ...whose, owedAt: at, dueAt: at, notAfter: at + 48 * hour });
}

test('an answer that was promised comes, however long ago the delivery was answered', async () => {
  await owe('late:one', startsAt);
  await api.until(({ length }) => length === 1);
  // The same delivery as a copy found it two hours later: a stranger's would be refused as a replay.
  service.setClock(new Date(startsAt + 2 * hour).toISOString());
  await owe('late:two', startsAt + 2 * hour);
  await api.until(({ length }) => length === 2);
  expect(api.arrived[1]).toEqual(api.arrived[0]);
  expect(api.arrived[0]?.text).toContain('津门国检');
});

test('an answer that was promised comes although the clock is set back meanwhile', async () => {
  service.setClock(new Date(startsAt - 24 * hour).toISOString());
  await owe('late:one', startsAt);
  await api.until(({ length }) => length === 1);
});

test('what was promised more than 48 hours ago is kept as a dead letter', async () => {
  service.setClock(new Date(startsAt + 49 * hour).toISOString());
  await owe('late:one', startsAt);
  await until(async () => (await service.store.outbox.find('late:one'))?.state === 'dead');
  expect(api.arrived).toEqual([]);
});

test('the duties of the service are done soon after its start', async () => {
  for (const name of ['retention', 'publication-terms']) {
    const isDone = async () => {
      const standing = await service.store.duties.standing(name);
      return standing?.heldForMs === 0 && standing;
    };
    const { dueAt } = await until(isDone);
    expect(dueAt).toBeGreaterThanOrEqual(startsAt + hour);
  }
});
