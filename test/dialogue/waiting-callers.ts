import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { whisperTo } from '../../src/channels/telephone/whisper.js';
import { Sessions } from '../../src/dialogue/sessions.js';
import { lookupsOn } from '../../src/disclosure/lookups/registry.js';
import type { Reply } from '../../src/domain/conversation/reply.js';
import type { Input } from '../../src/domain/conversation/turn.js';
import type { RingRequest, Seats } from '../../src/domain/hotline/seats.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { content, slots, understander } from '../understanding/fixtures.js';
import { nothingSeen } from './nobody-waits.js';

/** Colleagues of one line who can be rung or not, as a test says; whoever is rung is no longer free. */
export class FakeSeats implements Seats {
  free = 0;
  isAnybodyThere = true;
  readonly rung: RingRequest[] = [];
  readonly lettingGo: string[] = [];

  async look() {
    return nothingSeen;
  }

  async ring(request: RingRequest) {
    if (this.free <= request.ahead) return null;
    this.free -= 1;
    this.rung.push(request);
    const legs = [{ kind: 'sip', address: 'sip:1201@pbx.invalid' }] as const;
    return { line: request.line, legs, ringSeconds: 18 };
  }

  async attendance() {
    if (!this.isAnybodyThere) return 'nobody';
    return this.free > 0 ? 'free' : 'busy';
  }

  async letGo(conversationId: string) {
    this.lettingGo.push(conversationId);
  }
}

/** A hotline on a real database, with a clock that only the test moves. */
export class Hotline {
  readonly seats = new FakeSeats();
  now = Date.parse('2016-10-21T10:00:00+08:00');
  private readonly contents = { current: content, version: async () => content };
  private readonly sessions: Sessions;

  private constructor(
    readonly store: Store,
    private readonly folder: string,
  ) {
    const lookups = lookupsOn(new Map());
    const never = (): never => {
      throw new Error('nothing is asked for');
    };
    const services = {
      ...{ records: store.records, cases: store.cases, lookups: () => lookups, guesses: { ask: never, guess: never } },
      ...{ seats: this.seats, waiting: store.waiting, ownSeats: {} as never, slots },
      entropy: { digits: () => '0000' } as never,
      understanding: { understand: async (heard: never) => (await understander()).meaningOf(heard) },
    };
    this.sessions = new Sessions(store.conversations, this.contents, services, store.forgetful);
  }

  static async open(): Promise<Hotline> {
    const folder = mkdtempSync(join(tmpdir(), 'yibo-waiting-'));
    const store = await openStore(`sqlite:${join(folder, 'calls.db')}`);
    await store.migrate();
    return new Hotline(store, folder);
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Somebody who has rung and pressed 2. */
  async caller(name: string, personId = `+8613800${name}`): Promise<Caller> {
    const one = new Caller(this, `call:${name}`, personId);
    await one.does({ kind: 'arrival' });
    await one.presses('2');
    return one;
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
  }

  async take(conversationId: string, personId: string, step: number, input: Input): Promise<readonly Reply[]> {
    let said: readonly Reply[] = [];
    const turn = {
      ...{
        channel: 'phone',
        personId,
        conversationId,
        deliveryId: `${conversationId}:${step}`,
        step,
        at: this.now,
        input,
      },
      can: { medium: 'voice', handoff: 'connect', letters: false, recording: true, idleMs: null },
    } as const;
    await this.sessions.take(turn, (replies) => {
      said = replies;
      return { contentType: 'text/plain', body: '' };
    });
    return said;
  }

  /** @returns what a colleague who picks up now hears */
  whisper(callId: string, line: string): Promise<string> {
    const clock = { now: () => this.now };
    return whisperTo(callId, line, {
      turns: this.sessions,
      contents: this.contents,
      clock,
      log: pino({ level: 'silent' }),
    });
  }

  hangUp(conversationId: string): Promise<void> {
    return this.sessions.hangUp(conversationId, this.now);
  }
}

/** One call, by what is heard on it. */
export class Caller {
  private step = 0;
  replies: readonly Reply[] = [];

  constructor(
    private readonly hotline: Hotline,
    readonly id: string,
    private readonly personId: string,
  ) {}

  async does(input: Input): Promise<string> {
    this.replies = await this.hotline.take(this.id, this.personId, this.step++, input);
    return this.heard;
  }

  presses(keys: string): Promise<string> {
    return this.does({ kind: 'keys', keys });
  }

  waits(): Promise<string> {
    return this.does({ kind: 'silence' });
  }

  ends(outcome: 'answered' | 'busy' | 'no-answer' | 'failed'): Promise<string> {
    return this.does({ kind: 'transferred', outcome });
  }

  hangsUp(): Promise<void> {
    return this.hotline.hangUp(this.id);
  }

  get isRung(): boolean {
    return this.replies.some(({ verb }) => verb === 'connect');
  }

  get heard(): string {
    return this.replies.map(({ words }) => words).join('');
  }

  /** How long a wait turn listens, in seconds. */
  get listens(): number {
    const choose = this.replies.find((reply) => reply.verb === 'choose');
    return choose?.keys.waitSeconds ?? 0;
  }

  async state(): Promise<string | undefined> {
    return (await this.hotline.store.waiting.get(this.id))?.state;
  }
}
