/**
 * What somebody says they do not want or do not mean (否定): 不用转人工, 我不是要投诉, 不是宠物是水果. Whoever says so should get anything but
 * that; 不合格, 不能, 不办, 不给办, 为什么不 say what is the matter, and stay.
 */
export interface Meant {
  /** The words without what was denied: 我想问体检. Empty when all of it was. */
  readonly words: string;
  /** What was denied, in the words that were used: 我不是要投诉; null when nothing was. */
  readonly denied: string | null;
}

/** Nobody's own wish: 是不是, 要不要, 为什么不, 你们不给转, 再不转, 不得不. */
const notAfter =
  '(?<![是能要可会會好用得让該该肯敢对對为為么麼何咋老都总總再还還你您们們他她统統谁誰而怎级級类類特区區])';
/** 不要 and its like, which are said to somebody: 你别给我转人工. */
const dontAfter = '(?<![是能要可会用特区區级級类類性个個差识告分])';
const who = '(?:我们?|俺|咱们?)?(?:也|又|并|真的|现在|暂时|先|可|就|从来)?';
const not = `(?:${dontAfter}(?:[你您]们?)?(?:别|別|甭|不用|不要|不必|不需要|无需|用不着)|${notAfter}(?:不是|不想|不|[没沒]有?(?:想|要|说|說|打算|让你|讓你|叫你)|谁说))`;
const verb =
  '(?:要|想|来|找|帮我|给我|再|打算|让|叫|把我|把|您|你们?|我|说|接通|接|[转轉]接|[转轉]到|[转轉]|换|去|为了|是|需要|急着|着急|老|随便|直接|马上|立刻)';
const person = '(?:人工(?:客服|服务|服務|坐席|台)?|真人|活人|客服|接线员|坐席|打电话|回电话?|来电话|留(?:个|一个)?言)';
const complaint = '(?:投[诉訴]|[举舉][报報]|告状)';
const particle = '[了啊呀哈吧啦哦嘛的谢您]*';
/** What somebody wants instead, with which a new clause begins. */
const instead = '(?:而是|是|我|俺|咱|就|只|想|请|帮|给|先|直接|查|问|看|怎|能|可以|要|[\\s\\p{P}]|$)';
/** A question (不是有人工吗), a condition (不转人工的话), a threat (不转人工不行): not denied. */
const notBefore = '(?!的话|不行|不可|还能|都不|能行|行吗|[了的过]*(?:[吗嗎么麼嘛]|[?？]))';

/** 不用转人工, 我没说要投诉你们: no person, no complaint. */
const wish = new RegExp(
  `${who}${not}${verb}{0,3}(?:${person}|${complaint}${notBefore}(?:(?!${instead}|还能)[^\\s\\p{P}]){0,10})${notBefore}${particle}`,
  'gu',
);

/** What else can be denied: no question, no condition, nothing that was so before (不是说三天吗). */
const named =
  '(?!都|已经|说|有|应该|可以|能|很|太|不|吗)(?:[0-9A-Za-z]{6,20}|(?:(?![吗嗎么怎啥哪几是]|什么|多少|为何|可以|应该|我[要想找查问])[^\\s\\p{P}]){1,12}?)';
const sign = '[\\s,，、;；。.!！]';
/** So few that a run of signs is never gone through again and again. */
const signs = `${sign}{0,3}`;
/** A verb of asking, and no word that only begins like one. */
const asking = '(?:要|想|来|在|[说說](?!明)|[问問](?![题題])|找|查(?![验驗])|办(?![法公]))';
/** 不是宠物，是水果: what it is follows. */
const butThis = new RegExp(
  `(?<![是能要可会还就也若果非只但除岂你])(?:我[要想]?(?:问|問|说|說|找|查|办)的)?不是${named}${signs}(?=而?是(?!不|否|吗|谁|什么|啥|哪|怎))`,
  'gu',
);
/** 我不是要问宠物，我想问水果: what is wanted follows, or nothing does. */
const butWanted = new RegExp(
  `${notAfter}我?(?:(?:不是|[没沒]有?)${asking}{1,3}(?:${named})?${sign}{1,3}(?=(?:我|就|只)?(?:而?是|${asking}|看))|不是${asking}{1,3}(?:${named})?(?:${signs}$|(?=我[要想找查问])))`,
  'gu',
);
/** 是水果，不是宠物: what it is was said before. */
const notThat = new RegExp(
  `(?<=(?:[问問]的?|[说說]的?|是|要|查|找|办)[^\\s\\p{P}是不]{1,12}${signs})(?<![是能要可])不是${named}${signs}$`,
  'gu',
);
const rules = [wish, butThis, butWanted, notThat];

const couldDeny = /[不没沒别別甭]|无需|谁说/;
/** What is denied in all of the rules: people, a complaint, or what is not so. */
const couldBeDenied =
  /不是|[没沒]有?(?:[要想来在找办查]|[说說][^明]?|[问問][^题題]?)|人工|[真活]人|客服|接线员|坐席|电话|回电|留(?:个|一个)?言|[投举舉]|告状/;
const letter = /[\p{L}\p{N}]/u;

/**
 * Takes what was denied out of what was said.
 * @param words in one shape, without fillers
 * @example meantIn('我不是要投诉,我想问体检') // { words: '我想问体检', denied: '我不是要投诉' }
 */
export function meantIn(words: string): Meant {
  if (!couldDeny.test(words) || !couldBeDenied.test(words)) return { words, denied: null };
  const denied: string[] = [];
  let rest = words;
  for (const rule of rules) {
    rest = rest.replace(rule, (found) => {
      denied.push(found);
      return '';
    });
  }
  if (denied.length === 0) return { words, denied: null };
  return { words: letter.test(rest) ? rest.replace(/^[\s\p{P}]+/u, '') : '', denied: denied.join('') };
}
