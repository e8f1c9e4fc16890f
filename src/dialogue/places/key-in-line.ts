/** What is refused, and not wished: 不要回电, 别给我打, 不想留言; but not 要不给我回电吧. */
const refused = /(?<!要)(?:不(?:用|要|想|必|需要|肯|打算)?|别|甭)(?:再|给我|跟我|让你们|你们|麻烦)*(?:回|打|留)/u;
/** What is asked or told of it, and not wished: 回电要多久, 你们昨天说回电, 留言有人听吗. */
const spokenOf =
  /几点|几天|多久|多长时间|什么时候|怎么|如何|如果|要是|万一|有人听|谁(?:听|接|回)|昨天|前天|上次|上回|一直没|还没|没有?人|说(?:好|了|过)?(?:要|会)?(?:给我)?回电/u;

const callMe = /回(?:个|一个)?电|打(?:回来|给我|过来)|(?:call|phone|ring) me/iu;
const message = /留(?:个|一个|一下)?言|message/iu;

/** What words mean as a key, while one waits. */
export interface KeyInLine {
  readonly key: '0' | '1' | '2' | '*' | null;
  /** Whether a call back or a message was spoken of and not wished: what can be chosen is said again. */
  readonly isRefused?: boolean;
}

/**
 * @returns the key that words stand for while one waits
 * @example keyInLine('给我回个电话吧') // { key: '1' }
 * @example keyInLine('不要回电，我等着') // { key: null, isRefused: true }
 */
export function keyInLine(words: string): KeyInLine {
  const isCall = callMe.test(words);
  if (isCall || message.test(words)) {
    if (refused.test(words) || spokenOf.test(words)) return { key: null, isRefused: true };
    return { key: isCall ? '1' : '2' };
  }
  if (/自助|自己查|self.?service/i.test(words)) return { key: '*' };
  return { key: /人工|找(?:个)?人|接线员|话务员|operator|somebody|someone/i.test(words) ? '0' : null };
}
