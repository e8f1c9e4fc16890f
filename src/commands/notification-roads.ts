import { tryMail } from '../notifications/mail.js';
import type { NotificationSettings } from '../notifications/settings.js';
import { ask } from '../operations/doctor/reach.js';
import type { NotificationRoad } from '../operations/doctor/subject.js';

/** @returns the ways in which colleagues are told of a case, each to be tried without telling anything */
export function notificationRoads({ webhook, mail }: NotificationSettings): readonly NotificationRoad[] {
  return [
    ...(webhook
      ? [{ setting: 'CASE_WEBHOOK_URL', where: originOf(webhook.url), tryIt: () => knock(webhook.url) }]
      : []),
    ...(mail ? [{ setting: 'SMTP_URL', where: originOf(mail.server), tryIt: () => tryMail(mail) }] : []),
  ];
}

/** Whatever takes notifications need not answer when it is asked; that something answers is enough. */
async function knock(url: string): Promise<string | null> {
  const reached = await ask(url);
  if (reached.failed !== null) return reached.failed;
  return reached.status >= 500 || reached.status === 404 || reached.status === 410 ? `HTTP ${reached.status}` : null;
}

/** What follows the host may be secret, as what is before it is. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
