import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { keepRecordings } from '../../src/cases/keep-recordings.js';
import { TwilioRecordings } from '../../src/channels/twilio/recordings.js';
import type { Store } from '../../src/domain/store.js';
import { caseOf, dayMs, now, openedStore, temporaryFolder } from '../operations/fixtures.js';

const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(5000, 1)]);
const path = `/2010-04-01/Accounts/AC1/Recordings/RE1`;

let store: Store;
let asked: { readonly path: string; readonly authorization: string }[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let apiBase: string;
const clock = { at: now, now: () => clock.at };
const said: string[] = [];
const say = (fields: { err?: Error }, message: string) => said.push(`${message}: ${fields.err?.message ?? ''}`);

beforeEach(async () => {
  asked = [];
  said.length = 0;
  clock.at = now;
  answer = (_, response) => response.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end(mp3);
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = await openedStore(join(temporaryFolder(), 'a.db'));
});

async function leave(url: string, id = 'recording:RE1'): Promise<void> {
  const recording = { id, caseNo: '1', conversationId: 'call:1', url, seconds: 9, askedAt: now };
  await store.cases.open({ ...caseOf('call:1'), sourceId: id, caseNo: id }, [{ kind: 'want-recording', recording }]);
}

async function fetchDue(): Promise<unknown> {
  const source = new TwilioRecordings({ accountSid: 'AC1', authToken: 'secret', apiBase });
  const log = { info: say, warn: say, error: say };
  await keepRecordings({ recordings: store.recordings, source, clock, log }, () => false);
  const [first] = await store.recordings.of('1');
  return first && [first.state, first.attempts, first.reason];
}

test('is fetched as mp3 with the account, and kept with its checksum; then its provider may remove it', async () => {
  await leave(`https://api.twilio.com${path}`);
  expect(await fetchDue()).toEqual(['kept', 0, null]);
  const authorization = `Basic ${Buffer.from('AC1:secret').toString('base64')}`;
  expect(asked).toEqual([{ path: `${path}.mp3`, authorization }]);
  expect(await store.recordings.of('1')).toMatchObject([
    { type: 'audio/mpeg', bytes: mp3.length, sha256: createHash('sha256').update(mp3).digest('hex'), keptAt: now },
  ]);
  await fetchDue();
  expect(asked).toHaveLength(1);
});

test('is fetched from a region of Twilio, and with an ending of another kind', async () => {
  await leave(`https://api.dublin.ie1.twilio.com${path}.wav`);
  expect(await fetchDue()).toEqual(['kept', 0, null]);
});

describe.each([
  'https://evil.example/RE1',
  'http://api.twilio.com/RE1',
  'https://api.twilio.com:8443/RE1',
  'https://api.twilio.com.evil.example/RE1',
  'https://api.twilio.com@evil.example/RE1',
  'https://xapi.twilio.com/RE1',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'no address',
])('%s', (url) => {
  test('is not asked for', async () => {
    await leave(url);
    expect(await fetchDue()).toEqual(['lost', 1, "it is not at an address of Twilio's"]);
    expect([asked, said.length]).toEqual([[], 1]);
  });
});

test.each([
  ['a page', 'text/html', Buffer.from('<html>'), 'it is no sound, but "text/html"'],
  ['what only says that it is one', 'audio/mpeg', Buffer.from('<html>'), 'it says that it is audio/mpeg, and is not'],
  ['what has no end', 'audio/mpeg', Buffer.concat([mp3, Buffer.alloc(9 << 20)]), 'it has more than 8 MB'],
])('%s is not kept', async (_, type, body, reason) => {
  answer = (_request, response) => response.writeHead(200, { 'Content-Type': type }).end(body);
  await leave(`https://api.twilio.com${path}`);
  expect(await fetchDue()).toEqual(['lost', 1, reason]);
});

test('a redirection is not followed: the password would go along', async () => {
  answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end();
  await leave(`https://api.twilio.com${path}`);
  expect(await fetchDue()).toEqual(['lost', 1, 'Twilio leads elsewhere (302), where we do not follow']);
  expect(asked).toHaveLength(1);
});

test('a provider that is down is asked again, later each time, and one bad recording keeps no other', async () => {
  answer = ({ url = '' }, response) =>
    url.includes('RE2')
      ? response.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end(mp3)
      : response.writeHead(503).end();
  await leave(`https://api.twilio.com${path}`);
  await leave('https://api.twilio.com/RE2', 'recording:RE2');
  expect(await fetchDue()).toEqual(['wanted', 1, 'Twilio answered 503']);
  expect((await store.recordings.of('1')).map(({ state }) => state)).toEqual(['wanted', 'kept']);
  await fetchDue();
  expect(asked).toHaveLength(2);
  clock.at += 30_000;
  expect(await fetchDue()).toEqual(['wanted', 2, 'Twilio answered 503']);
  clock.at += 100 * dayMs;
  expect(await fetchDue()).toEqual(['wanted', 3, 'Twilio answered 503']);
});

test('one that is not there yet is asked for again for a day; then it is lost, and said to be', async () => {
  answer = (_, response) => response.writeHead(404).end();
  await leave(`https://api.twilio.com${path}`);
  expect(await fetchDue()).toEqual(['wanted', 1, 'Twilio has no such recording (404)']);
  clock.at += dayMs + 1;
  expect(await fetchDue()).toEqual(['lost', 2, 'Twilio has no such recording (404)']);
  expect(said.at(-1)).toBe('a recording cannot be had; its case stays without it: Twilio has no such recording (404)');
});
