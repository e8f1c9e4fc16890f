import type { Json } from '../../domain/proofs/canonical-json.js';
import { momentOf } from './draw-words.js';

/** What the fields of results and receipts are called (docs/draws.md). */
const names: Readonly<Record<string, string>> = {
  ...{ id: '编号', class: '类别', ticket: '号签', inspected: '是否查验', inspector: '查验人员', rate: '抽查比例' },
  ...{ round: '信标轮次', pair: '搭档', pairs: '搭档', zone: '区域', zones: '区域', bay: '台位', channel: '通道' },
  ...{ container: '集装箱', arrived: '到场时间', free: '空闲台位', k: '第几箱', reason: '原因', of: '替下' },
  ...{
    vin: '车架号',
    station: '检测站',
    place: '地点',
    team: '第几组',
    beside: '同组',
    receipt: '回执',
    note: '说明',
    code: '用第几个密码',
  },
};

/** What a field is called; one that somebody gave a name of their own keeps it. */
export function fieldName(name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

/** Why somebody was passed over, as the rules have it; behind it the person on whose account. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^same-province (.+)$/, '同省回避（$1）'],
  [/^same-bureau as (.+)$/, '与 $1 同一单位'],
  [/^recused (.+)$/, '申请回避（$1）'],
  [/^full$/, '已排满'],
  [/^would leave another place without a team$/, '否则后面有地点没有组可派'],
];

/** The token of a person; a ticket has as many digits, behind its point. */
const token = /(?<![0-9a-f.])[0-9a-f]{64}(?![0-9a-f])/g;

/** @example reasonInWords('full') // '已排满' */
export function reasonInWords(reason: Json | undefined): string {
  const text = String(reason ?? '');
  const [pattern, words] = reasons.find(([one]) => one.test(text)) ?? [];
  return inWords(pattern === undefined || words === undefined ? text : text.replace(pattern, words));
}

/** Whether persons stand in it, by their tokens. */
export function namesPersons(value: unknown): boolean {
  return JSON.stringify(value).search(token) >= 0;
}

/** What a part of a result or a receipt says; tokens of persons and tickets by their first digits. */
export function inWords(value: Json | undefined): string {
  if (value === null || value === undefined) return '无';
  if (value === true || value === false) return value ? '是' : '否';
  if (Array.isArray(value)) {
    const isOfLists = value.some((one) => Array.isArray(one));
    return value.map((one) => inWords(one as Json)).join(isOfLists ? '，' : '、');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${fieldName(name)}：${name === 'arrived' ? momentOf(Number(one)) : inWords(one as Json)}`)
      .join('；');
  }
  const text = String(value);
  return /^0\.\d{12,}$/.test(text) ? shortTicket(text) : text.replace(token, (one) => `${one.slice(0, 8)}…`);
}

/** A ticket by as many digits as tell it from others to the eye; whole in the file. */
export function shortTicket(ticket: string): string {
  return ticket.length > 14 ? `${ticket.slice(0, 14)}…` : ticket;
}
