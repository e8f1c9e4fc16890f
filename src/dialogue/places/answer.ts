import { ask, type Finding, newestPosition } from '../../disclosure/lookups/ask.js';
import type { SaidInPieces } from '../../disclosure/lookups/lookup.js';
import { sentencesForEar, sentencesOf } from '../../disclosure/lookups/tell.js';
import { recallWords } from '../../disclosure/recalls/recall-words.js';
import type { AnswerPlace } from '../../domain/conversation/conversation.js';
import type { Option } from '../../domain/conversation/reply.js';
import { type Doubt, doubtOf } from '../../domain/identifiers/entry.js';
import { isIdentifierKindName } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { stickerPlans } from '../../domain/stickers/sticker.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';

/** A lookup's answer, or that nothing was found, in the same words whatever was wrong. */
export const answerPlace: PlaceBehaviour<AnswerPlace> = {
  async arrive(place, context, manner) {
    const { id, form, answers = {} } = place;
    if (manner === 'brief') return { place, replies: [offer(place, [], context)] };
    if (id === null) return tellFinding({ kind: 'unknown' }, place, context);
    const question = { answers, letters: context.turn.can.letters, id };
    const finding = await ask(context.lookup(form), context.services.records, question);
    return tellFinding(finding, place, context, await besideOf(finding, context));
  },

  choices: (place, context) => (place.id === null ? [again(place, context)] : []),

  take(place, input) {
    const key = input.kind === 'keys' ? input.keys : null;
    if (key === '2' && place.hasMore) return { kind: 'go', place: { ...place, piece: (place.piece ?? 0) + 1 } };
    const isAgain = key === '1' && place.id === null;
    return isAgain ? { kind: 'go', place: { at: 'form', form: place.form, answers: {} } } : noMatch;
  },
};

/** What is said with a record, beside what it holds. */
export interface Beside {
  readonly before: readonly Sentence[];
  readonly after: readonly Sentence[];
}

const nothingBeside: Beside = { before: [], after: [] };

/** What is to be heard before a record is told, that its sticker may have been copied; and after it, that a recall may concern it. */
export async function besideOf(finding: Finding, context: TurnContext): Promise<Beside> {
  const [before, after] = await Promise.all([
    warningsOf(finding, context),
    recallWords(finding, context.services.records),
  ]);
  return { before, after };
}

async function warningsOf(finding: Finding, { services }: TurnContext): Promise<readonly Sentence[]> {
  if (finding.kind !== 'told' || !services.stickers) return [];
  const { dataset, fields } = finding.record;
  for (const on of ['car', 'wine'] as const) {
    const { [stickerPlans[on].codeField]: code = '' } = fields;
    if (stickerPlans[on].dataset === dataset && code !== '' && (await services.stickers.isInManyPlaces(on, code)))
      return [sentence('sticker.many-places', { code })];
  }
  return [];
}

/**
 * Tells what was found, and what can be done next.
 * @param beside what is said before and after it
 */
export function tellFinding(
  finding: Finding,
  place: AnswerPlace,
  context: TurnContext,
  beside: Beside = nothingBeside,
): Scene {
  if (finding.kind === 'unknown' || finding.kind === 'several') {
    const nobody: AnswerPlace = { ...place, id: null };
    const title = titlesOf(place.form, context);
    const said = [sentence('answer.unknown', { title }), ...doubtsOf(place, context)];
    return { place: nobody, replies: [offer(nobody, said, context)] };
  }
  const told = newestPosition(finding);
  const isChanged = finding.kind === 'told' && place.told !== undefined && told > place.told;
  const { said, hasMore } = saidOf(finding, place, context);
  const recalls = place.piece ? [] : beside.after;
  const words = context.say(...(isChanged ? [sentence('answer.changed')] : []), ...beside.before, ...said, ...recalls);
  const after: AnswerPlace = { ...place, id: finding.record.id, told, hasMore: hasMore || undefined };
  const { form, answers = {} } = place;
  const record = { form, id: finding.record.id, answers, told, at: context.turn.at };
  return {
    place: after,
    replies: [{ verb: 'card', words }, offer(after, [], context)],
    remembers: { record, ...(context.conversation.memory?.misses !== undefined && { misses: undefined }) },
  };
}

/** All of it where it is read; a piece of it where it is listened to. */
function saidOf(
  finding: Extract<Finding, { kind: 'told' | 'gone' }>,
  { form, answers = {}, piece = 0 }: AnswerPlace,
  context: TurnContext,
): SaidInPieces {
  const lookup = context.lookup(form);
  const { at, can } = context.turn;
  if (can.medium === 'voice') return sentencesForEar(lookup, finding, answers, at, piece);
  return { said: sentencesOf(lookup, finding, answers, at), hasMore: false };
}

function offer(place: AnswerPlace, lead: readonly Sentence[], context: TurnContext) {
  const more = place.hasMore ? [sentence(place.piece ? 'answer.next' : 'answer.all')] : [];
  if (place.id !== null) return context.choose(context.say(...lead, ...more, sentence('answer.choices')), []);
  return context.choose(context.say(...lead, sentence('answer.unknown-choices')), [again(place, context)]);
}

function again({ form }: AnswerPlace, context: TurnContext): Option {
  return { key: '1', label: titlesOf(form, context) };
}

/** What was asked for, joined: 报检号和登记号. */
function titlesOf(form: string, context: TurnContext): string {
  return (context.content.forms.get(form)?.fields ?? []).map((field) => field.title).join('和');
}

/** What is doubtful about what was looked up in vain. Where there is a secret, nothing: the same words whatever was wrong. */
function doubtsOf({ form, answers = {} }: AnswerPlace, context: TurnContext): readonly Sentence[] {
  if (context.lookup(form).secret) return [];
  return (context.content.forms.get(form)?.fields ?? []).flatMap(({ name, title, is }) => {
    const { [name]: value } = answers;
    const doubt = value !== undefined && isIdentifierKindName(is) ? doubtOf(is, value, context.turn.can.letters) : null;
    return doubt ? [doubtWords(doubt, title)] : [];
  });
}

function doubtWords(doubt: Doubt, title: string): Sentence {
  switch (doubt.kind) {
    case 'usual-length':
      return sentence('answer.usual-length', { given: doubt.given, title, usual: doubt.usual });
    case 'vin-length':
      return sentence('answer.vin-length', { given: doubt.given });
    case 'check-digit':
      return sentence('answer.check-digit');
  }
}
