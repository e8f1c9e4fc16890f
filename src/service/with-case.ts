import type { WithCase } from '../cases/accompanied.js';
import { callbackAsked } from '../cases/callback-asked.js';
import { recordingsWanted } from '../cases/recordings-wanted.js';
import type { Effect } from '../domain/conversation/effect.js';
import { notificationsOf } from '../notifications/notification.js';
import type { Config } from './config.js';

/**
 * @returns what is written with every case: that whoever asked for it is called back, that a recording is fetched, and that colleagues are told as the
 * settings have it
 */
export function withCase({ notifications }: Pick<Config, 'notifications'>): WithCase {
  return (opened) => [
    ...callbackAsked(opened),
    ...recordingsWanted(opened),
    ...notificationsOf(opened, notifications).map((message): Effect => ({ kind: 'send', message })),
  ];
}
