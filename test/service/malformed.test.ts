import { expect, onTestFinished, test } from 'vitest';
import { settingsOf } from '../../bench/forgeries.js';
import { sendMalformed } from '../../bench/malformed.js';
import { startTestService } from './running.js';

test('20,000 malformed requests to every address: no crash, no 5xx, no failed turn', async () => {
  const settings = { ...settingsOf('safe'), YIBO_CLOCK: '', API_REQUESTS_PER_MINUTE: '1000000' };
  const service = await startTestService(settings);
  onTestFinished(() => service.close());
  const { kinds, statuses, failures } = await sendMalformed(service.origin, { count: 20_000, seed: 11 });
  expect(failures).toEqual([]);
  expect([...kinds.values()].reduce((sum, times) => sum + times, 0)).toBe(20_000);
  // They reach every kind of answer.
  for (const status of ['200', '400', '403', '404', '405', '413', '415', '431'])
    expect(statuses.get(status), status).toBeGreaterThan(0);
  expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
  const told = await (await fetch(`${service.origin}/metrics`)).text();
  expect(told).toMatch(/yibo_turns_total\{[^}]*outcome="answered"/);
  expect(told).not.toMatch(/outcome="failed"/);
});
