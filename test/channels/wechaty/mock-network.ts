import type { EventEmitter } from 'node:events';
import { type mock as MockModule, mock, PuppetMock } from 'wechaty-puppet-mock';
import { openWechaty } from '../../../src/channels/wechaty/open-wechaty.js';
import type { OpenPuppet, PuppetEvent } from '../../../src/channels/wechaty/puppet.js';

/** Numbers of wechaty's message types. */
export const types = { Attachment: 1, Audio: 2, Emoticon: 5, Image: 6, Text: 7, Recalled: 13, Video: 15 } as const;

export interface Written {
  readonly from: string;
  readonly text?: string;
  readonly type?: number;
  /** A message with an id that came before is the same message once more. */
  readonly id?: string;
  readonly room?: boolean;
}

const ourselves = 'bureau';

/** A network of chats played by wechaty's own mock puppet, with the real wechaty on top of it. */
export class MockNetwork {
  /** What each person was sent, in order. */
  readonly received = new Map<string, string[]>();
  /** How often the puppet was opened. */
  opened = 0;
  /** Makes the next start fail. */
  failsToStart = 0;
  logsIn = true;
  puppet: PuppetMock | null = null;
  private mocker: MockModule.Mocker | null = null;
  private tell: (event: PuppetEvent) => void = () => undefined;
  /** Whoever was here before a restart still is. */
  private readonly people = new Set<string>();
  private count = 0;
  private listeners: (() => void)[] = [];

  readonly open: OpenPuppet = async (settings, tell) => {
    this.opened++;
    const mocker = new mock.Mocker();
    const puppet = new PuppetMock({ mocker });
    if (this.failsToStart-- > 0) puppet.onStart = () => Promise.reject(new Error('no connection'));
    puppet.friendshipRawPayload = async (id) => ({ id, contactId: id, type: 1, hello: '', timestamp: 1 }) as never;
    const opened = await openWechaty({ ...settings, puppet }, tell);
    Object.assign(this, { mocker, puppet, tell });
    for (const person of [ourselves, ...this.people]) this.contact(person);
    if (this.logsIn) this.logIn();
    this.changed();
    return opened;
  };

  logIn(): void {
    this.mocker?.login(this.contact(ourselves));
  }

  /** A person writes; done when the puppet has told of it. */
  write({ from, text = '', type = types.Text, id = `m${++this.count}`, room = false }: Written): string {
    const { mocker, puppet } = this;
    if (!mocker || !puppet) throw new Error('the puppet is not open');
    this.contact(from);
    if (!mocker.cacheMessagePayload.has(id)) {
      const where = room
        ? { roomId: mocker.createRoom({ memberIdList: [from, ourselves] }).id }
        : { listenerId: from === ourselves ? 'somebody' : ourselves };
      if (from === ourselves) this.contact('somebody');
      mocker.MessageMock.create({ id, talkerId: from, text, type, timestamp: Date.now(), ...where } as never);
    }
    puppet.emit('message', { messageId: id });
    return id;
  }

  /** Somebody becomes a contact. */
  befriend(person: string): void {
    this.contact(person);
    this.puppet?.emit('friendship', { friendshipId: person });
  }

  scan(code: string): void {
    this.mocker?.scan(code);
  }

  /** What the puppet is to send comes to nothing from here on. */
  dropsTheConnection(): void {
    if (this.puppet) this.puppet.messageSendText = () => Promise.reject(new Error('the connection is lost'));
  }

  /** The puppet dies, as one whose connection is lost for good. */
  crash(): void {
    this.tell({ kind: 'gone', reason: 'the connection is lost' });
  }

  /** Waits until the puppet is open. */
  isOpen(times = 1): Promise<void> {
    return this.until(() => this.puppet !== null && this.opened >= times);
  }

  /** Waits until a person was sent so many messages. @returns the last */
  async answer(person: string, count: number): Promise<string> {
    await this.until(() => (this.received.get(person)?.length ?? 0) >= count);
    return this.received.get(person)?.[count - 1] ?? '';
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.listeners.push(resolve));
  }

  private changed(): void {
    for (const listener of this.listeners.splice(0)) listener();
  }

  private contact(id: string): ReturnType<MockModule.Mocker['createContact']> {
    const { mocker } = this;
    if (!mocker) throw new Error('the puppet is not open');
    if (mocker.cacheContactPayload.has(id)) return mocker.ContactMock.load(id);
    this.people.add(id);
    const contact = mocker.createContact({ id, type: (id.startsWith('official') ? 2 : 1) as never });
    // Its types do not say that it is an emitter.
    (contact as unknown as EventEmitter).on('message', (message: MockModule.MessageMock) => {
      if (message.talker().id !== ourselves || id === ourselves) return;
      this.received.set(id, [...(this.received.get(id) ?? []), message.text() ?? '']);
      this.changed();
    });
    return contact;
  }
}
