import type { Compared } from '../../disclosure/recalls/may-concern.js';
import { type ConcerningNotice, recallsOf } from '../../disclosure/recalls/recalls-of.js';
import { fieldList } from '../parts/field-list.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html, type Value } from '../shell/html.js';
import type { Section } from './told-record.js';

/** Notices of recalls and defects that may concern a vehicle, each with what was compared: none of them says that it does. */
export const recallSection: Section = async ({ record }, { records }) => {
  const found = await recallsOf(records, record);
  return found.length === 0
    ? null
    : html`<section id="recalls">
<h2>可能与这辆车有关的召回和缺陷通报 <span class="english" lang="en">Recalls that may concern this vehicle</span></h2>
<p>下面的通报可能和这辆车有关，也可能无关。请把车架号告诉经销商，由他们核对。</p>
${found.map(notice)}</section>`;
};

function notice({ notice: { sample, fields }, matched, lacking, unclear }: ConcerningNotice): Html {
  const source = fields.source_url ? html`<a href="${fields.source_url}">${fields.source}</a>` : fields.source;
  return html`<h3>${fields.title} ${sample && sampleMark}</h3>
${fieldList([
  { label: '与这辆车相符', value: words(matched) },
  { label: '通报没有写明', value: words(lacking) },
  { label: '请您核对', value: words(unclear, fields) },
  { label: '缺陷', value: `${fields.component}：${fields.defect}` },
  { label: '可能后果', value: fields.hazard },
  { label: '怎么办', value: fields.measure },
  { label: '发布', value: html`${fields.kind}，${fields.issued_on}，${source}` },
])}
`;
}

/** @param notice what it says of each, where somebody has to compare it */
function words(compared: readonly Compared[], notice?: Readonly<Record<string, string>>): Value {
  const said: Partial<Record<Compared, string>> = notice
    ? {
        车型: notice.model ?? '',
        年款: [...new Set([notice.model_year_from, notice.model_year_to])].filter(Boolean).join(' 至 '),
      }
    : {};
  return compared.map((one) => (said[one] ? `${one}（${said[one]}）` : one)).join('、');
}
