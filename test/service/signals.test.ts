import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { TwilioCall } from '../../src/simulator/twilio-call.js';
import { until } from '../until.js';
import { node, npm, ServiceProcess, type Start } from './process.js';

/** Longer than any answer that is not held up takes, and than two seconds: so long a stop once waited. */
const heldUpMs = 2_500;

/** Makes it process 1, as in a container, where the system lets us; a signal that is not listened for does not end that one. */
const asProcessOne: Start = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', ...node];
const canUnshare = spawnSync('unshare', [...asProcessOne.slice(1, 5), 'true']).status === 0;

let service: ServiceProcess;
afterEach(() => service.remove());

/** Somebody else writes to the database, so that no turn can be stored. */
async function held(file: string): Promise<{ letGo(): Promise<void> }> {
  const database = new sqlite3.Database(file);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));
  await run('BEGIN IMMEDIATE');
  return {
    async letGo() {
      await run('COMMIT');
      await new Promise((resolve) => database.close(resolve));
    },
  };
}

function isListening(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function onlyChildOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}

/** The signal comes while a turn is held up; what the caller gets, and how the process ends. */
async function signalledInATurn(to: number | undefined) {
  const call = new TwilioCall(service.twilio);
  await call.ring();
  const database = await held(service.databaseFile);
  const turn = call.press('1');
  await until(async () => (await fetch(`${service.origin}/healthz`)).ok);
  await pause(200);
  const ended = service.signal('SIGTERM', to);
  await until(async () => !(await isListening(service.origin)));
  await pause(heldUpMs);
  await database.letGo();
  return { heard: await turn, exit: await ended };
}

describe('a signal to end lets turns under way be finished, and the process ends', () => {
  const starts: readonly (readonly [string, Start])[] = [
    ['node', node],
    ['npm start', npm],
    ['process 1', canUnshare ? asProcessOne : node],
  ];
  test.each(starts)('%s', async (_name, command) => {
    service = new ServiceProcess({}, command);
    await service.start();
    // `unshare` hands no signal on: its child is the one that is process 1 to itself.
    const { heard, exit } = await signalledInATurn(command === asProcessOne ? onlyChildOf(service.pid) : service.pid);
    expect(heard[0]).toMatchObject({ kind: 'says' });
    expect(exit).toBe(0);
    expect(await isListening(service.origin)).toBe(false);
    expect(service.told).toContain('turns under way are finished first');
  });

  test('Ctrl-C, which npm and the terminal both send', async () => {
    service = new ServiceProcess();
    await service.start();
    const ended = service.signal('SIGINT');
    expect(await Promise.all([ended, service.signal('SIGINT')])).toEqual([0, 0]);
  });

  test('one that comes before the service is ready', async () => {
    service = new ServiceProcess();
    const child = service.spawn();
    // The database is there, and the content is being read.
    await until(() => service.told.includes('a new database was made'));
    expect(await service.signal('SIGTERM')).toBe(0);
    expect(child.signalCode).toBeNull();
  });
});
