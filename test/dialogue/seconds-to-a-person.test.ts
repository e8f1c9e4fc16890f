import { expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { Reply } from '../../src/domain/conversation/reply.js';
import type { Input, Turn } from '../../src/domain/conversation/turn.js';
import { content as shipped } from '../understanding/fixtures.js';
import { nobodyWaits } from './nobody-waits.js';

/** A voice of normal speed, measured on an exchange. */
const syllablesPerMinute = 267;
const plan = {
  line: 'general',
  legs: [{ kind: 'sip', address: 'sip:1000@pbx.invalid' }],
  ringSeconds: 18,
} as const;
const services = {
  ...nobodyWaits,
  seats: { ...nobodyWaits.seats, ring: async () => plan },
  lookups: () => new Map(),
} as unknown as Services;

/** Each character that is spoken is a syllable. */
function secondsOf(words: string): number {
  return ((words.match(/\p{Script=Han}/gu)?.length ?? 0) / syllablesPerMinute) * 60;
}

/** What passes on one call until a telephone rings, in seconds: what is said, and what is waited for. */
class Heard {
  private conversation: Conversation | null = null;

  constructor(private readonly content = shipped) {}

  private step = 0;
  seconds = 0;
  replies: readonly Reply[] = [];

  async does(input: Input): Promise<this> {
    const turn: Turn = {
      ...{ channel: 'phone', personId: '+8613800138000', conversationId: 'c', deliveryId: `c:${this.step}` },
      ...{ step: this.step++, at: Date.parse('2016-10-21T10:00:00+08:00'), input },
      can: { medium: 'voice', handoff: 'connect', letters: false, recording: true, idleMs: null },
    };
    const before = this.conversation ?? begin(turn, this.content);
    const result = await respond(before, this.conversation === null, turn, this.content, services);
    this.conversation = result.conversation;
    this.replies = result.replies;
    this.seconds += result.replies.reduce((sum, { words }) => sum + secondsOf(words), 0);
    return this;
  }

  get isRinging(): boolean {
    return this.replies.some(({ verb }) => verb === 'connect');
  }

  /** Presses nothing until it rings. */
  async pressesNothing(): Promise<number> {
    this.seconds = this.replies.reduce((sum, { words }) => sum + secondsOf(words), 0);
    while (!this.isRinging) {
      for (const reply of this.replies) if ('keys' in reply) this.seconds += reply.keys.waitSeconds;
      await this.does({ kind: 'silence' });
    }
    return this.seconds;
  }
}

const keys = (pressed: string): Input => ({ kind: 'keys', keys: pressed });
const called = () => new Heard().does({ kind: 'arrival' });

test('whoever presses nothing hears a telephone ring within 30 seconds, wherever they are', async () => {
  expect(await (await called()).pressesNothing()).toBeLessThan(30);
  for (const way of [['*'], ...[...'12345'].map((key) => ['*', key]), ...[...'12345'].map((key) => ['*', '5', key])]) {
    const call = await called();
    for (const key of way) await call.does(keys(key));
    expect(call.isRinging).toBe(false);
    expect(await call.pressesNothing()).toBeLessThan(30);
  }
});

test.each([...'0123456789'])(
  'from key %s to a telephone that rings, a second and a half is said at most',
  async (key) => {
    const call = await called();
    call.seconds = 0;
    await call.does(keys(key));
    expect(call.isRinging).toBe(true);
    expect(call.seconds).toBeLessThanOrEqual(1.5);
  },
);

test('where every call goes straight to a person, a telephone rings after the greeting alone', async () => {
  const call = await new Heard({ ...shipped, straightToPerson: true }).does({ kind: 'arrival' });
  expect([call.isRinging, call.replies.map(({ words }) => words)]).toEqual([true, ['您好，天津检验检疫，一拨就灵。']]);
  expect(call.seconds).toBeLessThanOrEqual(3);
});

test('whatever else leads to a person says as little first', () => {
  for (const phrase of ['silence.person', 'no-match.person', 'guesses.person'] as const)
    expect(secondsOf(shipped.phrases.get(phrase)?.voice ?? '')).toBeLessThanOrEqual(1.5);
});
