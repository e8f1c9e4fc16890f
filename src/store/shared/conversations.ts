import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ConversationStore, TakenTurn, TurnOutcome } from '../../domain/conversation/stores.js';
import { Batch } from './batch.js';
import type { Database } from './database.js';
import { applyEffects, Stale } from './effects.js';
import type { EitherConnection, EitherReader, EitherWriter } from './either-database.js';
import type { ForgetfulTable } from './forgetful.js';

/** How turns are read and added many at once, which each database does in its own way for speed. */
export interface Turns {
  /** @returns for each pair of a conversation and a delivery where the one stands and what the other was answered, in their order */
  take(reader: EitherReader, wanted: readonly (readonly [string, string])[]): Promise<readonly TakenRow[]>;
  /** @returns the deliveries that were written: none that has an answer, or whose conversation has gone on */
  insert(connection: EitherConnection, outcomes: readonly TurnOutcome[]): Promise<Set<string>>;
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

/** Turns that arrive together are read in one query and written in one statement. */
export class StoredConversations implements ConversationStore {
  private readonly writer: EitherWriter;
  private readonly reads: Batch<readonly [string, string], TakenTurn>;
  private readonly commits: Batch<TurnOutcome, Commit>;

  constructor(
    { reader, writer }: Database,
    private readonly turns: Turns,
  ) {
    this.writer = writer;
    this.reads = new Batch(async (wanted) => {
      const rows = await turns.take(reader, wanted);
      return rows.map(({ state, at, contentType, body }) => ({
        conversation: state === null ? null : (JSON.parse(state) as Conversation),
        answered: at === null ? null : { at, contentType, body },
      }));
    }, maxTogether);
    this.commits = new Batch(async (outcomes) => {
      const written = await writer.statement((connection) => turns.insert(connection, outcomes));
      return outcomes.map(({ deliveryId }) => (written.delete(deliveryId) ? 'committed' : 'stale'));
    }, maxTogether);
  }

  take(conversationId: string, deliveryId: string): Promise<TakenTurn> {
    return this.reads.add([conversationId, deliveryId]);
  }

  async get(conversationId: string): Promise<Conversation | null> {
    return (await this.take(conversationId, '')).conversation;
  }

  commit(outcome: TurnOutcome): Promise<Commit> {
    return outcome.effects.length === 0 ? this.commits.add(outcome) : this.commitWithEffects(outcome);
  }

  private async commitWithEffects(outcome: TurnOutcome): Promise<Commit> {
    try {
      await this.writer.transaction(async (connection) => {
        const written = await this.turns.insert(connection, [outcome]);
        if (written.size === 0 || !(await applyEffects(connection, outcome.effects))) throw new Stale();
      });
      return 'committed';
    } catch (error) {
      if (error instanceof Stale) return 'stale';
      throw error;
    }
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
