/** Words of which one is meant where the other was understood: coming in, and going out. */
export const inAndOut =
  '进口/出口 入境/出境 进境/出境 入关/出关 带回国/带出国 回国/出国 带进来/带出去 带回来/带出去 进来/出去 入口/出口'
    .split(' ')
    .map((pair) => pair.split('/') as [string, string]);
const others: readonly (readonly [string, string])[] = [
  ['携带', '邮寄'],
  ['带', '邮寄'],
  ['狗', '猫'],
  ['犬', '猫'],
  ['旧', '新'],
];

/** @returns a title of what comes in as one of what goes out (出口酒类报检), where that is meant, or the other way round; null where it goes that way */
export function turnedRound(title: string, meant: string): string | null {
  return title.includes('进出口') ? null : withOtherWay(title, meant);
}

function withOtherWay(words: string, meant: string): string | null {
  for (const way of [0, 1] as const) {
    if (!inAndOut.some((pair) => meant.includes(pair[way]) && !meant.includes(pair[1 - way] ?? ''))) continue;
    const found = inAndOut.find((pair) => words.includes(pair[1 - way] ?? ''));
    if (found) return words.replace(found[1 - way] ?? '', found[way]);
  }
  return null;
}

/** @returns what was asked, with what is meant in the place of what is not; null where that is not in it */
export function replacedIn(question: string, meant: string, dropped: string | null): string | null {
  if (dropped && question.includes(dropped)) return question.replace(dropped, meant);
  const turned = withOtherWay(question, meant);
  if (turned !== null) return turned;
  for (const [one, other] of others) {
    if (meant.includes(one) && question.includes(other)) return question.replace(other, one);
    if (meant.includes(other) && question.includes(one)) return question.replace(one, other);
  }
  return null;
}

const onlyWay = new RegExp(
  `^(?:那么|那|还有|换成)?(?:要是|如果)?(${inAndOut.flat().join('|')})(?:的|的话)?(?:呢|怎么办|要什么)?[?？]?$`,
  'u',
);

/** @returns the way that words ask for and nothing else: 进口 of 那进口的呢; null where they ask for something else */
export function wayAlone(words: string): string | null {
  return onlyWay.exec(words)?.[1] ?? null;
}
