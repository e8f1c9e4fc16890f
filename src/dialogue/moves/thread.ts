import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { anotherOfItsKind } from './another-kind.js';
import { askOfHours } from './ask-of-hours.js';
import { askOfRecord, asksWhyNotYet } from './ask-of-record.js';
import { correct } from './correct.js';
import { followUp } from './follow-up.js';
import { isItGenuine } from './is-it-genuine.js';
import { lookAgain } from './look-again.js';
import { remembered } from './remembered.js';
import { asksWhyDrawn, toDraw } from './to-draw.js';
import { namedAtLast, somethingElse, whichMatter } from './which-matter.js';

/** Longer messages say themselves what they are about. */
const longest = 60;
/** 换个话题，进口红酒呢: nothing of what was said before is meant. */
const startsAnew = /^(?:我们?|咱们?)?(?:想)?换(?:个|一个)?(?:话题|问题)[，,。\s]*\p{Script=Han}{2}/u;

/**
 * What a message means by what was said before it, where the place had no use for it: a correction, a question of the record that
 * was just told, a follow-up, a question that names no matter.
 * @returns null where it means what it says
 */
export async function onThread(context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  if (!heard || heard.text.length > longest || heard.identifiers.length > 0) return null;
  if (startsAnew.test(heard.said)) return null;
  const memory = remembered(context);
  const { place } = context.conversation;
  const again = lookAgain(heard, memory, context);
  if (again) return again;
  const doubted = isItGenuine(heard, memory, context);
  if (doubted) return doubted;
  const draw = asksWhyDrawn(heard) ? await toDraw(heard, context) : null;
  if (draw) return draw;
  // 燕窝, of a list that has a question about it, is that question.
  const isOfList = place.at === 'topic' && place.answer === null && heard.rule?.id === place.intent;
  const isOfRecord = asksWhyNotYet(heard, context);
  if ((heard.rule ?? heard.pattern) && !isOfList && !isOfRecord) return namedAtLast(heard, memory, context);
  const other = somethingElse(heard) ?? (await anotherOfItsKind(heard, context));
  if (other) return other;
  const corrected = await correct(heard, memory, context);
  // Inside a form only a correction leads elsewhere: what else is asked there is about the form.
  if (corrected || place.at === 'form') return corrected;
  return (
    (await askOfRecord(heard, memory, context)) ??
    (await askOfHours(heard, memory, context)) ??
    (await followUp(heard, memory, context)) ??
    (await namedAtLast(heard, memory, context)) ??
    whichMatter(heard, memory, context)
  );
}
