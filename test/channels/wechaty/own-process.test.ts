import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../until.js';

const yibo = fileURLToPath(new URL('../../../src/yibo.js', import.meta.url));
const drivenPuppet = fileURLToPath(new URL('./driven-puppet.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-puppet-process-'));
let service: ChildProcess | null = null;

afterEach(async () => {
  if (service && service.exitCode === null && service.signalCode === null) {
    const ended = once(service, 'exit');
    service.kill('SIGKILL');
    await ended;
  }
  service = null;
  rmSync(folder, { recursive: true, force: true });
});

/** The whole service as it is run, each line of its log a promise away. */
async function serve(env: NodeJS.ProcessEnv): Promise<{ logged: (words: string) => Promise<string>; port: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, [yibo, 'serve'], {
    env: {
      ...process.env,
      ...{ NODE_ENV: '', LOG_LEVEL: 'info', PORT: String(port), WECHATY_FOLDER: folder, TWILIO_AUTH_TOKEN: 'secret' },
      DATABASE_URL: `sqlite:${join(folder, 'yibo.db')}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  service = child;
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  }
  let read = 0;
  const logged = async (words: string): Promise<string> => {
    for (;;) {
      const found = lines.findIndex((line, index) => index >= read && line.includes(words));
      if (found >= 0) {
        read = found + 1;
        return lines[found] ?? '';
      }
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
    }
  };
  return { logged, port };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Tells the puppet of a service, wherever it runs, what to do. */
class Driver {
  constructor(private readonly port: number) {}

  async drive(path: string, told: object = {}): Promise<Driven> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method: 'POST',
      body: JSON.stringify(told),
    });
    return (await response.json()) as Driven;
  }

  answered(count: number): Promise<Driven> {
    return until(async () => {
      const state = await this.drive('/sent');
      return state.sent.length >= count && state;
    });
  }
}

async function serveWithPuppet() {
  const puppetPort = await freePort();
  const { logged, port } = await serve({ WECHATY_PUPPET: drivenPuppet, DRIVEN_PUPPET_PORT: String(puppetPort) });
  await logged('the puppet is logged in');
  const driver = new Driver(puppetPort);
  return { logged, port, drive: driver.drive.bind(driver), answered: driver.answered.bind(driver) };
}

test('a service that is killed while an answer is owed sends it after the next start', async () => {
  const first = await serveWithPuppet();
  await first.drive('/refuse');
  await first.drive('/write', { from: 'li', text: '查进度', id: 'm1' });
  await first.logged('a message was not sent; it is tried again');
  const { pid } = await first.drive('/sent');
  const ended = once(service as ChildProcess, 'exit');
  service?.kill('SIGKILL');
  await ended;
  // Its puppet does not outlive it.
  await until(() => !isAlive(pid));
  const second = await serveWithPuppet();
  expect((await second.answered(1)).sent).toEqual([
    { to: 'li', text: expect.stringMatching(/^请发来 15 位报检号。\n不查了请回复 \*，(?:转人工|留言)请回复 0。$/) },
  ]);
  // It is the same message, and not the next answer of a form.
  await second.drive('/write', { from: 'li', text: '查进度', id: 'm1' });
  await second.drive('/write', { from: 'li', text: '12000011600001', id: 'm2' });
  expect((await second.answered(2)).sent[1]?.text).toContain('您发来的是 14 位');
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a puppet that throws or is killed ends its own process; the service answers on, and starts it again', async () => {
  const { logged, port, drive, answered } = await serveWithPuppet();
  await drive('/write', { from: 'li', text: '查进度', id: 'm1' });
  const first = await answered(1);
  expect(first.sent).toEqual([
    { to: 'li', text: expect.stringMatching(/^请发来 15 位报检号。\n不查了请回复 \*，(?:转人工|留言)请回复 0。$/) },
  ]);
  expect(first.pid).not.toBe(service?.pid);
  expect(first.secrets).toEqual([]);

  await drive('/reject');
  await logged('rejected by the puppet');
  expect((await drive('/sent')).pid).toBe(first.pid);

  // It may be gone before it answers.
  await drive('/throw').catch(() => undefined);
  await logged('the puppet failed; it is started again');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  await logged('the puppet is logged in');
  const second = await drive('/sent');
  expect(second.pid).not.toBe(first.pid);

  process.kill(second.pid, 'SIGKILL');
  expect(await logged('the puppet failed; it is started again')).toContain('SIGKILL');
  await logged('the puppet is logged in');
  await drive('/write', { from: 'li', text: '12000011600001', id: 'm2' });
  expect((await answered(1)).sent[0]?.text).toContain('您发来的是 14 位');

  const { pid } = await drive('/sent');
  const ended = once(service as ChildProcess, 'exit');
  service?.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('without WECHATY_PUPPET nothing of it is loaded, and no process is started', async () => {
  // Whoever loads one of these packages fails at once.
  const refusing = `
    import { register } from 'node:module';
    const hooks = 'export const resolve = (name, context, next) => {' +
      'if (/^(wechaty|qr$)/.test(name)) { console.error("loads " + name); process.exit(9); } return next(name, context); }';
    register('data:text/javascript,' + encodeURIComponent(hooks));
  `;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(refusing)}`;
  const without = await serve({ WECHATY_PUPPET: '', NODE_OPTIONS });
  await without.logged('"msg":"ready"');
  expect((await fetch(`http://127.0.0.1:${without.port}/healthz`)).status).toBe(200);
  const ended = once(service as ChildProcess, 'exit');
  service?.kill('SIGTERM');
  await ended;
  // The guard works: with a puppet, its process is the one that loads wechaty.
  const chosen = await serve({ WECHATY_PUPPET: 'wechaty-puppet-mock', NODE_OPTIONS });
  await chosen.logged('the puppet failed; it is started again');
});

test('a puppet that is not installed stops the start, and says what to do', async () => {
  const { logged } = await serve({ WECHATY_PUPPET: 'wechaty-puppet-nowhere' });
  await logged('WECHATY_PUPPET is set, but the channel cannot run:');
  await logged('the puppet wechaty-puppet-nowhere is not installed. Run npm install wechaty-puppet-nowhere.');
  if (service?.exitCode === null) await once(service, 'exit');
  expect(service?.exitCode).toBe(1);
});

interface Driven {
  readonly pid: number;
  readonly sent: readonly { readonly to: string; readonly text: string }[];
  readonly secrets: readonly string[];
}
