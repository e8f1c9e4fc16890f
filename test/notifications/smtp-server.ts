import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A mail as a server took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and text as they came, without the dots that stand before dots. */
  readonly source: string;
}

export interface SmtpRules {
  /** Whom it takes mail for; everybody when absent. */
  readonly knows?: readonly string[];
  /** The user and the password that it lets in; without, anybody. */
  readonly login?: readonly [user: string, password: string];
  /** Says that it is busy to so many mails, before it takes one. */
  readonly busyFor?: number;
}

/**
 * A mail server on this machine (RFC 5321): greets, wants EHLO before anything, a sender before a recipient and a recipient before the text, takes nothing
 * without a sign-in where it has one, refuses whom it does not know with 550, and answers what it does not understand with 500.
 */
export async function smtpServer({ knows, login, busyFor = 0 }: SmtpRules = {}) {
  const mails: TakenMail[] = [];
  const busy = { left: busyFor };
  const server = createServer((socket) => converse(socket, { knows, login, busy, mails })).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => void server.close());
  return { mails, port: (server.address() as AddressInfo).port };
}

interface Server {
  readonly knows: readonly string[] | undefined;
  readonly login: readonly [string, string] | undefined;
  readonly busy: { left: number };
  readonly mails: TakenMail[];
}

function converse(socket: Socket, server: Server): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  const state = { greeted: false, isIn: server.login === undefined, from: '', to: [] as string[], isText: false };
  let rest = '';
  say('220 mail.example ESMTP');
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (data: string) => {
    rest += data;
    for (;;) {
      const end = rest.indexOf(state.isText ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const taken = rest.slice(0, end);
      rest = rest.slice(end + (state.isText ? 5 : 2));
      if (state.isText) {
        server.mails.push({ from: state.from, to: state.to, source: `${taken}\r\n`.replaceAll('\r\n.', '\r\n') });
        Object.assign(state, { isText: false, from: '', to: [] });
        say('250 taken');
      } else command(taken, state, server, say, socket);
    }
  });
}

type State = { greeted: boolean; isIn: boolean; from: string; to: string[]; isText: boolean };

function command(line: string, state: State, server: Server, say: (line: string) => void, socket: Socket): void {
  const [, verb = '', argument = ''] = /^(\S+(?: FROM:| TO:)?)\s*(.*)$/i.exec(line) ?? [];
  say(answerTo(verb.toUpperCase(), argument, state, server));
  if (verb.toUpperCase() === 'QUIT') socket.end();
}

function answerTo(verb: string, argument: string, state: State, server: Server): string {
  const path = /^<([^<>\s]*)>/.exec(argument)?.[1];
  switch (verb) {
    case 'EHLO':
      state.greeted = true;
      return `250-mail.example${server.login ? '\r\n250-AUTH PLAIN' : ''}\r\n250 8BITMIME`;
    case 'AUTH': {
      const [user, password] = server.login ?? [];
      const given = Buffer.from(argument.replace(/^PLAIN /, ''), 'base64').toString();
      state.isIn = given === `\0${user}\0${password}`;
      return state.isIn ? '235 in' : '535 5.7.8 wrong user or password';
    }
    case 'MAIL FROM:':
      if (!state.greeted || path === undefined) return '503 EHLO first';
      if (!state.isIn) return '530 5.7.0 sign in first';
      if (server.busy.left-- > 0) return '451 4.3.0 busy, come again';
      state.from = path;
      return '250 sender';
    case 'RCPT TO:':
      if (state.from === '' || path === undefined) return '503 sender first';
      if (server.knows && !server.knows.includes(path)) return `550 5.1.1 no <${path}> here`;
      state.to.push(path);
      return '250 recipient';
    case 'DATA':
      if (state.to.length === 0) return '503 recipient first';
      state.isText = true;
      return '354 go on';
    case 'RSET':
      Object.assign(state, { from: '', to: [] });
      return '250 forgotten';
    case 'QUIT':
      return '221 bye';
    default:
      return '500 what?';
  }
}
