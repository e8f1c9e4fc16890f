import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { type State, stateMark } from '../parts/state-mark.js';
import type { Html } from '../shell/html.js';

const systems: Readonly<Record<string, string>> = {
  'storage-sites': '储存场所',
  certificates: '认证证书',
  vehicles: '进口汽车',
  'on-site': '现场查验',
  'frozen-meat': '进口冻肉',
};

/** What is drawn, in words of the field; a bureau's own system by its name. */
export function systemName(system: string): string {
  return systems[system] ?? system;
}

const states: Readonly<Record<KeptDraw['state'], readonly [State, string]>> = {
  sealed: ['wait', '已封存，等信标'],
  out: ['wait', '信标已出，正在抽取'],
  drawn: ['pass', '已抽取'],
  revealed: ['pass', '已揭示'],
  void: ['fail', '作废：未按时揭示'],
};

export function drawState({ state, mode }: Pick<KeptDraw, 'state' | 'mode'>): Html {
  const [mark, words] = state === 'drawn' && mode === 'sealed' ? (['wait', '已抽取，待揭示'] as const) : states[state];
  return stateMark(mark, words);
}

const receiptNames: Readonly<Record<string, string>> = {
  'not-inspectable': '未能检查',
  late: '临时变动',
  manual: '人工指定',
  substitute: '替补',
  void: '未揭示',
  pairs: '搭档',
  zones: '区域',
  arrival: '到货',
  drawn: '台位和开箱位置',
  declared: '申报',
};

export function receiptName(kind: string): string {
  return receiptNames[kind] ?? kind;
}

/** Receipts that say that something did not go as it was drawn. */
export const exceptionKinds = ['not-inspectable', 'late', 'manual', 'substitute', 'void'] as const;

const chinaMs = 8 * 3_600_000;

/** @example momentOf(1692806364) // '2023-08-23 23:59:24' */
export function momentOf(seconds: number): string {
  return new Date(seconds * 1000 + chinaMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** What a part of a result or a receipt says; the token of a person by its first digits. */
export function inWords(value: Json | undefined): string {
  if (value === null || value === undefined) return '无';
  if (value === true || value === false) return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((one) => inWords(one as Json)).join('、');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${name}：${inWords(one as Json)}`)
      .join('；');
  }
  const text = String(value);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 8)}…` : text;
}

/** A ticket by as many digits as tell it from others to the eye; whole in the file. */
export function shortTicket(ticket: string): string {
  return ticket.length > 14 ? `${ticket.slice(0, 14)}…` : ticket;
}
