import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const taken = JSON.stringify({ errcode: 0, access_token: 'bench', expires_in: 7200, kf_online_list: [] });

/**
 * Stands in for WeChat's servers where a service is measured: they take every call at once, and nobody is signed in. They are
 * gone with the process.
 * @returns their address
 */
export async function wechatServers(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.setHeader('Content-Type', 'application/json').end(taken));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
