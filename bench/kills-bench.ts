import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../test/postgres-server.js';
import type { Kept } from './kept.js';
import { type HoldUp, type KillOutcome, killAgainAndAgain } from './kills.js';
import { inTemporaryFolder } from './temporary-folder.js';

/**
 * Kills the service with `kill -9`, half of the times on each database, while people call, leave messages and write.
 * @returns whether nothing that was acknowledged was lost, and nothing of it came twice
 */
export async function killsBench(kills: number): Promise<boolean> {
  const half = Math.ceil(kills / 2);
  const onSqlite = inTemporaryFolder((folder) =>
    killAgainAndAgain({
      ...{ databaseUrl: `sqlite:${join(folder, 'kills.db')}`, kills: half, chance: Math.random, holdUp: null },
      tell: (done) => progress('SQLite', done, half),
    }),
  );
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  const locker = new pg.Client(databaseUrl);
  await locker.connect();
  const onPostgres = killAgainAndAgain({
    ...{ databaseUrl, kills: kills - half, chance: Math.random, holdUp: holdUpTurns(locker) },
    tell: (done) => progress('PostgreSQL', done, kills - half),
  });
  try {
    const outcomes = [print('SQLite', false, await onSqlite), print('PostgreSQL', true, await onPostgres)];
    return outcomes.every((isMet) => isMet);
  } finally {
    await locker.end();
    await postgres.stop();
  }
}

/** Locks the table of turns: what is owed can still be written down. */
export function holdUpTurns(locker: pg.Client): HoldUp {
  return async () => {
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE turn IN SHARE ROW EXCLUSIVE MODE').catch(() => undefined);
    return () => locker.query('ROLLBACK');
  };
}

function progress(name: string, done: number, all: number): void {
  if (done % 25 === 0) console.error(`  ${name}: ${done} of ${all} kills`);
}

function print(name: string, isHeldUp: boolean, outcome: KillOutcome): boolean {
  const { kills, cutOff, turns, cases, callbacks, calls, lateAnswers } = outcome;
  const row = (what: string, { acknowledged, lost, doubled }: Kept): string =>
    `  ${what.padEnd(18)}${String(acknowledged).padStart(9)} acknowledged${String(lost).padStart(6)} lost${String(doubled).padStart(6)} doubled`;
  // Where nobody holds the database up, whether any answer is late is left to the machine.
  const always = [turns, cases, callbacks, calls];
  const mustBeThere = isHeldUp ? [...always, lateAnswers] : always;
  const isMet =
    mustBeThere.every(({ acknowledged }) => acknowledged > 0) &&
    [...always, lateAnswers].every(({ lost, doubled }) => lost + doubled === 0);
  console.log(`${kills} times kill -9 on ${name}, ${cutOff} deliveries cut off and sent again`);
  const rows = [row('turns', turns), row('cases', cases), row('calls back', callbacks), row('records of calls', calls)];
  console.log([...rows, row('late answers', lateAnswers)].join('\n'));
  for (const one of calls.missing ?? []) console.log(`    ${one}`);
  console.log(
    `  sent before a kill and, since it came before that was noted, again after it: ${lateAnswers.sentAgainAfterKill}`,
  );
  console.log(`  bar: nothing lost, nothing doubled  ${isMet ? 'met' : 'NOT met'}\n`);
  return isMet;
}
