import { filters } from '../../content/filters.js';
import type { Schedule } from '../../domain/hotline/calendar.js';
import { explainHours } from '../../domain/hotline/hours-explained.js';
import { localClock } from '../../domain/time/zone.js';
import { type Html, html } from '../shell/html.js';
import { stateMark } from './state-mark.js';

/**
 * Whether somebody answers now, and until when, or from when again (接听时间).
 * @param now in ms since 1970
 * @example 接听中 到 12:00, or 现在是午休时间，今天 13:30 恢复接听
 */
export function hoursNow(schedule: Schedule, now: number): Html {
  const { standing, closesAt } = explainHours(schedule, now);
  if (standing.open) {
    const until = closesAt === null ? '' : ` 到 ${localClock(closesAt).slice(0, 5)}`;
    return html`${stateMark('pass', '接听中')}${until}`;
  }
  const { because, reopensAt } = standing;
  const again = reopensAt === null ? '' : `，${filters.get('moment')?.(String(reopensAt), 'text', now)} 恢复`;
  return html`${stateMark('plain', '无人接听')}，${because}${again}`;
}
