import type { WithCase } from '../cases/accompanied.js';
import { noticesOf } from '../notices/notice.js';
import type { Config } from './config.js';

/** @returns what is written with every case: that colleagues are told, as the settings have it */
export function withCase({ notices }: Pick<Config, 'notices'>): WithCase {
  return (opened) => noticesOf(opened, notices).map((message) => ({ kind: 'send', message }));
}
