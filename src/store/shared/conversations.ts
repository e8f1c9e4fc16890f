import { Batch } from '../../database/batch.js';
import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, EitherReader, EitherWriter } from '../../database/either-database.js';
import { Script } from '../../database/script.js';
import { Unavailable } from '../../domain/care/unavailable.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { ConversationStore, TakenTurn, TurnOutcome } from '../../domain/conversation/stores.js';
import { asError } from '../../domain/errors/errors.js';
import { applyEffects, asksNothing, Stale } from './effects.js';
import type { ForgetfulTable } from './forgetful.js';
import { isWritten } from './is-written.js';

/** How turns are read and added many at once, which each database does in its own way for speed. */
export interface Turns {
  /** @returns for each pair of a conversation and a delivery where the one stands and what the other was answered, in their order */
  take(reader: EitherReader, wanted: readonly (readonly [string, string])[]): Promise<readonly TakenRow[]>;
  /** @returns the deliveries that were written: none that has an answer, or whose conversation has gone on */
  insert(connection: EitherConnection, outcomes: readonly TurnOutcome[]): Promise<Set<string>>;
  /** Writes all deliveries, and asks nothing; absent where a script saves no time. @throws the database's error where `insert` would leave one out */
  insertAll?(connection: EitherConnection, outcomes: readonly TurnOutcome[]): Promise<void>;
}

export interface TakenRow {
  readonly state: string | null;
  /** Null when there is no answer. */
  readonly at: number | null;
  readonly contentType: string;
  readonly body: string;
}

type Commit = 'committed' | 'stale';

const maxTogether = 256;

/** The newest turn of a conversation, with where it stands. */
interface NewestRow {
  readonly id: string;
  readonly at: number;
  readonly state: string;
}

const silentTogether = 200;
const silentSql = `
  SELECT one.conversation_id AS id, one.at, one.state FROM turn AS one
  WHERE one.at >= $1 AND (one.at > $1 OR one.conversation_id > $2) AND one.at < $3 AND one.conversation_id LIKE $4
    AND NOT EXISTS (
      SELECT 1 FROM turn AS later
      WHERE later.conversation_id = one.conversation_id AND later.revision > one.revision LIMIT 1 OFFSET 0)
  ORDER BY one.at, one.conversation_id LIMIT $5`;

/** Turns that arrive together are read in one query and written in one statement. */
export class StoredConversations implements ConversationStore {
  private readonly reader: EitherReader;
  private readonly writer: EitherWriter;
  private readonly dialect: Dialect;
  private readonly reads: Batch<readonly [string, string], TakenTurn>;
  private readonly commits: Batch<TurnOutcome, Commit | Error>;

  constructor(
    { reader, writer, dialect }: Database,
    private readonly turns: Turns,
  ) {
    this.reader = reader;
    this.writer = writer;
    this.dialect = dialect;
    this.reads = new Batch(async (wanted) => {
      const rows = await turns.take(reader, wanted);
      return rows.map(({ state, at, contentType, body }) => ({
        conversation: state === null ? null : (JSON.parse(state) as Conversation),
        answered: at === null ? null : { at, contentType, body },
      }));
    }, maxTogether);
    this.commits = new Batch((outcomes) => this.write(outcomes), maxTogether);
  }

  take(conversationId: string, deliveryId: string): Promise<TakenTurn> {
    return this.reads.add([conversationId, deliveryId]);
  }

  async get(conversationId: string): Promise<Conversation | null> {
    return (await this.take(conversationId, '')).conversation;
  }

  async *silent(prefix: string, from: number, before: number): AsyncIterable<Conversation> {
    let last = { at: from, id: '' };
    for (;;) {
      const rows = await this.reader.all<NewestRow>(silentSql, [
        last.at,
        last.id,
        before,
        `${prefix}%`,
        silentTogether,
      ]);
      for (const { state } of rows) {
        const conversation = JSON.parse(state) as Conversation;
        if (!conversation.hungUp) yield conversation;
      }
      const end = rows.at(-1);
      if (!end || rows.length < silentTogether) return;
      last = end;
    }
  }

