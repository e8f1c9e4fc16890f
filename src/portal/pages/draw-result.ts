import type { Json } from '../../domain/proofs/canonical-json.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { inWords, reasonInWords, shortTicket } from './draw-said.js';

type Facts = Readonly<Record<string, Json>>;

/** How many of a list are shown; all of it is in the file. */
const mostShown = 200;

const listOf = (value: Json | undefined): readonly Facts[] => (Array.isArray(value) ? (value as readonly Facts[]) : []);

/** How each part of a result is told: whoever is drawn with their ticket, teams, places, stations, pairs; and every skip with its reason. */
const parts: Readonly<Record<string, (part: Json) => readonly Html[]>> = {
  drawn: (drawn) => [tickets('抽中的', listOf(drawn))],
  strata: (strata) =>
    listOf(strata).map(({ name, size, places, drawn }) =>
      tickets(`${inWords(name)}：${inWords(size)} 个里抽 ${inWords(places)} 个`, listOf(drawn)),
    ),
  teams: (teams) => [numbered('检查小组', '组', '成员', teams)],
  assignment: (assignment) => [
    rows(
      '地点由哪组检查',
      ['检查地点', '检查小组'],
      listOf(assignment).map(({ place, team }) => [inWords(place), `第 ${inWords(team)} 组`]),
    ),
  ],
  vehicles: (vehicles) => [
    rows(
      '每辆车的检测站和检验人员',
      ['车架号', '检测站', '检验人员'],
      listOf(vehicles).map(({ vin, station, inspector }) => [inWords(vin), inWords(station), inWords(inspector)]),
    ),
  ],
  pairs: (pairs) => [numbered('搭档', '对', '人员', pairs)],
  zones: (zones) => [named('区域', ['区域', '由谁查'], zones)],
  rates: (rates) => [named('各类的抽查比例：号签小于它的查验', ['类别', '抽查比例'], rates)],
  skips: (skips) =>
    listOf(skips).length > 0 ? [rows('跳过的，各有原因', ['轮到', '为什么跳过'], listOf(skips).map(skipped))] : [],
};

/** What came out of a draw, part by part. */
export function drawResult(result: Facts): readonly Html[] {
  return Object.entries(parts).flatMap(([name, told]) => {
    const part = result[name];
    return part === undefined || part === null ? [] : told(part);
  });
}

/** A list whose members are called by their place in it: 第 1 组. */
function numbered(caption: string, unit: string, members: string, list: Json): Html {
  const all = Array.isArray(list) ? (list as readonly Json[]) : [];
  return rows(
    caption,
    [`第几${unit}`, members],
    all.map((one, at) => [`第 ${at + 1} ${unit}`, inWords(one)]),
  );
}

function named(caption: string, heads: readonly string[], facts: Json): Html {
  return rows(
    caption,
    heads,
    Object.entries(facts as Facts).map(([name, value]) => [name, inWords(value)]),
  );
}

/** Of teams somebody was passed over, of places a team. */
function skipped({ why, skipped: reasonOrWho, team, place }: Facts): readonly string[] {
  const where = place === undefined ? `第 ${inWords(team)} 组` : `${inWords(place)}，第 ${inWords(team)} 组`;
  return [where, why === undefined ? reasonInWords(reasonOrWho) : `${inWords(reasonOrWho)}：${reasonInWords(why)}`];
}

function tickets(caption: string, drawn: readonly Facts[]): Html {
  const shown = drawn.slice(0, mostShown).map((one, at) => ({ ...one, rank: at + 1 }) as Facts);
  return html`${table<Facts>(
    caption,
    [
      { title: '名次', isNumber: true, cell: ({ rank }) => inWords(rank) },
      { title: '编号', cell: ({ id }) => inWords(id) },
      { title: '号签', cell: ({ ticket }) => html`<span class="code">${shortTicket(String(ticket))}</span>` },
    ],
    shown,
  )}${more(drawn.length)}`;
}

/** @param heads of the columns, the first of which names the row */
function rows(caption: string, heads: readonly string[], given: readonly (readonly string[])[]): Html {
  const columns = heads.map((title, at) => ({ title, cell: (row: readonly string[]) => row[at] }));
  return html`${table(caption, columns, given.slice(0, mostShown))}${more(given.length)}`;
}

function more(count: number): Html | null {
  return count > mostShown ? html`<p>只列前 ${mostShown} 个，共 ${count} 个；全部在凭证包里。</p>` : null;
}
