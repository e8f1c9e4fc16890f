import { listSpecOf } from '../../disclosure/listing/list-spec.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { barChart } from '../parts/bar-chart.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import type { Site } from './page.js';

const shownFields = ['result', 'object_kind'];
const shownMonths = 12;
const shownValues = 12;

interface Counted {
  readonly title: string;
  readonly head: string;
  readonly values: readonly { readonly value: string; readonly n: number }[];
}

/** How all results come out, for whoever would rather look than read: by figures that are kept with the lists, and nobody has to count. */
export async function resultsCharts(site: Site, dataset: DatasetSchema): Promise<Html | null> {
  const facets = await site.listing.facets(dataset, shownValues);
  const counted: Counted[] = facets
    .filter(({ field }) => shownFields.includes(field.name))
    .map(({ field, values }) => ({ title: `按${field.title}`, head: field.title, values }));
  const sum = (name: string) =>
    facets
      .filter(({ field }) => field.name === name)
      .flatMap(({ values }) => values.map(({ n }) => n))
      .reduce((all, n) => all + n, 0);
  // Every result has a kind; what came of it is withheld in its appeal period.
  const waiting = sum('object_kind') - sum('result');
  const day = listSpecOf(dataset).orders.find(({ field }) => field?.type === 'date')?.field;
  if (day) {
    const months = await site.listing.months(dataset, day.name, shownMonths);
    counted.push({ title: `按${day.title}所在的月份`, head: '月份', values: [...months].reverse() });
  }
  const charts = counted.filter(({ values }) => values.length > 0);
  if (charts.length === 0) return null;
  return html`<h2>全部结果一览图</h2>
<p>全部已公布的结果，不随上面的条件变化。${waiting > 0 && `其中 ${waiting} 条在申诉期内，结果还没有公布，“按检查结果”的图里没有它们。`}</p>
<div class="figures">
${charts.map(({ title, values }) =>
  barChart(
    title,
    '条',
    values.map(({ value, n }) => ({ label: value, value: n, text: String(n) })),
  ),
)}
</div>
<details>
<summary>图里的数字</summary>
${charts.map(({ title, head, values }) =>
  table(
    `${title}，条`,
    [
      { title: head, cell: ({ value }: Counted['values'][number]) => value },
      { title: '条数', isNumber: true, cell: ({ n }: Counted['values'][number]) => n },
    ],
    values,
  ),
)}
</details>`;
}
