import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { moduleAddress } from './installed.js';
import { optionalModule } from './optional-module.js';
import { type OpenPuppet, type Puppet, type PuppetEvent, PuppetGone, type PuppetMessage } from './puppet.js';
import type { WechatySettings } from './settings.js';

/** What we use of wechaty; its own types are not there where it is not installed. */
interface Wechaty {
  readonly puppet: {
    readonly state: { active(): boolean | 'pending' };
    messageSendText(conversationId: string, text: string): Promise<unknown>;
  };
  readonly Message: { readonly Type: Readonly<Record<number, string>> };
  readonly Contact: { readonly Type: Readonly<Record<number, string>> };
  readonly Friendship: { readonly Type: Readonly<Record<number, string>> };
  on(event: string, listener: (...told: never[]) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Contact {
  readonly id: string;
  type(): number;
}

interface Message {
  readonly id: string;
  talker(): Contact;
  room(): unknown;
  type(): number;
  text(): string;
  self(): boolean;
  age(): number;
}

interface Friendship {
  readonly id: string;
  type(): number;
  contact(): Contact;
}

interface WechatyModule {
  readonly WechatyBuilder: { build(options: Readonly<Record<string, unknown>>): Wechaty };
}

/** A puppet restarts itself now and then; one that stays down for two looks does not. */
const lookEveryMs = 5_000;
const closeWithinMs = 5_000;

export interface WechatyOptions extends Omit<WechatySettings, 'puppet'> {
  /** A module's name, or a puppet that somebody has made. */
  readonly puppet: string | object;
}

/** Runs wechaty in this process: it brings 100 MB and its own ideas of errors. {@link OpenPuppet} */
export async function openWechaty(
  { puppet, token, folder }: WechatyOptions,
  tell: (event: PuppetEvent) => void,
): ReturnType<OpenPuppet> {
  const { WechatyBuilder } = await optionalModule<WechatyModule>('wechaty');
  mkdirSync(folder, { recursive: true });
  const bot = WechatyBuilder.build({
    name: join(folder, 'wechaty'),
    puppet: typeof puppet === 'string' ? moduleAddress(puppet) : puppet,
    ...(token !== null && { puppetOptions: { token } }),
  });
  let lastTrouble = 'no reason was given';
  bot.on('error', (error: unknown) => {
    lastTrouble = wordsOfError(error);
    tell({ kind: 'trouble', words: lastTrouble });
  });
  tellOf(bot, tell);
  await bot.start();
  // wechaty starts "successfully" when its puppet does not.
  if (!bot.puppet.state.active()) throw new Error(lastTrouble);
  return watched(bot, tell, () => lastTrouble);
}

function tellOf(bot: Wechaty, tell: (event: PuppetEvent) => void): void {
  bot.on('scan', (code: string) => code && tell({ kind: 'scan', code }));
  bot.on('login', () => tell({ kind: 'logged-in' }));
  bot.on('logout', () => tell({ kind: 'logged-out' }));
  bot.on('message', (message: Message) => tell({ kind: 'message', message: read(message, bot) }));
  bot.on('friendship', (friendship: Friendship) => {
    const type = bot.Friendship.Type[friendship.type()];
    if (type === 'Receive') tell({ kind: 'contact-request' });
    if (type !== 'Confirm') return;
    tell({ kind: 'new-contact', contactId: friendship.contact().id, friendshipId: friendship.id });
  });
}

function read(message: Message, bot: Wechaty): PuppetMessage {
  const talker = message.talker();
  return {
    id: message.id,
    contactId: talker.id,
    type: bot.Message.Type[message.type()] ?? 'Unknown',
    text: message.text(),
    isOwn: message.self(),
    isInRoom: Boolean(message.room()),
    isFromPerson: bot.Contact.Type[talker.type()] !== 'Official',
    ageMs: message.age() * 1000,
  };
}

function watched(bot: Wechaty, tell: (event: PuppetEvent) => void, lastTrouble: () => string): Puppet {
  let downs = 0;
  const isUp = (): boolean => Boolean(bot.puppet.state.active());
  const looks = setInterval(() => {
    downs = isUp() ? 0 : downs + 1;
    if (downs === 2) tell({ kind: 'gone', reason: lastTrouble() });
  }, lookEveryMs);
  return {
    async say(contactId, words) {
      if (!isUp()) throw new PuppetGone(lastTrouble());
      await bot.puppet.messageSendText(contactId, words);
    },
    async close() {
      clearInterval(looks);
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWithinMs);
      });
      await Promise.race([bot.stop().catch(() => undefined), enough]);
      clearTimeout(timer);
    },
  };
}

export function wordsOfError(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
