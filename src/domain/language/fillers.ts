/**
 * What people say while they look for words, how they begin before they ask, and how they end: it tells nothing of what they want.
 * Each is written so that words which only hold it stay whole (喂养, 这么麻烦, 你好像).
 */
const sounds = '[嗯呃啊噢哦喔欸诶唉哎]+|(?<![饲投哺母])[喂餵]+(?![养養食奶料给給过過了水猪狗猫鱼鸡牛羊马鸟的什])';
const looking = '那个|那個|就是说|就是說|怎么说呢|然后呢?|然後呢?';
const opening =
  '[您你]好(?![像用多大厉聪棒可笨烦慢快意牛坏傻])|(?:我[想要]|想)(?:[请請]?[问問]|咨询|请教|打听|諮詢|請教|打聽)(?:一下|下)|[请請][问問](?:一下|下)?|[麻劳勞][烦煩驾駕][您你]了?|麻[烦煩](?=[帮幫问問查看])';
const fillers = new RegExp(`${opening}|${looking}|${sounds}`, 'g');
const closing =
  /[\s\p{P}]*(?:非常|十分|多)?(?:感谢|感謝|谢谢|謝謝|谢了|謝了|多谢|多謝|拜托了)(?:谢谢|謝謝|[您你了啦哈呀]|老师|[\s\p{P}])*$/u;
/** Thanks for what was answered, where a question comes after them: 谢谢，狗要隔离多久. What tells no more than why (谢谢，办好了) stays. */
const openingThanks =
  /^[\s\p{P}]{0,5}(?:好的?|嗯)?[，,。]?(?:非常|十分|多)?(?:感谢|感謝|谢谢|謝謝|谢了|謝了|多谢|多謝|辛苦了?)(?:谢谢|謝謝|[您你们們了啦哈呀]|老师){0,4}[\s\p{P}]{1,5}(?=\p{L})/u;
const asking =
  /[?？吗嗎呢几幾哪谁誰]|怎么|怎麼|怎样|咋|什么|什麼|啥|多少|多久|多长|能不能|可不可以|是不是|要不要|用不用|如何|为何|我[想要]|帮我|再[问查]/u;
/** So much after them is looked at for a question. */
const longestAsking = 60;
const anyThanks = /[谢謝托辛]/;
const letter = /[\p{L}\p{N}]/gu;
const anyLetter = /[\p{L}\p{N}]/u;
/** What is shorter is about the thanks: 好嘞，谢谢. */
const fewestBeforeThanks = 4;
/** So much of the end is looked at, however many signs stand there. */
const longestClosing = 40;

/**
 * Takes fillers out of a text. One that is nothing else stays as it is: 你好 alone is a greeting, 嗯 an answer, and 好的，谢谢 thanks.
 * @example withoutFillers('喂，那个，我想问一下狗怎么入境啊，谢谢') // '，，狗怎么入境': signs stay as they were
 */
export function withoutFillers(text: string): string {
  const rest = (anyThanks.test(text) ? withoutOpeningThanks(text) : text).replace(fillers, '');
  const asked = anyThanks.test(rest) ? withoutThanks(rest) : rest;
  if (asked.length < rest.length && lettersOf(asked) >= fewestBeforeThanks) return asked;
  return rest.length === text.length || anyLetter.test(rest) ? rest : text;
}

function withoutOpeningThanks(text: string): string {
  const thanks = openingThanks.exec(text)?.[0].length ?? 0;
  return thanks > 0 && asking.test(text.slice(thanks, thanks + longestAsking)) ? text.slice(thanks) : text;
}

function withoutThanks(text: string): string {
  return text.slice(0, -longestClosing) + text.slice(-longestClosing).replace(closing, '');
}

function lettersOf(text: string): number {
  return text.match(letter)?.length ?? 0;
}
