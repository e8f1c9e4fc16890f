import { age } from '../../domain/language/age.js';
import type { ListedRecord } from '../../domain/listings/stores.js';
import { localTime } from '../../domain/time/zone.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { identifier } from '../parts/field-list.js';
import { type State, sampleMark, stateMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import { namedCode } from './data-words.js';
import { recordPath } from './record.js';

const states: Readonly<Record<string, State>> = { 合格: 'pass', 不合格: 'fail' };

/** One result: what came of it, whose, and how long ago; the rest is on the page of the record. */
export function resultRow(dataset: DatasetSchema, { id, fields, sample, change }: ListedRecord, now: number): Html {
  const { object_name: name = '', object_kind: kind = '', object_id: number = '', office = '' } = fields;
  const { inspected_on: day = '', finding = '', measures = '', appeal_until: appealUntil = '' } = fields;
  const officeField = dataset.fields.find(({ name }) => name === 'office');
  const ago = age(day, localTime(now).day);
  const found = [finding, measures && `处理：${measures}`].filter((one) => one !== '').join('；');
  return html`<li>
<p class="name"><a class="touch" href="${recordPath(dataset.name, id)}">${name || id}</a> ${resultMark(fields.result ?? '', appealUntil)} ${sample && sampleMark}${change === 'corrected' && html` <span class="quiet">更正过</span>`}</p>
<p>检查于 ${day}${ago !== '' && `，${ago}`}</p>
<p class="quiet">${kind} ${identifier(number)}${office !== '' && ` · 施检机构 ${namedCode(officeField, office)}`}</p>
${found !== '' && html`<p>${found}</p>`}
</li>
`;
}

/** A result that is not known yet is a state of its own: its appeal period runs. */
function resultMark(result: string, appealUntil: string): Html {
  if (result !== '') return stateMark(states[result] ?? 'plain', result);
  return stateMark('wait', appealUntil === '' ? '结果未公布' : `申诉期内，${appealUntil} 后公布结果`);
}
