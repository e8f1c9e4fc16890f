import { instantOf } from '../domain/time/zone.js';

/** @param at ms since 1970 @returns `2016-10-21 10:00:00`, in Asia/Shanghai */
export function momentText(at: number): string {
  const local = new Date(at - instantOf('1970-01-01', 0));
  return local.toISOString().slice(0, -5).replace('T', ' ');
}
