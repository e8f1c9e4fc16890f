import { SeenCall } from './forged-calls.js';
import { type Mode, SeenChat } from './forged-chats.js';
import type { Forgery } from './forgery.js';
import { type RawAnswer, sendRaw, wholeRequest } from './raw-wire.js';
import { secrets } from './requests.js';
import { Seeded } from './seeded.js';

/** What came of forgeries. */
export interface ForgedTally {
  readonly sent: number;
  /** How many there were of each kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Those that were not refused, by kind, with what was answered. */
  readonly accepted: readonly string[];
}

/** The secret of operators while forgeries are sent. */
export const operationsToken = 'bench-operations-token';

/**
 * Sends what providers send, so that there is something to steal, then forgeries of it.
 * @param nowSeconds by the service's clock
 * @returns what was accepted of them, which should be nothing; what they changed in the database is for the caller to look at
 */
export async function sendForgeries(
  origin: string,
  {
    mode,
    count,
    seed,
    nowSeconds,
    connections = 8,
  }: { mode: Mode; count: number; seed: number; nowSeconds: number; connections?: number },
  afterGenuine: () => Promise<void> = async () => undefined,
): Promise<ForgedTally> {
  const chance = new Seeded(seed);
  const calls = Array.from({ length: 20 }, () => new SeenCall(chance));
  const chats = Array.from({ length: 20 }, () => new SeenChat(chance, mode, nowSeconds));
  const answers = new Set<string>();
  const genuine = [...calls, ...chats].flatMap((one) => one.genuine());
  await sendRaw(
    origin,
    1,
    () => genuine.shift() ?? null,
    (_request, { status, body }) => {
      if (status !== 200) throw new Error(`a genuine delivery was refused with ${status}: ${body}`);
      answers.add(body);
    },
  );
  await afterGenuine();

  const kinds = new Map<string, number>();
  const accepted: string[] = [];
  let left = count;
  const next = (): Forgery | null => {
    if (left-- <= 0) return null;
    const of = chance.next();
    return of < 0.5 ? chance.of(calls).forge() : of < 0.95 ? chance.of(chats).forge() : forgedOperator(chance);
  };
  const hear = ({ kind, isRetry }: Forgery, { status, body }: RawAnswer): void => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const isRefused = status !== null && status >= 400 && status < 500;
    if (!isRefused && !(isRetry && answers.has(body))) accepted.push(`${kind}: ${status} ${body.slice(0, 200)}`);
  };
  await sendRaw(origin, connections, next, hear);
  return { sent: count, kinds, accepted };
}

/** Somebody from elsewhere who would like to see how the service fares. */
function forgedOperator(chance: Seeded): Forgery {
  const pretended = chance.of([
    { 'X-Forwarded-For': '127.0.0.1' },
    { Forwarded: 'for=127.0.0.1;host=localhost' },
    { 'X-Real-IP': '::1' },
    { Via: '1.1 localhost' },
    {},
  ]);
  const token = chance.of([
    '',
    chance.hex(22),
    operationsToken.slice(0, -1),
    `${operationsToken}x`,
    operationsToken.toUpperCase(),
  ]);
  const said = token === '' ? {} : { Authorization: `${chance.of(['Bearer', 'Basic', 'bearer'])} ${token}` };
  const bytes = wholeRequest('GET', chance.of(['/metrics', '/metrics?x', '/metrics/']), { ...pretended, ...said });
  return { kind: 'a stranger as operator', bytes, isWhole: true, isRetry: false };
}

/** The settings under which forgeries are sent. */
export function settingsOf(mode: Mode): NodeJS.ProcessEnv {
  return { ...secrets, NODE_ENV: 'production', WECHAT_MODE: mode, YIBO_OPERATIONS_TOKEN: operationsToken };
}

export const modes: readonly Mode[] = ['any', 'plain', 'compatible', 'safe'];
