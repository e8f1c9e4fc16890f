import { word } from '../../content/wording.js';
import { publicFields } from '../../disclosure/reading/public-fields.js';
import { type Reply, repliesTo } from '../../disclosure/reading/replies.js';
import type { LineId } from '../../domain/hotline/line.js';
import { sentence } from '../../domain/language/phrases.js';
import { localTime } from '../../domain/time/zone.js';
import { appealOf } from '../../schemas/appeal-period.js';
import { noticeBox } from '../parts/notice-box.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import { whomToCall } from './lines.js';
import type { Site } from './page.js';
import type { Section } from './told-record.js';

/** That a result is there, and until when it waits (申诉期): the party may appeal first. */
export const appealSection: Section = ({ dataset, record, now }) => {
  const appeal = appealOf(dataset, publicFields(dataset, record.fields));
  if (!appeal) return null;
  const isOver = localTime(now).day > appeal.until;
  const when = isOver
    ? '申诉期已满，结果即将公布。'
    : `当事人在 ${appeal.until} 以前（含当日）可以申诉，结果在这以后公布。`;
  return noticeBox('检查已完成，结果在申诉期内，尚未公布', html`<p>${when}</p>`, 'wait');
};

/** What it means for whoever has the thing that it failed, and whom to call: the line whose business it is. */
export function failedWords(
  { content, clock }: Site,
  phrase: 'page.car-failed' | 'page.wine-failed',
  { line, say }: { line: LineId; say: string },
): Html {
  const [words, now] = [content(), clock.now()];
  return html`<p>${word(words, 'text', sentence(phrase))}</p>
${whomToCall(words, line, phoneLink(hotline(words, now)), { now, say })}`;
}

/** What the party says about the record (当事人说明), in its own words. */
export const repliesSection: Section = async ({ dataset, record }, { records }) => {
  const replies = await repliesTo(records, dataset.name, record.id);
  return replies.length === 0
    ? null
    : html`<section id="replies">
<h2>当事人说明</h2>
<p class="quiet">当事人的原话，本局未作改动。</p>
${replies.map(reply)}</section>`;
};

function reply({ party, saidOn, text, sample }: Reply): Html {
  return html`<figure class="reply">
<blockquote><p>${text}</p></blockquote>
<figcaption>${party}，${saidOn} ${sample && sampleMark}</figcaption>
</figure>
`;
}
