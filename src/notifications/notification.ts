import type { Case, CaseKind } from '../domain/cases/case.js';
import type { NewMessage } from '../domain/outbox/message.js';
import type { NotificationSettings } from './settings.js';

/** The channels of the outbox by which colleagues are told. */
export const webhookChannel = 'case-webhook';
export const mailChannel = 'case-mail';

/**
 * What is told of a case (工单). Nothing in it says whose it is, or what they said: a notice passes through mail servers and other people's
 * systems, and whoever may read the case looks it up by its number.
 */
export interface CaseNotification {
  readonly caseNo: string;
  /** What it is: `help` (求助) cannot wait. A notice that was owed before an update has none. */
  readonly kind?: CaseKind;
  readonly line: string;
  readonly channel: string;
  /** Whether it was spoken or written. */
  readonly message: 'recording' | 'text';
  /** How long it was spoken; null for what was written. */
  readonly seconds: number | null;
  /** In ms since 1970. */
  readonly openedAt: number;
}

/** What is told of a colleague whom the house has put away (系统置离): their job, never their name or number. */
export interface AwayNotification {
  readonly colleague: string;
  /** Their job: 食品一. */
  readonly name: string;
  /** Whose calls they did not answer. */
  readonly line: string;
  /** How often in a row. */
  readonly misses: number;
  /** In ms since 1970. */
  readonly at: number;
  /** When they are rung again by themselves; null: not by themselves. */
  readonly until: number | null;
}

/** What is told on these roads. */
export type Notification = CaseNotification | AwayNotification;

/** A notice is news for so long: a server that is down over a weekend still brings it. */
const newsForMs = 4 * 86_400_000;

/**
 * What is owed to colleagues when a case is opened: a message for the webhook, and one for each who gets mail, so that one who cannot be
 * reached keeps nobody else from being told, and nobody is told twice because of them.
 */
export function notificationsOf(opened: Case, { webhook, mail }: NotificationSettings): readonly NewMessage[] {
  const { caseNo, kind, line, channel, message, openedAt } = opened;
  const seconds = message.kind === 'recording' ? message.seconds : null;
  const notice: CaseNotification = { caseNo, kind, line, channel, message: message.kind, seconds, openedAt };
  return owedTo(notice, `case:${caseNo}:opened`, openedAt, { webhook, mail });
}

/** What is owed when the house has put a colleague away: whoever runs the hotline rings them, or another takes their place. */
export function awayNotificationsOf(notice: AwayNotification, roads: NotificationSettings): readonly NewMessage[] {
  return owedTo(notice, `away:${notice.colleague}:${notice.at}`, notice.at, roads);
}

/** A message for the webhook, and one for each who gets mail. @param key names what happened, for ever */
function owedTo(
  notice: Notification,
  key: string,
  at: number,
  { webhook, mail }: NotificationSettings,
): readonly NewMessage[] {
  const owed = {
    body: JSON.stringify(notice),
    // Nothing of a caller is in it, so that forgetting them leaves it.
    conversationId: null,
    ...{ owedAt: at, dueAt: at, notAfter: at + newsForMs },
  };
  const hooked = webhook ? [{ ...owed, key: `${key}:webhook`, channel: webhookChannel, personId: notice.line }] : [];
  // Keys are shown to whoever looks at what is owed: an address is in none.
  const mailed = (mail?.to ?? []).map((to, index) => ({
    ...owed,
    ...{ key: `${key}:mail-${index + 1}`, channel: mailChannel, personId: to },
  }));
  return [...hooked, ...mailed];
}
