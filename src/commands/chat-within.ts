import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../domain/content/content.js';
import type { Capabilities } from '../domain/conversation/turn.js';
import { type Outcome, outcomeOf } from '../rehearsal/outcome.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { seededEntropy } from '../service/entropy.js';
import { openInside } from '../service/inside.js';
import { installation } from '../service/installation.js';
import { newLog } from '../service/log.js';
import { openStore } from '../store/open.js';

/** Chats with the service inside this process, without webhooks: thousands of messages are taken in seconds. */
export interface ChatWithin {
  readonly content: Content;
  setClock(iso: string): void;
  /** @param who one person, whose messages are one conversation */
  write(who: string, text: string): Promise<Outcome>;
  close(): Promise<void>;
}

/** A follower of an official account. */
const can: Capabilities = {
  medium: 'text',
  handoff: 'pass-on',
  letters: true,
  recording: false,
  idleMs: 30 * 60_000,
};

/** A Friday in working hours. */
const opensAt = '2016-10-21T10:00:00+08:00';

/** Opens what stands behind every channel, with a new database that holds the samples. */
export async function openChatWithin(): Promise<ChatWithin> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-chats-'));
  const env = { YIBO_CLOCK: opensAt, LOG_LEVEL: 'error', DATABASE_URL: `sqlite:${join(folder, 'chats.db')}` };
  const config = loadConfig(env);
  const clock = new ServiceClock(config.clockStartsAt);
  const store = await openStore(config.databaseUrl, {});
  const entropy = seededEntropy('chats');
  const publicBaseUrl = () => 'https://hotline.example';
  const parts = {
    config,
    store,
    clock,
    log: newLog(config.logLevel),
    entropy,
    installation: installation(null),
    publicBaseUrl,
  };
  const inside = await openInside(parts);
  const content = inside.library.current;
  let written = 0;
  return {
    content,
    setClock: (iso) => clock.set(Date.parse(iso)),
    async write(who, text) {
      const turn = { channel: 'wechat', personId: who, conversationId: who, deliveryId: `${written++}`, step: null };
      const input = { kind: 'text', text } as const;
      let outcome: Outcome | null = null;
      await inside.turns.take({ ...turn, at: clock.now(), input, can }, (replies, conversation) => {
        outcome = outcomeOf(replies, conversation, content);
        return { contentType: 'text/plain', body: outcome.words };
      });
      if (!outcome) throw new Error(`"${text}" was not taken as a turn`);
      return outcome;
    },
    async close() {
      await inside.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
