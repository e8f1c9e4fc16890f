import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Challenges } from '../../../src/challenge/challenges.js';
import { systemEntropy } from '../../../src/service/entropy.js';
import { startTestService, type TestService } from '../../service/running.js';

let service: TestService;
let challenges: Challenges;
beforeAll(async () => {
  service = await startTestService({ TRUSTED_PROXIES: '1' });
  const clock = { now: () => Date.parse('2016-10-21T10:01:00+08:00') };
  challenges = new Challenges({ store: service.store.guesses, clock, entropy: systemEntropy });
});
afterAll(() => service.close());

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(service.origin + path, { headers: { 'X-Forwarded-For': '192.0.2.1', ...headers } });
  return {
    status: answer.status,
    url: answer.url,
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

test('a picture is a PNG that nobody keeps, and another one each time', async () => {
  const path = `/challenge/${await challenges.fresh('progress')}.png`;
  const [one, other] = [await get(path), await get(path)];
  expect([one.status, one.headers.get('content-type'), one.headers.get('cache-control')]).toEqual([
    200,
    'image/png',
    'no-store',
  ]);
  expect(PNG.sync.read(one.bytes)).toMatchObject({ width: 440, height: 144 });
  expect(one.bytes.equals(other.bytes)).toBe(false);
});

test('a sound is a WAV that nobody keeps, and another one each time the link is followed', async () => {
  const path = `/challenge/${await challenges.fresh('progress')}.wav`;
  const [one, other] = [await get(path), await get(path)];
  expect([one.status, one.headers.get('content-type'), one.headers.get('cache-control')]).toEqual([
    200,
    'audio/wav',
    'no-store',
  ]);
  expect(one.url).toContain('.wav?take=');
  expect(one.bytes.equals(other.bytes)).toBe(false);
});

test('a sound can be had in parts, which fit together: some browsers play nothing else', async () => {
  const { url, bytes } = await get(`/challenge/${await challenges.fresh('progress')}.wav`);
  const path = url.slice(service.origin.length);
  const first = await get(path, { Range: 'bytes=0-1' });
  expect([first.status, first.headers.get('content-range'), first.headers.get('accept-ranges')]).toEqual([
    206,
    `bytes 0-1/${bytes.length}`,
    'bytes',
  ]);
  const rest = await get(path, { Range: 'bytes=2-' });
  expect(Buffer.concat([first.bytes, rest.bytes]).equals(bytes)).toBe(true);
});

test.each([
  ['of nobody', 'A'.repeat(64)],
  ['that is none', 'x'],
  ['with a slip', '../secret'],
])('of a challenge %s there is neither', async (_, id) => {
  for (const kind of ['png', 'wav', 'svg']) {
    const { status, bytes } = await get(`/challenge/${encodeURIComponent(id)}.${kind}`);
    expect([status, bytes.subarray(1, 4).toString()]).not.toEqual([200, 'PNG']);
    expect(status).toBe(404);
  }
});

test('one address is refused that asks for hundreds; another is not', async () => {
  const path = `/challenge/${await challenges.fresh('progress')}.svg`;
  const from = (address: string) => get(path, { 'X-Forwarded-For': address });
  const statuses: number[] = [];
  // Slowly enough for the limit of all together, which is by the second.
  for (let n = 0; n < 125; n++) statuses.push((await from('198.51.100.1')).status);
  expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(120);
  const refused = await from('198.51.100.1');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
});
