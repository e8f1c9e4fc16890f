/**
 * How letters are called in Chinese, as recognisers write them; one character alone only where it means nothing else among digits.
 * 勾 is no J: it is how 9 is read out.
 */
const names: readonly (readonly [letter: string, names: string])[] = [
  ['A', '诶|欸'],
  ['C', '西'],
  ['E', '伊'],
  ['F', '艾弗|艾福|爱弗|爱福|诶福'],
  ['H', '艾尺|爱尺|艾取|爱取|艾曲|诶取|诶曲|哎取|哎曲|诶尺'],
  ['J', '杰'],
  ['K', '开'],
  ['L', '艾勒|爱勒|艾欧|艾了|诶勒'],
  ['M', '艾姆|爱姆|诶姆'],
  ['N', '艾恩|爱恩'],
  ['O', '欧'],
  ['P', '屁'],
  ['Q', '丘|扣'],
  ['R', '阿尔|阿儿|啊尔'],
  ['S', '艾斯|爱斯|艾丝|诶斯'],
  ['U', '优'],
  ['V', '微|威'],
  ['W', '达不溜|达不柳|打不溜|大不溜|达布溜|达不留'],
  ['X', '艾克斯|爱克斯|埃克斯|叉'],
  ['Y', '歪'],
  ['Z', '贼|贼德'],
];
/** Only where 字母 is said before it: elsewhere they are words. */
const namesAfterLetter: readonly (readonly [letter: string, names: string])[] = [
  ['A', '哎|埃'],
  ['B', '必|比|毕|逼|币'],
  ['D', '弟|地|迪|第'],
  ['G', '鸡|机|记|季'],
  ['I', '爱'],
  ['N', '恩'],
  ['P', '批|皮|匹'],
  ['T', '替|题|梯|踢'],
  ['Y', '外'],
];

const digit = '[零一二三四五六七八九〇○洞幺么两拐勾0-9]';
const gap = '[ ,，、-]?';

type Names = typeof names;
const letterOf = new Map<string, string>(
  [...names, ...namesAfterLetter].flatMap(([letter, said]) => said.split('|').map((name) => [name, letter] as const)),
);
const namesIn = (list: Names): readonly string[] => list.flatMap(([, said]) => said.split('|'));
const either = (list: readonly string[]): string => [...list].sort((a, b) => b.length - a.length).join('|');

const called = either(namesIn([...names, ...namesAfterLetter]));
const long = either(namesIn(names).filter((name) => name.length > 1));
const short = either(namesIn(names).filter((name) => name.length === 1));
const ends = '[的。，,！!]*$';

/** A name behind a digit: called a letter, or long enough to be nothing else, or with a digit behind it, too. */
const named = new RegExp(
  `(?<=${digit}${gap})(?:(?:大写|小写)?(?:字母(${called})|(${long}))(?=${gap}${digit}|${ends})|(${short})(?=${gap}${digit}))`,
  'gu',
);
const anyName = new RegExp(called, 'u');
/** H，天河的H: a letter with the word that it is in. */
const asIn = /([A-Za-z])[,，]?\p{Script=Han}{1,4}的(?:那个)?\1/giu;

/**
 * Writes letters that were said by name among digits as letters.
 * @example lettersOfNames('幺幺零幺九六零艾尺七九') // '幺幺零幺九六零H七九'
 */
export function lettersOfNames(text: string): string {
  const plain = text.includes('的') ? text.replace(asIn, '$1') : text;
  if (!anyName.test(plain)) return plain;
  return plain.replace(named, (whole, ...found: (string | undefined)[]) => {
    const name = found.slice(0, 3).find((one) => one !== undefined);
    return letterOf.get(name ?? '') ?? whole;
  });
}
