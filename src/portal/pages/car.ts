import { car } from '../../disclosure/lookups/car.js';
import { field } from '../../disclosure/lookups/fact.js';
import { identifierKinds } from '../../domain/identifiers/identifiers.js';
import { identifier, inEnglish } from '../parts/field-list.js';
import { stateMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import { carDrawSection } from './car-draw-section.js';
import { type CodePlan, codePages } from './code-page.js';
import type { Page, Site } from './page.js';
import { failedWords, repliesSection } from './party-sections.js';
import { recallSection } from './recall-section.js';
import { correctionsSection, fieldsSection, foundOn, originSection, type Tellings } from './record-sections.js';
import type { Section } from './told-record.js';

const english: Readonly<Record<string, string>> = {
  vin: 'VIN',
  sticker_code: 'Sticker code',
  engine_no: 'Engine no.',
  brand_model: 'Make and model',
  imported_on: 'Imported on',
  inspected_at: 'Inspected on',
  origin_country: 'Imported from',
  loading_port: 'Port of loading',
  result: 'Result',
};

const tellings: Tellings = Object.fromEntries(
  Object.entries(english).map(([name, words]) => [name, { ...car.tells[name], english: words }]),
);

/** `/v/:code` (进口汽车): what was found on a vehicle, by its VIN or the code of its sticker. */
export function carPages(site: Site): readonly Page[] {
  return codePages(site, plan);
}

/** What was found, and how long ago; which car it is, so that whoever holds the telephone compares it with the windscreen. */
const result: Section = ({ record, now }, site) => {
  const found = field(record, 'result');
  const mark =
    found === '合格'
      ? html`${stateMark('pass', found)}${inEnglish('Passed')}`
      : html`${stateMark('fail', found)}${inEnglish('Failed')}`;
  return html`<p class="verdict">${mark}</p>
${foundOn('检验于', field(record, 'inspected_at'), now)}
${found === '不合格' && failedWords(site, 'page.car-failed', { line: 'industrial', say: '车架号' })}
<p>车架号 ${identifier(field(record, 'vin'), identifierKinds.vin.groups)}，请和前挡风玻璃左下角的号码比对：不一样，就不是这辆车。</p>`;
};

const photos: Section = ({ dataset, record }) => {
  const names = field(record, 'photos')
    .split(' ')
    .filter((name) => name !== '');
  if (names.length === 0) return null;
  const shown = names.map((name, place) => {
    const address = `/api/v1/datasets/${dataset.name}/files/${encodeURIComponent(name)}`;
    return html`<li><a href="${address}"><img src="${address}" alt="查验照片第 ${place + 1} 张" width="640" height="420" loading="lazy"></a></li>\n`;
  });
  return html`<h2>查验照片${inEnglish('Photographs')}</h2>
<ul class="photos">
${shown}</ul>`;
};

/** What is told of a car, in this order. */
const sections: readonly Section[] = [
  result,
  correctionsSection,
  fieldsSection(html`车辆信息${inEnglish('Vehicle')}`, tellings, ['photos']),
  recallSection,
  carDrawSection,
  photos,
  repliesSection,
  originSection,
];

const plan: CodePlan = {
  path: '/v',
  lookup: 'car',
  title: '进口汽车检验结果',
  english: 'Inspection of an imported vehicle',
  navigation: '进口汽车',
  name: ({ record }) => html`${field(record, 'brand_model')}`,
  sections,
};
