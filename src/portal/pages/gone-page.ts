import { factsOfGone } from '../../disclosure/lookups/gone.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { fieldList, identifier } from '../parts/field-list.js';
import { noticeBox } from '../parts/notice-box.js';
import { type Phone, phoneLink } from '../parts/phone.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';

/**
 * The page of a record that is no longer public: that it was withdrawn (撤回) or its term is over (到期), when, and why; nothing of what it held.
 * @param what it is the record of: 进口汽车检验结果
 * @param askedBy the number that was asked for
 * @param more what else is said first: of the sticker that was scanned
 */
export function gonePage(
  what: string,
  record: DisclosureRecord,
  askedBy: string,
  phone: Phone,
  more: Html | null = null,
): PageContent {
  const isExpired = record.change === 'expired';
  const title = isExpired ? '公示期已满' : '记录已撤回';
  const words = isExpired ? '这条记录的公示期已经满了，不再公开。' : '这条记录已经撤回，不再公开。';
  return {
    status: 410,
    title: `${title} ${askedBy}`,
    isUnlisted: true,
    main: html`<h1>${what}</h1>
<p>${identifier(askedBy)} ${record.sample && sampleMark}</p>
${more}
${noticeBox(title, html`<p>${words}</p>\n${fieldList(factsOfGone(record))}`, 'fail')}
<p>想知道详情，请拨 ${phoneLink(phone)}。<a href="/">查别的号码</a></p>`,
  };
}
