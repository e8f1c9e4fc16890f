import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import type { ClaimedMessage } from '../domain/outbox/message.js';
import { type Sender, Undeliverable } from '../domain/outbox/sender.js';
import { subjectOf, textOf } from './mail-words.js';
import type { Notification } from './notification.js';
import type { MailSettings } from './settings.js';

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Tells a colleague by mail that a case came, or that somebody was put away. The mail's id is made of what is owed, so that a mail that is sent twice is known for one.
 * nodemailer is loaded with the first mail: most of the time there is none to write.
 */
export class MailSender implements Sender {
  private transporter: Promise<Transporter> | null = null;

  /** @param lineName the line as colleagues call it */
  constructor(
    private readonly settings: MailSettings,
    private readonly lineName: (line: string) => string,
  ) {}

  /** @throws Undeliverable when the server will never take mail for this address; any other error is tried again */
  async send({ key, personId, body }: ClaimedMessage): Promise<void> {
    const notice = JSON.parse(body) as Notification;
    const name = this.lineName(notice.line);
    const { from } = this.settings;
    this.transporter ??= transporterFor(this.settings);
    try {
      await (await this.transporter).sendMail({
        ...{ from, to: personId, subject: subjectOf(notice, name), text: textOf(notice, name) },
        messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${from.split('@').at(-1)}>`,
        // Whoever is out of office answers no machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      if (isNever(error)) throw new Undeliverable(`the mail server takes nothing for ${personId}: ${messageOf(error)}`);
      throw error;
    }
  }
}

/** @returns why no mail could be sent just now; null when the server lets us in. Nothing is sent. */
export async function tryMail(settings: MailSettings): Promise<string | null> {
  try {
    const transporter = await transporterFor(settings);
    await transporter.verify();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** Beyond this machine, a server that offers no encryption gets no password and no mail. */
async function transporterFor({ server }: MailSettings): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username, password } = new URL(server);
  const isSecure = protocol === 'smtps:';
  const isHere = /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  return createTransport({
    ...patience,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // What a notice says is text of ours, never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The server refused the address itself, for good. */
function isNever(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { command, responseCode = 0 } = error as Error & { command?: string; responseCode?: number };
  return command === 'RCPT TO' && responseCode >= 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
