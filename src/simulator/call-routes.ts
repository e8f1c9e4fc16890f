import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Bounded } from './bounded.js';
import { maxHeld, type Post, spoken } from './posts.js';
import type { Telephone } from './telephones/telephone.js';
import { type Heard, type TwilioAccount, TwilioCall } from './twilio-call.js';

const newCall = z.strictObject({
  from: z
    .string()
    .regex(/^\+\d{7,15}$/)
    .optional(),
});

/** What the caller, or whoever is rung, does next. @throws ZodError for what is no such act */
type Act = (call: TwilioCall, told: unknown) => Promise<Heard[]>;

function act<Told>(shape: z.ZodType<Told>, perform: (call: TwilioCall, told: Told) => Promise<Heard[]>): Act {
  return (call, told) => perform(call, shape.parse(told));
}

/** What a colleague does at their telephone; hanging up while it rings declines the call. */
const colleagueActs = {
  'picks-up': (telephone: Telephone) => telephone.pickUp(),
  'presses-1': (telephone: Telephone) => telephone.press('1'),
  'hangs-up': (telephone: Telephone) => telephone.hangUp(),
} as const;

const acts: Readonly<Record<string, Act>> = {
  press: act(z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,40}$/) }), (call, { keys }) => call.press(keys)),
  wait: act(z.strictObject({}), (call) => call.wait()),
  speak: act(z.strictObject({ words: spoken }), (call, { words }) => call.speak(words)),
  staff: act(z.strictObject({ outcome: z.enum(['answers', 'busy', 'no-answer', 'failed']) }), (call, { outcome }) =>
    call.staff(outcome),
  ),
  colleague: act(
    z.strictObject({ address: z.string().max(200), does: z.enum(['picks-up', 'hangs-up', 'presses-1']) }),
    (call, { address, does }) => call.colleague(address, colleagueActs[does]),
  ),
  message: act(z.strictObject({ seconds: z.int().min(1).max(600) }), (call, { seconds }) => call.leaveMessage(seconds)),
  hangup: act(z.strictObject({ recordedSeconds: z.int().min(0).max(600).default(0) }), (call, { recordedSeconds }) =>
    call.hangUp(recordedSeconds),
  ),
};

/** The telephone of the page: calls that begin, and what is done in them. */
export function callRoutes(post: Post, account: TwilioAccount): void {
  const calls = new Bounded<TwilioCall>(maxHeld);
  post('/api/call', async ({ body }) => {
    const call = new TwilioCall(account, newCall.parse(body).from);
    const id = calls.put(randomUUID(), call);
    return callView(id, call, 0, await call.ring());
  });
  for (const [name, perform] of Object.entries(acts)) {
    post(`/api/call/:id/${name}`, async ({ id, body }) => {
      const call = calls.get(id);
      const turnsBefore = call.turns.length;
      return callView(id, call, turnsBefore, await perform(call, body));
    });
  }
}

function callView(id: string, call: TwilioCall, turnsBefore: number, heard: readonly Heard[]) {
  const telephones = call.telephones.map(({ address, state, heard: all }) => ({ address, state, heard: all }));
  return { id, state: call.state, heard, listens: call.listens, telephones, turns: call.turns.slice(turnsBefore) };
}
