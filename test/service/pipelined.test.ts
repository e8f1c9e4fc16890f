import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { UnderWay } from '../../src/service/under-way.js';
import { startTestService } from './running.js';

const lookup = '/api/v1/lookups/progress?declarationNo=120000116000001&registrationNo=1101960H79';
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** Asks, and reads nothing of what is answered. */
async function askUnread(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

test('whoever asks and does not listen, or goes, keeps nobody else at their address from an answer', async () => {
  const service = await startTestService();
  const ask = async () => {
    const signal = AbortSignal.timeout(8_000);
    return (await fetch(service.origin + lookup, { signal })).status;
  };
  const port = Number(new URL(service.origin).port);
  expect(await ask()).toBe(200);
  const deaf = await askUnread(port, get('/api/v1/openapi.json').repeat(300) + get(lookup).repeat(3));
  await pause(1_500);
  expect(await ask()).toBe(200);
  deaf.destroy();
  expect(await ask()).toBe(200);
  for (const many of [2, 5]) {
    const gone = await askUnread(port, get(lookup).repeat(many));
    await pause(5);
    gone.resetAndDestroy();
    expect(await ask()).toBe(200);
  }
  await service.close();
});

test('answers behind another on a connection that has gone are waited for no more', async () => {
  const server = createServer();
  const underWay = new UnderWay(server);
  let came = 0;
  server.on('request', () => void came++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asker = await askUnread((server.address() as AddressInfo).port, get('/').repeat(5));
  await expect.poll(() => came).toBe(5);
  asker.destroy();
  await pause(50);
  const startedAt = performance.now();
  expect(await underWay.finish(5_000)).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
