import { lettersOf } from './question-words.js';

/** Words that tie what follows to what was said before. */
const joints = /^(?:那么|那|还有|换成|至于|这个|这种|它们|它|这)/u;
/** After a joint, these begin something new: 那我想投诉. */
const newWish = /^(?:那么|那|还有|另外|要是)?[,，、。 ]*(?:我想|我要|我还想|我还要|帮我|想问|请问|问一下|我的)/u;
/** Goes back to something that was asked before the last: 刚才那个二手车呢. */
const earlier = /^(?:刚才|刚刚|之前|前面|最开始)/u;
/** What follows is a case of what was asked before, whatever it is like by itself. */
const cases = /^(?:那|那么)?(?:要是|如果|万一|假如|不合格|被查|查出|检出|没检|没办|没报)/u;
/** A case named with 的 alone: 出口的, 泰国的呢. */
const ofKind =
  /^(?:那|那么|要是|如果是|如果|是)?(?!真的|假的|别的|其他|其它|谁的|[我你您他她它]们?的|什么的|好的|是的)\p{Script=Han}{2,3}的[呢吗?？!！。 ]*$/u;
/** Asks how something else differs from it. */
const compares = /^(?:跟|和|与|同|比).{1,10}(?:不一样|区别|不同|差别|一样)/u;
const asksBack = /呢[?？!！。 ]*$/u;
/** A follow-up is short. */
const longestFollowUp = 8;
/** What a joint and a particle take of it. */
const longestTied = 12;

/** How a message stands to the one before: `bound` is a case of it, `tied` says that it follows, `short` may, `apart` does not. */
export type Tie = 'bound' | 'tied' | 'short' | 'apart';

/**
 * @param words in one shape, as `Heard.words` gives them
 * @example tieOf('那猫呢') // 'tied'
 * @example tieOf('要是不合格呢') // 'bound'
 * @example tieOf('跟CNAS有什么区别') // 'tied'
 * @example tieOf('隔离多久') // 'short': it may be about the dog that was asked about before
 * @example tieOf('那我想投诉') // 'apart': a wish of its own
 */
export function tieOf(words: string): Tie {
  if (words.length > longestTied * 4) return 'apart';
  const length = lettersOf(words).length;
  if (length === 0 || newWish.test(words) || earlier.test(words)) return 'apart';
  if (length <= longestTied && (cases.test(words) || ofKind.test(words))) return 'bound';
  if (length <= longestTied && (joints.test(words) || asksBack.test(words) || compares.test(words))) return 'tied';
  return length <= longestFollowUp ? 'short' : 'apart';
}
