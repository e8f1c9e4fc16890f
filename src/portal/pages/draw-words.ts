import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Seal } from '../../draws/seal/seal.js';
import { type State, stateMark } from '../parts/state-mark.js';
import type { Html } from '../shell/html.js';

const systems: Readonly<Record<string, string>> = {
  'storage-sites': '储存场地',
  certificates: '认证证书',
  vehicles: '进口汽车',
  'on-site': '现场查验',
  'frozen-meat': '进口冻肉',
};

/**
 * What is drawn, as its rule is called; of a rule that is no longer there, as its system is.
 * @param names by the rule's id without its version
 * @example drawName(draw, site.drawNames()) // '认证检查小组'
 */
export function drawName(
  { system, seal }: Pick<KeptDraw, 'system' | 'seal'>,
  names: ReadonlyMap<string, string>,
): string {
  const { rule } = JSON.parse(seal) as Seal;
  return names.get(rule.id.split('/')[0] ?? '') ?? systems[system] ?? system;
}

const states: Readonly<Record<KeptDraw['state'], readonly [State, string]>> = {
  sealed: ['wait', '已封存，等着抽'],
  out: ['wait', '正在抽取'],
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
