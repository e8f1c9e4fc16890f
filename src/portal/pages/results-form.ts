import { listSpecOf } from '../../disclosure/listing/list-spec.js';
import type { ListingFacet } from '../../disclosure/listing/listing.js';
import { rangeFields } from '../../disclosure/listing/question.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { choice, type Option } from '../parts/choice.js';
import { formField } from '../parts/form.js';
import { type Html, html } from '../shell/html.js';
import { namedCode } from './data-words.js';
import type { Site } from './page.js';

/** More values than these are typed, not chosen. */
const mostChoices = 30;

interface Complaint {
  readonly name: string;
  readonly error: string;
}

/** Whether the form has a field for a parameter. */
export function isAskedIn(dataset: DatasetSchema, parameter: string): boolean {
  const spec = listSpecOf(dataset);
  if (parameter === 'q' || parameter === 'sort') return true;
  const ends = rangeFields(spec).flatMap(({ name }) => [`${name}.from`, `${name}.to`]);
  return ends.includes(parameter) || spec.filters.some(({ name }) => name === parameter);
}

/**
 * Everything by which a listing can be asked, as a form whose answer has an address of its own: words, a value of each filter, bounds, an order.
 * How many records have a value is said beside it, as it is kept; while it is not known, the values that there can be stand alone.
 */
export async function resultsForm(
  site: Site,
  dataset: DatasetSchema,
  texts: Readonly<Record<string, string>>,
  wrong?: Complaint,
): Promise<Html> {
  const spec = listSpecOf(dataset);
  const facets = await site.listing.facets(dataset, mostChoices).catch(() => []);
  const errorOf = (name: string) => (wrong?.name === name ? wrong.error : null);
  const isNarrowed = Object.keys(texts).some((name) => name !== 'q' && name !== 'sort');
  const words = spec.words.map(({ title }) => title).join('、');
  return html`<form class="filters" method="get" action="/results">
${
  spec.words.length > 0 &&
  formField({
    ...{
      name: 'q',
      label: '查找',
      hint: `${words}。名称写一部分就行；编号请从头写起`,
      value: texts.q ?? '',
      error: errorOf('q'),
      maxLength: 100,
    },
  })
}
<details${(isNarrowed || (wrong && wrong.name !== 'q')) && html` open`}>
<summary>更多条件</summary>
<div class="columns">
${spec.filters.map((field) => filterField(field, facets, texts, errorOf(field.name)))}
${rangeFields(spec).map(({ name, title }) => rangeField(name, title, texts, errorOf))}
</div>
</details>
<div class="columns">
${choice('sort', '排序', '默认', orders(dataset), texts.sort)}
</div>
<p><button type="submit">查询</button> <a class="touch" href="/results">清空条件</a></p>
</form>`;
}

function filterField(
  asked: DatasetSchema['fields'][number],
  facets: readonly ListingFacet[],
  texts: Readonly<Record<string, string>>,
  error: string | null,
): Html {
  const { name, title, constraints } = asked;
  const facet = facets.find(({ field }) => field.name === name);
  const chosen = texts[name] ?? '';
  const options: Option[] = (facet?.values ?? []).map(({ value, n }) => ({
    value,
    label: `${namedCode(asked, value)}（${n}）`,
  }));
  for (const value of constraints.enum ?? []) {
    if (!options.some((one) => one.value === value)) options.push({ value, label: `${value}（0）` });
  }
  const isKnown = options.some(({ value }) => value === chosen);
  if (facet?.hasMore || options.length === 0 || error !== null)
    return formField({ name, label: title, value: chosen, error, maxLength: 100 });
  return choice(
    name,
    title,
    '全部',
    isKnown || chosen === '' ? options : [{ value: chosen, label: chosen }, ...options],
    chosen,
  );
}

function rangeField(
  name: string,
  title: string,
  texts: Readonly<Record<string, string>>,
  errorOf: (name: string) => string | null,
): Html {
  return html`${(['from', 'to'] as const).map((end) => {
    const parameter = `${name}.${end}`;
    const label = `${title}${end === 'from' ? '从' : '到'}`;
    const hint = end === 'from' ? '如 2016、2016-05、2016-05-01' : '当年、当月、当天也算在内';
    return formField({
      name: parameter,
      label,
      hint,
      value: texts[parameter] ?? '',
      error: errorOf(parameter),
      maxLength: 25,
    });
  })}`;
}

/** Each order from its usual end, and from the other. */
function orders(dataset: DatasetSchema): readonly Option[] {
  return listSpecOf(dataset).orders.flatMap(({ field, isUsuallyBackwards }) => {
    if (!field) return [];
    const isDay = field.type === 'date' || field.type === 'datetime';
    const isText = field.type === 'string' || field.type === 'list';
    const [up, down] = isDay ? ['由早到晚', '由晚到早'] : isText ? ['顺序', '倒序'] : ['由小到大', '由大到小'];
    const by = isText ? `按${field.title}` : field.title;
    const both = [
      { value: field.name, label: `${by}${up}` },
      { value: `-${field.name}`, label: `${by}${down}` },
    ];
    return isUsuallyBackwards ? both.reverse() : both;
  });
}
