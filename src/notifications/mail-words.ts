import { localTime, zonedText } from '../domain/time/zone.js';
import type { AwayNotification, CaseNotification, Notification } from './notification.js';

/** @returns what stands in a list of mails. @example 新工单 2016102100017：进出口食品，电话留言 */
export function subjectOf(notice: Notification, lineName: string): string {
  if ('colleague' in notice) return `系统置离 ${notice.name}：${lineName}，连续 ${notice.misses} 次没有接听`;
  return `${isUrgent(notice) ? '紧急求助' : '新工单'} ${notice.caseNo}：${lineName}，${kindOf(notice)}`;
}

/** @returns what a colleague needs to take it up: which it is, of which line, since when, and where to read it */
export function textOf(notice: Notification, lineName: string): string {
  if ('colleague' in notice) return awayText(notice, lineName);
  const { caseNo, openedAt } = notice;
  return [
    isUrgent(notice) ? '收到一件求助工单，可能有人有危险，请立即处理。' : '收到一件新工单，请及时受理。',
    '',
    `工单号：${caseNo}`,
    `条线：${lineName}`,
    `收到：${momentText(openedAt)}`,
    `方式：${kindOf(notice)}`,
    '',
    `查看：npx yibo case ${caseNo}`,
    '',
    '来电人和内容不写在邮件里，请到系统中查看。本邮件由系统自动发出，请勿回复。',
    '',
  ].join('\n');
}

/** Somebody may be in danger (求助). */
function isUrgent({ kind }: CaseNotification): boolean {
  return kind === 'help';
}

function kindOf({ channel, message, seconds }: CaseNotification): string {
  const where = channel === 'phone' ? '电话' : '在线';
  return message === 'recording' ? `${where}录音 ${seconds} 秒` : `${where}留言`;
}

function awayText({ colleague, name, misses, at, until }: AwayNotification, lineName: string): string {
  return [
    `${name}连续 ${misses} 次没有接听，系统已置为离席，恢复之前不再振铃。`,
    '',
    `同事：${name}（${colleague}）`,
    `条线：${lineName}`,
    `时间：${momentText(at)}${until === null ? '' : `，最迟到 ${momentText(until)}`}`,
    '',
    `恢复：本人拨热线按一，或 npx yibo staff back ${colleague}`,
    '',
    '本邮件由系统自动发出，请勿回复。',
    '',
  ].join('\n');
}

/** @example '2016-10-21 10:00' */
function momentText(at: number): string {
  return `${localTime(at).day} ${zonedText(at).slice(11, 16)}`;
}
