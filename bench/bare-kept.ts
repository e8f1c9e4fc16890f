import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { parse } from 'node:querystring';
import sqlite3 from 'sqlite3';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { decodeAesKey, decrypt, encrypt, sha1Signature } from '../src/channels/wechat/crypto.js';
import { secrets } from './requests.js';
import { type Answer, answerHeader } from './target.js';

const key = decodeAesKey(secrets.WECHAT_ENCODING_AES_KEY);

/**
 * The least that a turn can cost whoever promises what the service promises: the sender is proved, the message is opened, one row that
 * survives the process is kept before the answer goes, and the answer is sealed. It understands nothing, and knows nobody.
 * @param file where its database will be
 */
export async function bareKept(answers: readonly Answer[], file: string): Promise<Server> {
  const rows = await Rows.open(file);
  const said = answers.map(({ body }) => openedAnswer(body));
  return createServer(async (request, response) => {
    const { contentType, body } = answers[Number(request.headers[answerHeader] ?? 0)] as Answer;
    const url = request.url ?? '';
    const given = await bodyOf(request);
    let answer = body;
    if (url.startsWith('/phone/')) requireCall(url, request, given);
    else answer = sealedAnswer(said[Number(request.headers[answerHeader] ?? 0)] ?? '', openMessage(url, given));
    await rows.keep(given.slice(0, 64) + randomBytes(8).toString('hex'), answer);
    response.setHeader('Content-Type', contentType);
    response.end(answer);
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function requireCall(url: string, { headers }: IncomingMessage, given: string): void {
  const expected = getExpectedTwilioSignature(secrets.TWILIO_AUTH_TOKEN, secrets.PUBLIC_BASE_URL + url, parse(given));
  if (expected !== headers['x-twilio-signature']) throw new Error(`not signed: ${url}`);
}

/** @returns what proves the answer, too */
function openMessage(url: string, given: string): { readonly timestamp: string; readonly nonce: string } {
  const query = parse(url.slice(url.indexOf('?') + 1)) as Record<string, string>;
  const { timestamp = '', nonce = '', signature, msg_signature } = query;
  const [, sealed = ''] = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(given) ?? [];
  const isProved =
    sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce) === signature &&
    sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce, sealed) === msg_signature;
  if (!isProved || !decrypt(sealed, key).plain.includes('<MsgId>')) throw new Error(`not sealed: ${url}`);
  return { timestamp, nonce };
}

function openedAnswer(body: string): string {
  const [, sealed] = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(body) ?? [];
  return sealed === undefined ? body : decrypt(sealed, key).plain;
}

function sealedAnswer(
  plain: string,
  { timestamp, nonce }: { readonly timestamp: string; readonly nonce: string },
): string {
  const sealed = encrypt(plain, key, secrets.WECHAT_APP_ID, randomBytes(16));
  const signature = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce, sealed);
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${nonce}</Nonce></xml>`;
}

/** Rows in a table; those that come while others are written go together, as one statement. */
class Rows {
  private waiting: { readonly row: readonly [string, string]; readonly kept: () => void }[] = [];
  private isWriting = false;

  private constructor(private readonly insert: sqlite3.Statement) {}

  static async open(file: string): Promise<Rows> {
    const database = new sqlite3.Database(file);
    await new Promise<void>((resolve, reject) => {
      const settings =
        'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000';
      const sql = `${settings}; CREATE TABLE turn (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID`;
      database.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
    return new Rows(database.prepare('INSERT INTO turn SELECT value ->> 0, value ->> 1 FROM json_each(?)'));
  }

  keep(id: string, body: string): Promise<void> {
    return new Promise((kept) => {
      this.waiting.push({ row: [id, body], kept });
      if (!this.isWriting) this.write();
    });
  }

  private write(): void {
    const together = this.waiting;
    this.waiting = [];
    this.isWriting = together.length > 0;
    if (!this.isWriting) return;
    this.insert.run(JSON.stringify(together.map(({ row }) => row)), (error: Error | null) => {
      if (error) throw error;
      for (const { kept } of together) kept();
      this.write();
    });
  }
}
