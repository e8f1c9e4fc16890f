import { categoryOf } from '../../domain/content/content.js';
import { anotherKindIn, type Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/**
 * Whoever says which one they do not mean, and only that it is another of its kind, is asked which: what was denied is not offered.
 * @example 不是3C，我要查别的认证: 体系认证, 有机与HACCP认证 or 认证证书真伪
 */
export async function anotherOfItsKind(heard: Heard, context: TurnContext): Promise<Move | null> {
  const asked = anotherKindIn(heard.said);
  if (!asked) return null;
  const { band, intent: denied } = await context.understand(`${asked.denied}${asked.kind}`);
  if (band !== 'sure' || !denied) return null;
  const { options } = await context.understand(`别的${asked.kind}`, { except: denied.id });
  const intents = options.filter((one) => categoryOf(one) === categoryOf(denied)).map(({ id }) => id);
  if (intents.length === 0) return null;
  return { kind: 'go', place: { at: 'options', intents, question: heard.withoutPerson } };
}
