import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { unanswered } from '../../src/domain/hotline/presence.js';
import { Exchange } from '../../src/simulator/telephones/exchange.js';
import { ManualTimeline } from '../../src/simulator/telephones/timeline.js';
import { database, examine, root } from '../operations/examine.js';
import { now } from '../operations/fixtures.js';
import { startTestService } from '../service/running.js';
import { until } from '../until.js';

test('a colleague who does not answer three callers in a row is put away; whoever runs the hotline is told once, and the duty menu says so', async () => {
  const told: { readonly type: string; readonly data: unknown }[] = [];
  const system = createServer((request, response) => {
    request.on('data', (data) => told.push(JSON.parse(String(data)))).on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
  onTestFinished(() => void system.close());
  const service = await startTestService({
    CASE_WEBHOOK_URL: `http://127.0.0.1:${(system.address() as AddressInfo).port}/`,
    CASE_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  });
  onTestFinished(() => service.close());
  const time = new ManualTimeline(0, (ms) => service.passTime(ms));
  const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.twilio };
  // Every signal comes twice.
  const exchange = new Exchange(account, { timeline: time, signals: () => [0, 500] });
  // One caller who waits for minutes is one miss, however often their ring is in vain.
  for (const from of ['+8613800138000', '+8613800138001', '+8613800138002']) {
    const call = exchange.callFrom(from);
    await call.ring();
    await call.press('5');
    await time.pass(3 * 60_000);
    await call.hangUp();
    await time.pass(2 * 60_000);
  }

  const [food] = (await service.store.seats.presences()).filter(({ colleague }) => colleague === 'food-1');
  expect(food).toMatchObject({ state: 'away', reason: unanswered, misses: 3 });
  expect(exchange.rings.filter(({ address }) => address.startsWith('sip:1501')).length).toBeGreaterThan(3);
  const ofFood = () => told.filter(({ data }) => (data as { colleague?: string }).colleague === 'food-1');
  await until(() => ofFood().length > 0);
  const data = { colleague: 'food-1', name: '食品一', line: 'food', misses: 3, until: '2016-10-22T00:00:00+08:00' };
  expect(ofFood()).toMatchObject([{ type: 'colleague.put-away', data }]);
  const keysOfFood = async () => {
    const sent = await service.store.outbox.list('sent', 100);
    return sent.map(({ key }) => key).filter((key) => key.startsWith('away:food-1:'));
  };
  // That it was sent is noted after it arrived.
  await until(async () => (await keysOfFood()).length > 0);
  expect(await keysOfFood()).toHaveLength(1);

  const own = exchange.callFrom('sip:1501@pbx.invalid');
  await own.ring();
  const said = own.heard.map((one) => ('words' in one ? one.words : '')).join('');
  expect(said).toContain('食品一，您好，连续几次没有接听，系统已经把您置为离席。恢复接听请按一');
});

test('doctor names who was put away, and how they come back', async () => {
  const presence = { state: 'away', since: now - 60_000, until: now + 60_000, offerId: null, idleSince: null } as const;
  const presences = async () => [
    { ...presence, colleague: 'food-1', reason: unanswered, misses: 3 },
    { ...presence, colleague: 'legal-1', reason: '午餐', misses: 0 },
    { ...presence, colleague: 'general-1', reason: unanswered, misses: 3, until: now },
  ];
  const change = { presences, now: () => now };
  const { line } = await examine({ DATABASE_URL: `sqlite:${await database()}` }, change, root, ['colleagues']);
  expect(line('colleagues').replace(/\s+/g, ' ')).toMatch(
    /^! colleagues 1 colleague\(s\) did not answer.*npx yibo staff back food-1.*· food-1 食品一: 2016-10-21 09:59:00, 3$/,
  );
});
