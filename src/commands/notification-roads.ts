import { tryMail } from '../notifications/mail.js';
import type { NotificationSettings } from '../notifications/settings.js';
import { ask } from '../operations/doctor/reach.js';
import type { NotificationRoad } from '../operations/doctor/subject.js';

/** @returns the ways in which colleagues are told of a case, each to be tried without telling anything */
export function notificationRoads({ webhook, mail }: NotificationSettings): readonly NotificationRoad[] {
  return [
    ...(webhook
      ? [
          {
            setting: 'CASE_WEBHOOK_URL',
            where: originOf(webhook.url),
            tryIt: () => knock(webhook.url),
            mayRefuse: isOfPostAlone,
          },
        ]
      : []),
    ...(mail ? [{ setting: 'SMTP_URL', where: originOf(mail.server), tryIt: () => tryMail(mail) }] : []),
  ];
}

/** Whatever takes notifications need not answer when it is asked; that something answers is enough. */
async function knock(url: string): Promise<string | null> {
  const reached = await ask(url);
  if (reached.failed !== null) return reached.failed;
  const { status } = reached;
  // Many take POST alone, and say so with 405 or 501; some say 404.
  return (status >= 500 && status !== 501) || status === 404 || status === 410 ? `HTTP ${status}` : null;
}

/** Whether a refusal of a GET says little of a POST. */
function isOfPostAlone(reason: string): boolean {
  return reason === 'HTTP 404';
}

/** What follows the host may be secret, as what is before it is. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
