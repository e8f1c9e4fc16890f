import { field } from '../../disclosure/lookups/fact.js';
import { wine } from '../../disclosure/lookups/wine.js';
import { inEnglish } from '../parts/field-list.js';
import { noticeBox } from '../parts/notice-box.js';
import { stateMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import { type CodePlan, codePages } from './code-page.js';
import type { Page, Site } from './page.js';
import { failedWords, repliesSection } from './party-sections.js';
import { correctionsSection, fieldsSection, foundOn, originSection, type Tellings } from './record-sections.js';
import type { Section } from './told-record.js';

const english: Readonly<Record<string, string>> = {
  bottle_code: 'Bottle code',
  name: 'Wine',
  origin_country: 'Country of origin',
  region: 'Region',
  producer: 'Producer',
  bottled_on: 'Bottled on',
  importer: 'Importer',
  vintage: 'Vintage',
  abv: 'Alcohol by volume',
  certificate_no: 'Certificate no.',
  certificate_body: 'Issued by',
  certificate_issued_on: 'Issued on',
  certificate_result: 'Result',
};

const tellings: Tellings = Object.fromEntries(
  Object.entries(english).map(([name, words]) => [name, { ...wine.tells[name], english: words }]),
);

/** What is told of the inspection before shipment (装运前检验), in a section of its own. */
const ofCertificate = ['certificate_no', 'certificate_body', 'certificate_issued_on', 'certificate_result'];
const ofLabel = [
  'bottle_code',
  'name',
  'origin_country',
  'region',
  'producer',
  'bottled_on',
  'importer',
  'vintage',
  'abv',
];

/** `/w/:code` (进口红酒): what is known of a bottle, by the code on it. */
export function winePages(site: Site): readonly Page[] {
  return codePages(site, plan);
}

const result: Section = ({ record, now }, site) => {
  const found = field(record, 'certificate_result');
  if (found === '') return null;
  const isPassed = found === '合格';
  return html`<p class="verdict">${stateMark(isPassed ? 'pass' : 'fail', `装运前检验${found}`)}${inEnglish(isPassed ? 'Inspected before shipment: passed' : 'Inspected before shipment: failed')}</p>
${foundOn('证书签发于', field(record, 'certificate_issued_on'), now)}
${found === '不合格' && failedWords(site, 'page.wine-failed', { line: 'food', say: '瓶身编码' })}`;
};

const warning: Section = ({ record }) => {
  const words = field(record, 'warning');
  return words === '' ? null : noticeBox('警示', html`<p>${words}</p>`, 'wait');
};

/** What is told of a bottle, in this order. */
const sections: readonly Section[] = [
  result,
  warning,
  correctionsSection,
  fieldsSection(html`酒标${inEnglish('Label')}`, tellings, [...ofCertificate, 'warning']),
  fieldsSection(html`装运前检验${inEnglish('Inspection before shipment')}`, tellings, [...ofLabel, 'warning']),
  repliesSection,
  originSection,
];

const plan: CodePlan = {
  path: '/w',
  lookup: 'wine',
  title: '进口红酒',
  english: 'Imported wine',
  navigation: '进口红酒',
  name: ({ record }) => html`${field(record, 'name')}`,
  sections,
};
