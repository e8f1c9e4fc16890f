import type { Slip } from '../../domain/identifiers/entry.js';
import { type IdentifierKind, type IdentifierKindName, identifierKinds } from '../../domain/identifiers/identifiers.js';

/**
 * Says what is wrong with a number that was filled in: what was read, and what would be right.
 * @param title what it is called: 报检号
 * @example 报检号是 15 位，您填了 14 位：120000 1 16 00001。
 */
export function slipWords(title: string, is: IdentifierKindName, slip: Slip): string {
  const { alphabet }: IdentifierKind = identifierKinds[is];
  switch (slip.kind) {
    case 'empty':
      return `请填${title}。`;
    case 'personal':
      return `这像是身份证号或者手机号，查询用不到。请填${title}。`;
    case 'character':
      return `第 ${slip.place} 位是「${slip.character}」，${title}里只有${alphabet === '0-9' ? '数字' : '数字和字母'}。`;
    case 'length': {
      const { given, shortest, longest, grouped } = slip;
      const wanted = shortest === longest ? `${shortest}` : `${shortest} 到 ${longest}`;
      return `${title}是 ${wanted} 位，您填了 ${given} 位：${grouped}。`;
    }
  }
}
