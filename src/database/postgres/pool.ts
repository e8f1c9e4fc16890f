import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { defaultPatienceMs } from '../database.js';
import { Connection } from './connection.js';
import { DatabaseUnavailable, isPassing, unavailable } from './unavailable.js';

const maxConnections = 10;
const connectTimeoutMs = 5_000;
/** The server's word about a statement that takes too long comes first; ours is for a server that no longer says anything. */
const silenceMs = (patienceMs: number) => Math.max(500, patienceMs / 5);

// Every query here is one that an index answers, and says so. The planner must not think better of it while a table is
// small or its statistics are old: a plan is kept for as long as its connection.
const plannerSql = 'SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off';

const sessionSql = (patienceMs: number) => `${plannerSql};
  SET default_transaction_isolation = 'read committed'; SET statement_timeout = ${patienceMs}`;

/** A connection that is held for long is given up by the server, too, when our machine is gone. */
const longSessionSql = `${plannerSql}; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10`;

/** How long a query waits for a connection where the server has none to give, and how often it asks. */
const waitForOneMs = 3_000;
const waitBetweenMs = 100;

/** Milliseconds and counts are 64 bits wide there, and numbers here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** The connections to one database. A lost one is replaced by the next query that needs one. */
export class Pool {
  private readonly pool: pg.Pool;
  private readonly config: pg.PoolConfig;
  /** Host, port and database, for messages. */
  private readonly place: string;
  private readonly answerTimeoutMs: number;

  /**
   * @param url `postgres://…`, with `sslmode` and the like as `pg` reads them
   * @param patienceMs how long an ordinary statement may take
   */
  constructor(url: string, patienceMs = defaultPatienceMs) {
    this.answerTimeoutMs = patienceMs + silenceMs(patienceMs);
    this.place = placeOf(url);
    this.config = {
      connectionString: url,
      fallback_application_name: 'yibo',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
      types,
    };
    this.pool = new pg.Pool({
      ...this.config,
      max: maxConnections,
      // A caller's turn does not wait for a connection to be made.
      min: 2,
      idleTimeoutMillis: 60_000,
      onConnect: (client) => client.query(sessionSql(patienceMs)),
    });
    // A connection that is lost while nobody uses it is no news: the pool has let go of it. Without a listener it would
    // end the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Lends a connection to the work. @throws DatabaseUnavailable when none can be had */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await this.lent();
    const connection = new Connection(client, this.answerTimeoutMs);
    try {
      return await work(connection);
    } finally {
      client.release(connection.isLost);
    }
  }

  /** Makes a connection of its own, for as long as it is wanted; its statements may take long. */
  async alone(): Promise<{ connection: Connection; end: () => Promise<void> }> {
    const client = new pg.Client(this.config);
    client.on('error', () => undefined);
    await this.connected(() => client.connect());
    const connection = new Connection(client, this.answerTimeoutMs);
    try {
      await connection.exec(longSessionSql);
    } catch (error) {
      await client.end();
      throw error;
    }
    connection.bePatient();
    return { connection, end: () => client.end() };
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** Waits a little where the server only has too many at the moment, or is just starting: one of ours may be given back. */
  private async lent(): Promise<pg.PoolClient> {
    const until = Date.now() + waitForOneMs;
    for (;;) {
      try {
        return await this.connected(() => this.pool.connect());
      } catch (error) {
        if (!isPassing(error) || Date.now() > until) throw error;
        await pause(waitBetweenMs);
      }
    }
  }

  private async connected<T>(connect: () => Promise<T>): Promise<T> {
    try {
      return await connect();
    } catch (error) {
      throw unavailable(this.place, error);
    }
  }
}

function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname || 'localhost'}:${port || 5432}${decodeURIComponent(pathname)}`;
  } catch (error) {
    // The URL itself may hold a password: it is not repeated.
    throw new DatabaseUnavailable(
      'DATABASE_URL is no address: write postgres://USER:PASSWORD@HOST:5432/DATABASE, with signs such as @ or # in the password as %40 or %23.',
      error instanceof Error ? error.name : error,
    );
  }
}
