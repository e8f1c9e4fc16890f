/**
 * A process that does a duty, for tests that kill it: notes each beginning and end in the table `done`, as it goes. It tells on its
 * output, a word a line, that it is `ready`, and `refused` whenever the duty was not its to begin.
 * Arguments: DATABASE_URL, its name, how long the duty takes in ms or `long` until a line comes in, its period in ms.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Duties } from '../../dist/duties/duties.js';
import { openStore } from '../../dist/store/open.js';

const [url, name, takes, periodMs] = process.argv.slice(2);
const store = await openStore(url);
const notes = new pg.Client(url);
await notes.connect();
const sql = "INSERT INTO done (name, what, begun_at) SELECT $1, $2, begun_at FROM duty WHERE name = 'count'";
const note = (what) => notes.query(sql, [name, what]);
const log = { debug() {}, warn: console.error, error: console.error };
const { begin } = store.duties;
store.duties.begin = async (claim) => {
  const begun = await begin.call(store.duties, claim);
  if (!begun) console.log('refused');
  return begun;
};
const told = once(process.stdin, 'data');
const duties = new Duties(store, { clock: { now: () => Date.now() }, log });
duties.every({
  name: 'count',
  periodMs: Number(periodMs),
  async work() {
    await note('begun');
    await (takes === 'long' ? told : pause(Number(takes)));
    await note('ended');
  },
});
// It goes on until it is killed.
setInterval(() => undefined, 1_000);
console.log('ready');
