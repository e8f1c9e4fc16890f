import type { Json } from '../../domain/proofs/canonical-json.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { inWords, shortTicket } from './draw-words.js';

type Facts = Readonly<Record<string, Json>>;

/** How many of a list are shown; all of it is in the file. */
const mostShown = 200;

const listOf = (value: Json | undefined): readonly Facts[] => (Array.isArray(value) ? (value as readonly Facts[]) : []);

/** What came out of a draw, by what it has: whoever is drawn with their ticket, teams, places, stations, pairs; and every skip with its reason. */
export function drawResult(result: Facts): readonly (Html | null)[] {
  const { drawn, strata, teams, assignment, vehicles, pairs, zones, rates, skips } = result;
  const numbered = (value: Json | undefined, unit: string) =>
    (Array.isArray(value) ? (value as readonly Json[]) : []).map((one, at) => [`第 ${at + 1} ${unit}`, inWords(one)]);
  const named = (value: Json | undefined) =>
    Object.entries((value ?? {}) as Facts).map(([name, one]) => [name, inWords(one)]);
  const stations = listOf(vehicles).map(({ vin, station, inspector }) => [
    inWords(vin),
    `${inWords(station)}，${inWords(inspector)}`,
  ]);
  const places = listOf(assignment).map(({ place, team }) => [inWords(place), `第 ${inWords(team)} 组`]);
  return [
    drawn === undefined ? null : tickets('抽中的', listOf(drawn)),
    ...listOf(strata).map((one) =>
      tickets(`${inWords(one.name)}：${inWords(one.size)} 个里抽 ${inWords(one.places)} 个`, listOf(one.drawn)),
    ),
    rows('检查小组', numbered(teams, '组')),
    rows('地点由哪组检查', places),
    rows('每辆车的检测站和检验人员', stations),
    rows('搭档', numbered(pairs, '对')),
    rows('区域', named(zones)),
    rows('各类的抽查比例：号签小于它的查验', named(rates)),
    rows('跳过的，各有原因', listOf(skips).map(skipped)),
  ];
}

function skipped(skip: Facts): readonly [string, string] {
  const { why, skipped: reasonOrWho, team, place } = skip;
  const where = place === undefined ? `第 ${inWords(team)} 组` : `${inWords(place)}，第 ${inWords(team)} 组`;
  return [where, why === undefined ? inWords(reasonOrWho) : `${inWords(reasonOrWho)}：${inWords(why)}`];
}

function tickets(caption: string, drawn: readonly Facts[]): Html {
  const shown = drawn.slice(0, mostShown).map((one, at) => ({ ...one, rank: at + 1 }) as Facts);
  return html`${table<Facts>(
    caption,
    [
      { title: '第几', isNumber: true, cell: ({ rank }) => inWords(rank) },
      { title: '编号', cell: ({ id }) => inWords(id) },
      { title: '号签', cell: ({ ticket }) => html`<span class="code">${shortTicket(String(ticket))}</span>` },
    ],
    shown,
  )}${more(drawn.length)}`;
}

/** Nothing where there is nothing to tell. */
function rows(caption: string, given: readonly (readonly string[])[]): Html | null {
  if (given.length === 0) return null;
  const shown = given.slice(0, mostShown);
  return html`${table<readonly string[]>(
    caption,
    [
      { title: '哪个', cell: ([name]) => name },
      { title: '结果', cell: ([, value]) => value },
    ],
    shown,
  )}${more(given.length)}`;
}

function more(count: number): Html | null {
  return count > mostShown ? html`<p>只列前 ${mostShown} 个，共 ${count} 个；全部在凭证包里。</p>` : null;
}
