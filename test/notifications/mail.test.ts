import { describe, expect, test } from 'vitest';
import { Undeliverable } from '../../src/domain/outbox/sender.js';
import { MailSender, tryMail } from '../../src/notifications/mail.js';
import { subjectOf } from '../../src/notifications/mail-words.js';
import { awayNotificationsOf, notificationsOf } from '../../src/notifications/notification.js';
import { caseOf, now } from '../operations/fixtures.js';
import { smtpServer } from './smtp-server.js';

const to = ['food@tj.example', 'duty@tj.example'];
const opened = { ...caseOf('call:1'), line: 'food' };

function sender(port: number, login = '') {
  const server = `smtp://${login}127.0.0.1:${port}`;
  return new MailSender({ server, from: 'yibo@tj.example', to }, () => '进出口食品');
}

const [first, second] = notificationsOf(opened, { webhook: null, mail: { server: '', from: '', to } }).map(
  (message) => ({
    ...message,
    attempts: 1,
  }),
);
if (!first || !second) throw new Error('a notice for each address');

/** A header, or the text, as its reader sees it. */
function read(source: string) {
  const [head = '', body = ''] = source.split('\r\n\r\n', 2);
  const header = (name: string) =>
    (new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(head)?.[1] ?? '')
      .replaceAll(/\?=\s+=\?/g, '?==?')
      .replaceAll(/=\?UTF-8\?B\?(.*?)\?=/g, (_, text: string) => Buffer.from(text, 'base64').toString('latin1'))
      .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
  const isBase64 = /^Content-Transfer-Encoding: base64/im.test(head);
  return { header, body: isBase64 ? Buffer.from(body, 'base64').toString() : body };
}

describe('a mail about a case', () => {
  test('goes to each address by itself, and names the case and its line, and nobody', async () => {
    const { mails, port } = await smtpServer({ login: ['yibo', 'p@ss'] });
    for (const message of [first, second]) await sender(port, 'yibo:p%40ss@').send(message);
    expect(mails.map(({ from, to }) => [from, ...to])).toEqual(to.map((one) => ['yibo@tj.example', one]));
    const { header, body } = read(mails[0]?.source ?? '');
    expect(header('Subject')).toBe('新工单 201610210001：进出口食品，电话留言');
    expect(body.replaceAll('\r\n', '\n')).toContain('工单号：201610210001\n条线：进出口食品\n收到：2016-10-21 10:00\n');
    expect(body).not.toMatch(/138|引号/);
    const help = notificationsOf({ ...opened, kind: 'help' }, { webhook: null, mail: { server: '', from: '', to } });
    expect(subjectOf(JSON.parse(help[0]?.body ?? ''), '进出口食品')).toMatch(/^紧急求助 /);
    expect(help.map(({ key }) => key).join()).not.toContain('@');
  });

  test('tells whoever runs the hotline that a colleague was put away, and how they come back', async () => {
    const { mails, port } = await smtpServer();
    const away = { colleague: 'food-1', name: '食品一', line: 'food', misses: 3, at: now, until: null };
    const [message] = awayNotificationsOf(away, { webhook: null, mail: { server: '', from: '', to } });
    if (message) await sender(port).send({ ...message, attempts: 1 });
    const { header, body } = read(mails[0]?.source ?? '');
    expect(header('Subject')).toBe('系统置离 食品一：进出口食品，连续 3 次没有接听');
    expect(body.replaceAll('\r\n', '\n')).toContain(
      '时间：2016-10-21 10:00\n\n恢复：本人拨热线按一，或 npx yibo staff back food-1\n',
    );
  });

  test('that is sent again has the same id; that of another address, another', async () => {
    const { mails, port } = await smtpServer();
    for (const message of [first, first, second]) await sender(port).send(message);
    const ids = mails.map(({ source }) => read(source).header('Message-ID'));
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@tj\.example>$/);
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
  });

  test('to an address that the server does not know is never sent, and says why', async () => {
    const { mails, port } = await smtpServer({ knows: ['duty@tj.example'] });
    await expect(sender(port).send(first)).rejects.toThrow(Undeliverable);
    await expect(sender(port).send(first)).rejects.toThrow(/550 5\.1\.1 no <food@tj\.example> here/);
    await sender(port).send(second);
    expect(mails).toHaveLength(1);
  });

  test.each([
    ['is busy', { busyFor: 1 }, ''],
    ['does not let us in', { login: ['yibo', 'secret'] as const }, 'yibo:wrong@'],
    ['wants a sign-in', { login: ['yibo', 'secret'] as const }, ''],
  ])('is owed still where the server %s', async (_, rules, login) => {
    const { mails, port } = await smtpServer(rules);
    await expect(sender(port, login).send(first)).rejects.not.toThrow(Undeliverable);
    expect(mails).toEqual([]);
  });
});

describe('trying the mail server', () => {
  test('tells nobody anything, and says why it is closed', async () => {
    const { mails, port } = await smtpServer({ login: ['yibo', 'secret'] });
    const at = (server: string) => tryMail({ server, from: 'a@b.example', to });
    expect(await at(`smtp://yibo:secret@127.0.0.1:${port}`)).toBeNull();
    expect(await at(`smtp://yibo:wrong@127.0.0.1:${port}`)).toMatch(/535/);
    expect(await at('smtp://127.0.0.1:4')).toMatch(/ECONNREFUSED/);
    expect(mails).toEqual([]);
  });

  test('beyond this machine, nothing is said to one that offers no encryption', async () => {
    const { mails, port } = await smtpServer({ login: ['yibo', 'secret'] });
    // Leads here under a name that is not this machine's.
    const server = `smtp://yibo:secret@0.0.0.0:${port}`;
    expect(await tryMail({ server, from: 'a@b.example', to })).toMatch(/TLS/i);
    expect(mails).toEqual([]);
  });
});
