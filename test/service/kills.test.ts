import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type KillOutcome, killAgainAndAgain } from '../../bench/kills.js';
import { holdUpTurns } from '../../bench/kills-bench.js';
import { startPostgres } from '../postgres-server.js';

/** Chance that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** It would prove nothing if no kill had come in between. */
function expectAllKept({ cutOff, lateAnswers, turns, cases, callbacks, calls }: KillOutcome): void {
  const nothing = { lost: 0, doubled: 0 };
  const all = { turns, cases, callbacks, calls };
  expect({ ...all, lateAnswers }).toMatchObject({
    ...{ turns: nothing, cases: nothing, callbacks: nothing, calls: nothing, lateAnswers: nothing },
  });
  expect(cutOff).toBeGreaterThan(0);
  for (const { acknowledged } of Object.values(all)) expect(acknowledged).toBeGreaterThan(0);
}

test('kill -9 ten times on PostgreSQL, answers in WeChat owed: no acknowledged turn, case, call back, record of a call or late answer is lost or doubled', async () => {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const locker = new pg.Client(databaseUrl);
  await locker.connect();
  onTestFinished(async () => {
    await locker.end();
    await postgres.stop();
  });
  const outcome = await killAgainAndAgain({
    ...{ databaseUrl, kills: 10, chance: seeded(1), holdUp: holdUpTurns(locker) },
  });
  expectAllKept(outcome);
  expect(outcome.lateAnswers.acknowledged).toBeGreaterThan(0);
}, 900_000);

test('kill -9 ten times on SQLite: no acknowledged turn, case, call back or record of a call is lost or doubled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-kills-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = `sqlite:${join(folder, 'kills.db')}`;
  expectAllKept(await killAgainAndAgain({ databaseUrl, kills: 10, chance: seeded(2), holdUp: null }));
}, 900_000);
