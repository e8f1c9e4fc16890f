import { z } from 'zod';
import { address as addressOf, optional, type ReadVariables } from '../web/variables.js';

/** How colleagues are told that a case (工单) came. */
export interface NotificationSettings {
  /** Null: no webhook is called. */
  readonly webhook: WebhookSettings | null;
  /** Null: no mail is written. */
  readonly mail: MailSettings | null;
}

export interface WebhookSettings {
  readonly url: string;
  /** What requests are signed with; 24 to 64 bytes. */
  readonly secret: Buffer;
}

export interface MailSettings {
  /** `smtp://USER:PASSWORD@HOST:587` or `smtps://…`. */
  readonly server: string;
  readonly from: string;
  /** Each gets a mail of their own. */
  readonly to: readonly string[];
}

const prefix = 'whsec_';
const secretWords = `must be ${prefix} and 24 to 64 bytes in base64: echo ${prefix}$(openssl rand -base64 32)`;
const webhookSecret = z.string().refine((text) => {
  const bytes = Buffer.from(text.slice(prefix.length), 'base64').length;
  return text.startsWith(prefix) && /^[A-Za-z0-9+/]+=*$/.test(text.slice(prefix.length)) && bytes >= 24 && bytes <= 64;
}, secretWords);

/** An address in a mailbox's plain form: no name beside it, no blanks. */
const mailbox = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,250}$/;
const addresses = (text: string): readonly string[] => text.split(',').map((one) => one.trim());
const notMailboxes = (text: string): readonly string[] => addresses(text).filter((one) => !mailbox.test(one));

/** What the environment may say of it. */
export const notificationVariables = {
  CASE_WEBHOOK_URL: optional(
    addressOf(/^https?:\/\/[^\s#]+$/, 'must be an address such as https://oa.example/hooks/cases'),
  ),
  CASE_WEBHOOK_SECRET: optional(webhookSecret),
  SMTP_URL: optional(
    addressOf(/^smtps?:\/\/[^\s/?#]+\/?$/, 'must be smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST'),
  ),
  CASE_MAIL_TO: optional(
    z.string().refine((text) => notMailboxes(text).length === 0, {
      error: ({ input }) =>
        `must be mail addresses, with commas between them; ${notMailboxes(String(input))
          .map((one) => (one === '' ? 'one is empty' : `"${one}" is none`))
          .join(', ')}`,
    }),
  ),
  CASE_MAIL_FROM: optional(z.string().regex(mailbox, 'must be one mail address')),
};

type Read = ReadVariables<typeof notificationVariables>;

/** @returns the settings; a road of which half is missing counts as none, see {@link notificationProblems} */
export function notificationSettings(read: Read): NotificationSettings {
  const { CASE_WEBHOOK_URL: url, CASE_WEBHOOK_SECRET: secret, SMTP_URL: server, CASE_MAIL_TO: to } = read;
  return {
    webhook: url && secret ? { url, secret: Buffer.from(secret.slice(prefix.length), 'base64') } : null,
    mail:
      server && to
        ? { server, to: [...new Set(addresses(to))], from: read.CASE_MAIL_FROM ?? senderIn(server, to) }
        : null,
  };
}

/** @returns what nothing starts with: half of a road tells nobody, and whoever set it believes that it does */
export function notificationProblems(env: NodeJS.ProcessEnv): string[] {
  const halves = [
    ['CASE_WEBHOOK_URL', 'CASE_WEBHOOK_SECRET'],
    ['CASE_WEBHOOK_SECRET', 'CASE_WEBHOOK_URL'],
    ['SMTP_URL', 'CASE_MAIL_TO'],
    ['CASE_MAIL_TO', 'SMTP_URL'],
    ['CASE_MAIL_FROM', 'SMTP_URL'],
  ] as const;
  return halves
    .filter(([set, missing]) => env[set] && !env[missing])
    .map(([set, missing]) => `${set} is set without ${missing}: nobody would be told of a case. Set both, or neither.`);
}

/** Whoever signs in with a mail address writes from it; else the first who is written to does. */
function senderIn(server: string, to: string): string {
  const user = decodeURIComponent(new URL(server).username);
  return mailbox.test(user) ? user : (addresses(to)[0] ?? '');
}
