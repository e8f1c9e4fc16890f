import { canBeMistaken } from '../register/register.js';

/** Chinese characters, what a keyboard without accents writes, the dot between parts of a name (·), and （）：. Nothing of it is unseen, and nothing looks like another of it but for case and width. */
const written = /^[ -~·（）：\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{323af}]+$/u;

/**
 * Whether the name of an account that types numbers tells it apart from any other: whoever reads two names must not take one person for two.
 * @example isAccountName('张三\ufe0f') // false: a character that nobody sees, and that looks like 张三
 */
export function isAccountName(by: string): boolean {
  return written.test(by) && !canBeMistaken(by);
}

/**
 * Which account a name is of: capitals, blanks and wide signs make no other one.
 * @example accountOf('Zhang San（示例）') === accountOf('zhangsan(示例)') // true
 */
export function accountOf(by: string): string {
  return by.replaceAll(' ', '').replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':').toLowerCase();
}
