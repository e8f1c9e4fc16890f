import { categoryOf, type Intent } from '../../domain/content/content.js';
import type { FoundAt } from '../../domain/conversation/conversation.js';
import { type Heard, halvesOf, type Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';

/** From here on, a half is surely about what it seems to be: a wrong split is worse than none. */
const surely = 0.9;

/**
 * The second matter of a message that holds two: 狗怎么带进来，还有红酒标签怎么弄. Only where both halves are surely of different
 * categories, and the message as a whole is taken for one of them; the other is then offered on a key.
 */
export async function otherHalf(
  { said }: Heard,
  { intent: whole, isByRule }: Understanding,
  context: TurnContext,
): Promise<{ readonly also?: FoundAt }> {
  const halves = isByRule ? null : halvesOf(said);
  if (!halves || !whole) return {};
  const understood = await Promise.all(halves.map((half) => context.understand(half)));
  const [first, second] = understood.map(matterOf);
  if (!first || !second) return {};
  if (first.category === second.category) return besideIt(first.found, second.found, whole);
  if (first.category === categoryOf(whole)) return { also: second.found };
  return second.category === categoryOf(whole) ? { also: first.found } : {};
}

/** Within a category only two that both have their answers are two: 体检多少钱，还有小黄本丢了怎么补. */
function besideIt(first: FoundAt, second: FoundAt, { id }: Intent): { readonly also?: FoundAt } {
  if (first.intent === second.intent || first.answer === null || second.answer === null) return {};
  if (first.intent === id) return { also: second };
  return second.intent === id ? { also: first } : {};
}

/** 谢谢 and the like, which end a question and ask nothing. */
function isSmallTalk({ leadsTo, answers }: Intent): boolean {
  return leadsTo.kind === 'line' && leadsTo.line === 'general' && answers.length < 2;
}

function matterOf({ band, intent, category, answer }: Understanding): { category: string; found: FoundAt } | null {
  if (band !== 'sure' || category < surely || !intent || isSmallTalk(intent)) return null;
  const found = answer ? { intent: answer.intent.id, answer: answer.index } : { intent: intent.id, answer: null };
  return { category: categoryOf(intent), found };
}
