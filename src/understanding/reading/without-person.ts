/** Longer messages say nothing more that staff could learn from. */
const longest = 200;
/** What is left of a character that was cut in two. */
const halfCharacter = /[\uD800-\uDBFF]$/;
const digitGroups = /\+?\d(?:[ -]?\d){4,}/g;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const accounts = /((?:微信|QQ|qq|身份证)号?[:： ]*)[A-Za-z0-9_-]{5,}/g;
/** A name after the words that introduce one, two to four characters up to a sign, a blank or 电话. */
const names = /(我叫|我姓|姓名|联系人|本人|名字是|我是)[:： ]*(\p{Script=Han}{1,4}?)(?=[,，.。;；:： ]|电话|手机|$)/gu;

/**
 * Takes out of a message what could lead to somebody: numbers of five digits and more however they are grouped, addresses, names that
 * are introduced as such. What is left are words that many could have said.
 */
export function withoutPerson(text: string): string {
  return text
    .replace(mail, '#')
    .replace(accounts, '$1#')
    .replace(digitGroups, '#')
    .replace(names, '$1#')
    .slice(0, longest)
    .replace(halfCharacter, '');
}
