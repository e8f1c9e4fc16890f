import type { Request } from 'express';
import type { FaultWords } from '../../web/fault.js';
import type { Refusal } from '../../web/refusal.js';
import { type Phone, phoneLink } from '../parts/phone.js';
import { searchBox } from '../parts/search-box.js';
import { html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';

/** How pages word what they cannot answer; whoever reads it is anybody. */
export const pageWords: FaultWords = {
  'bad-address': '这个地址读不出来，请核对。',
  'unreadable-body': '您填的内容没有收全，请返回再填一次。',
  'no-such-address': '没有这个页面，地址可能抄错了，或者页面已经搬走。',
  replayed: '这次提交已经办过了。',
  'bad-condition': '请求的条件无法满足，请重新打开页面。',
  'too-large': '您填的内容太长，请返回改短一些。',
  'unsupported-media': '这样填的内容读不出来，请用页面上的表单。',
  internal: '系统出了点问题，已经记录下来。请稍后再试。',
  unavailable: '数据库暂时不能访问。请过一会儿再试。',
};

const titles: Readonly<Record<number, string>> = { 404: '找不到这个页面', 429: '请稍后再试', 503: '暂时不能查询' };

/** What is shown instead of a page: what happened, and the way on. */
export function refusalPage({ status, message }: Refusal, phone: Phone): PageContent {
  const title = titles[status] ?? (status >= 500 ? '暂时打不开' : '没有办成');
  return {
    status,
    title,
    isUnlisted: true,
    main: html`<h1>${title}</h1>
<p>${message}</p>
${status === 404 && searchBox()}
<p>可以<a href="/">回首页</a>，或者拨打热线 ${phoneLink(phone)}，我们帮您查。</p>`,
  };
}

/** Whether whoever asks reads pages: a browser says so, a program does not. */
export function readsPages(request: Request): boolean {
  return /text\/html|application\/xhtml\+xml/i.test(request.get('Accept') ?? '');
}

/** Whether a form was sent from a page of somebody else: their visitors would guess numbers for them. */
export function isSentFromElsewhere(request: Request): boolean {
  const from = request.get('Sec-Fetch-Site');
  return from !== undefined && from !== 'same-origin' && from !== 'none';
}
