import { field } from '../../disclosure/lookups/fact.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { isTold } from '../../draws/protocol/draw-file.js';
import { fieldList, inEnglish } from '../parts/field-list.js';
import { sampleMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import { inWords } from './draw-said.js';
import type { Section } from './told-record.js';

/** A vehicle is looked for in so many of the newest draws of vehicles; in older ones by whoever has the number of the draw. */
const mostDraws = 10;

/** Which draw said where, and by whom, this vehicle is inspected. */
export const carDrawSection: Section = async ({ record }, { draws }) => {
  const vin = field(record, 'vin');
  for (const draw of await draws.page('vehicles', null, mostDraws)) {
    if (draw.state === 'void' || (await draws.row(draw.no, 'register', vin)) === null) continue;
    const result = JSON.parse((isTold(draw) && draw.result) || '{}') as {
      readonly vehicles?: readonly Readonly<Record<string, Json>>[];
    };
    const own = result.vehicles?.find((one) => one.vin === vin);
    const address = `/draws/${encodeURIComponent(draw.no)}?id=${encodeURIComponent(vin)}#why`;
    return html`<section id="draw">
<h2>检测站和检验人员由随机抽取 ${draw.isSample && sampleMark}${inEnglish('Station and inspector, drawn by lot')}</h2>
${fieldList([
  { label: '检测站', english: 'Station', value: own ? inWords(own.station) : '结果还没有公布' },
  { label: '检验人员', english: 'Inspector', value: own && html`${inWords(own.inspector)}（代号）` },
  { label: '哪次抽取', english: 'Draw', value: html`<a href="${address}">${draw.no}</a>` },
])}</section>`;
  }
  return null;
};
