import type { Answers } from '../../domain/conversation/answers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/**
 * Where identifiers lead: to the form that they begin to fill in; where several could be meant, to the one that finds a record.
 * @param isOnlySure nothing, where several could be meant and none finds a record
 * @example twelve digits may be a vehicle's sticker or a bottle's code: the form is the one whose record exists
 */
export async function toNamed(
  identifiers: readonly string[],
  context: TurnContext,
  { isOnlySure } = { isOnlySure: false },
): Promise<Move | null> {
  const filled = new Map((await context.services.slots.formsFor(identifiers)).map((one) => [one.form, one.filled]));
  const candidates = [...context.content.forms.values()].flatMap(({ id, lookup }) => {
    const answers = filled.get(lookup);
    return answers ? [{ form: id, answers }] : [];
  });
  const [first, ...others] = candidates;
  if (!first) return null;
  const sure =
    others.length === 0 ? first : (wholeSecret(candidates, context) ?? (await firstThatFinds(candidates, context)));
  if (sure) return { kind: 'go', place: { at: 'form', form: sure.form, answers: sure.answers } };
  return isOnlySure ? null : { kind: 'go', place: { at: 'form', ...first }, lead: [either(candidates, context)] };
}

/** Says what a number may be that nothing is found under. */
function either(candidates: readonly Candidate[], { content }: TurnContext): Sentence {
  const titles = candidates.map(({ form }) => content.forms.get(form)?.fields[0]?.title ?? '').join('、');
  return sentence('answer.either', { code: Object.values(candidates[0]?.answers ?? {})[0] ?? '', titles });
}

interface Candidate {
  readonly form: string;
  readonly answers: Answers;
}

/** Finds the lookup with a secret for which somebody has named everything: that is what they mean, whether the record exists or not. */
function wholeSecret(candidates: readonly Candidate[], context: TurnContext): Candidate | null {
  const isWhole = ({ form, answers }: Candidate): boolean => {
    const { secret, fields } = context.lookup(form);
    return secret !== null && fields.every((field) => answers[field] !== undefined);
  };
  return candidates.find(isWhole) ?? null;
}

/** What could be guessed is not looked for here: nobody counts it. */
async function firstThatFinds(candidates: readonly Candidate[], context: TurnContext): Promise<Candidate | null> {
  for (const candidate of candidates) {
    const lookup = context.lookup(candidate.form);
    if (lookup.secret) continue;
    const found = await lookup.find(context.services.records, candidate.answers, true);
    if (found.length > 0) return candidate;
  }
  return null;
}
