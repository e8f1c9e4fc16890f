/** What is refused, and not wished: 不要回电, 别给我打电话, 不想留言; but not 要不给我回电吧, or 我不打了，给我回电. */
const refused =
  /(?<!要)(?:不(?:用|要|想|必|需要|肯|打算)?|别|甭)(?:再|给我|跟我|让你们|你们|麻烦)*(?:回|留|打(?:回来|给我|过来|我|电话))|(?:don'?t|do not|no need|not)\b.{0,12}(?:call|phone|ring|message)/iu;
/** What is asked or told of it, and not wished: 回电要多久, 你们昨天说回电, 怎么还没给我回电, 留言有人听吗. */
const spokenOf =
  /收费|要钱|打(?:给我|过来|电话)(?:了|呢|没)|几点|几天|多久|多长时间|什么时候|有人听|谁(?:听|接|回)|怎么留|说(?:好|了|过|是|会|要)*(?:给我)?回|没(?:有|人)?给我(?:回|打)/u;
/** What may stand beside a wish, too: 没人接就给我回电. */
const mayBeTold = /怎么|如何|如果|要是|万一|昨天|前天|上次|上回|一直没|还没/u;
const isOrder = /(?:给我|帮我|请|麻烦)|(?:回电|回电话|回来|过来|留言|留个言)(?:吧|呗|好了)?$/u;

const callMe =
  /回(?:个|一个)?电(?!话别)|打(?:回来|给我|过来|我(?:的|家里?|另一个)?(?:手机|电话|座机|这个|那个|\d))|给我打(?!折|印|个折)|回我(?:的)?(?:手机|电话|座机|\d)|(?:call|phone|ring) me/iu;
const message = /留(?:个|一个|一下)?(?:言|话|口信)|录个音|带个话|message/iu;
/** Said to somebody else, or of them: 我给他留言了, 他说打给我. */
const toOthers =
  /(?:微信|妈|爸|一会儿你|别人|有人|老婆|老公|媳妇|我[爸妈]|客户|儿子|女儿|快递|刚才|刚刚|老\p{Script=Han})[^\s\p{P}]{0,3}(?:打|给我|留|回)|(?:给|跟|让|叫|替)(?:他|她|人家)|[他她](?:说|叫|让)|(?<!们)你(?!们|给|帮)|你(?:妈|爸)/u;
const selfService = /自助(?!餐|游|洗|银行)|自己查|自个儿查|主菜单|回菜单|^返回$|self.?service/iu;
const person = /人工(?!费|智能|授精|色素|降)|找(?:个)?人|接线员|话务员|operator|somebody|someone/iu;
const refusesSelfService = /(?:不(?:要|想|用|会)?|别|甭)(?:给我|让我|再)?(?:转|按)?(?:自助|自己查)/u;

/** What is refused, to be taken out where something else is wished beside it. */
const refusedPart = /(?<!要)(?:不(?:用|要|想)?|别)(?:再|给我|你们)?(?:回(?:个|一个)?电话?|留(?:个|一个)?言|打电话)/gu;

/** What words mean as a key, while one waits. */
export interface KeyInLine {
  readonly key: string | null;
  /** Whether something that can be chosen was spoken of and not wished: what can be is said again. */
  readonly isRefused?: boolean;
}

/**
 * @returns the key that words stand for while one waits
 * @example keyInLine('给我回个电话吧') // { key: '1' }
 * @example keyInLine('不要回电，我等着') // { key: null, isRefused: true }
 */
export function keyInLine(said: string): KeyInLine {
  // 我留言，不要回电: what is wished stands beside what is refused.
  const left = said.replace(refusedPart, '');
  const words = left !== said && (callMe.test(left) || message.test(left)) ? left : said;
  const isCall = callMe.test(words);
  if (isCall || message.test(words)) {
    if (toOthers.test(words)) return { key: null };
    const isTold = spokenOf.test(words) || (mayBeTold.test(words) && !isOrder.test(words));
    if (refused.test(words) || isTold) return { key: null, isRefused: true };
    return { key: isCall ? '1' : '2' };
  }
  if (refusesSelfService.test(words)) return person.test(words) ? { key: '0' } : { key: null, isRefused: true };
  if (selfService.test(words)) return { key: '*' };
  return { key: person.test(words) ? '0' : null };
}
