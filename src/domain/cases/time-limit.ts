import type { TimeLimit } from './case-rules.js';

const written = /^([1-9]\d{0,3}) (working )?(minute|hour|day)s?$/;
const minutesOf = { minute: 1, hour: 60, day: 24 * 60 } as const;

/**
 * @param text `15 minutes`, `24 hours`, `4 working hours`, `3 working days`
 * @returns null when it is none
 */
export function limitIn(text: string): TimeLimit | null {
  const [, number, working, unit] = written.exec(text) ?? [];
  if (number === undefined) return null;
  const count = Number(number);
  if (working && unit === 'day') return { count, unit: 'working-days' };
  const minutes = count * minutesOf[unit as keyof typeof minutesOf];
  return { count: minutes, unit: working ? 'working-minutes' : 'minutes' };
}

/** @returns a limit as it is written: `4 working hours` */
export function limitWords({ count, unit }: TimeLimit): string {
  const words = (n: number, name: string): string => `${n} ${name}${n === 1 ? '' : 's'}`;
  if (unit === 'working-days') return words(count, 'working day');
  const working = unit === 'working-minutes' ? 'working ' : '';
  return count % 60 === 0 ? words(count / 60, `${working}hour`) : words(count, `${working}minute`);
}
