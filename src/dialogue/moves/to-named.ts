import type { Answers } from '../../domain/conversation/conversation.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/**
 * Where identifiers lead: to the form that they begin to fill in; where several could be meant, to the one that finds a record.
 * @example twelve digits may be a vehicle's sticker or a bottle's code: the form is the one whose record exists
 */
export async function toNamed(identifiers: readonly string[], context: TurnContext): Promise<Move | null> {
  const filled = new Map((await context.services.slots.formsFor(identifiers)).map((one) => [one.form, one.filled]));
  const candidates = [...context.content.forms.values()].flatMap(({ id, lookup }) => {
    const answers = filled.get(lookup);
    return answers ? [{ form: id, answers }] : [];
  });
  const [first] = candidates;
  if (!first) return null;
  const { form, answers } = candidates.length === 1 ? first : ((await firstThatFinds(candidates, context)) ?? first);
  return { kind: 'go', place: { at: 'form', form, answers } };
}

interface Candidate {
  readonly form: string;
  readonly answers: Answers;
}

async function firstThatFinds(candidates: readonly Candidate[], context: TurnContext): Promise<Candidate | null> {
  for (const candidate of candidates) {
    const found = await context.lookup(candidate.form).find(context.services.records, candidate.answers, true);
    if (found.length > 0) return candidate;
  }
  return null;
}
