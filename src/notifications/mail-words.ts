import { localTime, zonedText } from '../domain/time/zone.js';
import type { CaseNotification } from './notification.js';

/** @returns what stands in a list of mails. @example 新工单 201610210001：进出口食品，电话留言 */
export function subjectOf(notice: CaseNotification, lineName: string): string {
  return `新工单 ${notice.caseNo}：${lineName}，${kindOf(notice)}`;
}

/** @returns what a colleague needs to take it up: which it is, of which line, since when, and where to read it */
export function textOf(notice: CaseNotification, lineName: string): string {
  const { caseNo, openedAt } = notice;
  const received = `${localTime(openedAt).day} ${zonedText(openedAt).slice(11, 16)}`;
  return [
    `收到一件新工单，请及时受理。`,
    '',
    `工单号：${caseNo}`,
    `条线：${lineName}`,
    `收到：${received}`,
    `方式：${kindOf(notice)}`,
    '',
    `查看：npx yibo case ${caseNo}`,
    '',
    '来电人和内容不写在邮件里，请到系统中查看。本邮件由系统自动发出，请勿回复。',
    '',
  ].join('\n');
}

function kindOf({ channel, message, seconds }: CaseNotification): string {
  const where = channel === 'phone' ? '电话' : '在线';
  return message === 'recording' ? `${where}录音 ${seconds} 秒` : `${where}留言`;
}
