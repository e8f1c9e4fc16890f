/** Longer messages say nothing more that staff could learn from. */
const longest = 200;
/** What stands later is not looked at: a run of letters without an `@` is gone through once from each of them. */
const longestRead = 1_000;
/** What is left of a character that was cut in two. */
const halfCharacter = /[\uD800-\uDBFF]$/;
const digitGroups = /\+?\d(?:[ -]?\d){4,}/g;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const accounts = /((?:微信|QQ|qq|身份证)号?[:： ]*)[A-Za-z0-9_-]{5,}/g;
/** A name after the words that introduce one, two to four characters up to a sign, a blank or 电话. */
const names = /(我叫|我姓|姓名|联系人|本人|名字是|我是)[:： ]*(\p{Script=Han}{1,4}?)(?=[,，.。;；:： ]|电话|手机|$)/gu;
/** Where no sign ends it: after words that nothing but a name follows, three characters; after others, where the first is a common surname. */
const namesRunningOn = /(我叫|我姓|姓名是|姓名|联系人是|联系人|名字是|名字叫)[:： ]*(?!#)\p{Script=Han}{2,3}/gu;
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const surnamesRunningOn = new RegExp(`(我是|本人)[:： ]*[${surnames}]\\p{Script=Han}{1,2}`, 'gu');

/**
 * Takes out of a message what could lead to somebody: numbers of five digits and more however they are grouped, addresses, names that
 * are introduced as such. What is left are words that many could have said.
 */
export function withoutPerson(text: string): string {
  return text
    .slice(0, longestRead)
    .replace(mail, '#')
    .replace(accounts, '$1#')
    .replace(digitGroups, '#')
    .replace(names, '$1#')
    .replace(namesRunningOn, '$1#')
    .replace(surnamesRunningOn, '$1#')
    .slice(0, longest)
    .replace(halfCharacter, '');
}