  async commit(outcome: TurnOutcome): Promise<Commit> {
    const written = await this.commits.add(outcome);
    if (written instanceof Error) throw written;
    return written;
  }

  /** What is wrong with one turn is no matter of those that came with it; that there is no database is a matter of all. */
  private async write(outcomes: readonly TurnOutcome[]): Promise<readonly (Commit | Error)[]> {
    try {
      return await this.writeTogether(outcomes);
    } catch (error) {
      if (outcomes.length > 1 && !(error instanceof Unavailable)) return this.writeEach(outcomes);
      return outcomes.map(() => (error instanceof Stale ? 'stale' : asError(error)));
    }
  }

  /** Turns without effects take one statement together, and those whose effects ask nothing one script where that saves time; the others, a transaction. */
  private async writeTogether(outcomes: readonly TurnOutcome[]): Promise<readonly Commit[]> {
    const effects = outcomes.flatMap((outcome) => outcome.effects);
    if (effects.length === 0) {
      const written = await this.writer.statement((connection) => this.turns.insert(connection, outcomes));
      return outcomes.map(({ deliveryId }) => (written.delete(deliveryId) ? 'committed' : 'stale'));
    }
    if (asksNothing(effects) && (await this.writeByScript(outcomes, effects))) return outcomes.map(() => 'committed');
    return this.writer.together((connection) => this.insertWithEffects(connection, outcomes));
  }

  /** @returns false where no script is written, or one of them cannot be: it may have an answer already, and nothing was written */
  private async writeByScript(outcomes: readonly TurnOutcome[], effects: readonly Effect[]): Promise<boolean> {
    if (!this.turns.insertAll) return false;
    const script = new Script();
    await this.turns.insertAll(script, outcomes);
    await applyEffects(script, effects, this.dialect);
    return isWritten(this.writer, script.statements);
  }

  private async writeEach(outcomes: readonly TurnOutcome[]): Promise<readonly (Commit | Error)[]> {
    const results: (Commit | Error)[] = [];
    for (const outcome of outcomes) results.push(...(await this.write([outcome])));
    return results;
  }

  /** @throws Stale when an effect is known already */
  private async insertWithEffects(
    connection: EitherConnection,
    outcomes: readonly TurnOutcome[],
  ): Promise<readonly Commit[]> {
    const written = await this.turns.insert(connection, outcomes);
    const results: Commit[] = outcomes.map(({ deliveryId }) => (written.delete(deliveryId) ? 'committed' : 'stale'));
    const effects = outcomes.flatMap((outcome, index) => (results[index] === 'committed' ? outcome.effects : []));
    if (!(await applyEffects(connection, effects, this.dialect))) throw new Stale();
    return results;
  }
}

/** Stored answers. Where a conversation stands is its newest turn, which is kept. */
export const answers: ForgetfulTable = {
  kind: 'answers',
  shortest: 'P1D',
  because: 'providers ask for an answer again, and must get the same one',
  table: 'turn',
  key: 'delivery_id',
  walk: 'at',
  isOver: `one.at < $1 AND EXISTS (
    SELECT 1 FROM turn AS later
    WHERE later.conversation_id = one.conversation_id AND later.revision > one.revision LIMIT 1 OFFSET 0)`,
  removeSql: 'DELETE FROM turn AS one',
  // They go with their conversation.
  forgetSql: null,
};

/** Whole conversations. One is as old as its last turn; what comes to it while it is removed stays. */
export const conversations: ForgetfulTable = {
  kind: 'conversations',
  shortest: 'P1D',
  because: 'people go on with a conversation, and providers ask for its answers again',
  table: 'turn',
  key: 'conversation_id',
  walk: 'at',
  isOver: `one.at < $1 AND NOT EXISTS (
    SELECT 1 FROM turn AS later
    WHERE later.conversation_id = one.conversation_id AND later.at >= $1 LIMIT 1 OFFSET 0)`,
  removeSql: 'DELETE FROM turn AS one',
  forgetSql: 'DELETE FROM turn WHERE conversation_id = $1',
};
