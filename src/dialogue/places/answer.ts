import { ask, type Finding, newestPosition } from '../../disclosure/lookups/ask.js';
import { sentencesOf } from '../../disclosure/lookups/tell.js';
import type { AnswerPlace } from '../../domain/conversation/conversation.js';
import type { Option } from '../../domain/conversation/reply.js';
import { type Doubt, doubtOf } from '../../domain/identifiers/entry.js';
import { isIdentifierKindName } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
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
    return tellFinding(await ask(context.lookup(form), context.services.records, question), place, context);
  },

  choices: (place, context) => (place.id === null ? [again(place, context)] : []),

  take(place, input) {
    const isAgain = input.kind === 'keys' && input.keys === '1' && place.id === null;
    return isAgain ? { kind: 'go', place: { at: 'form', form: place.form, answers: {} } } : noMatch;
  },
};

/** Tells what was found, and what can be done next. */
export function tellFinding(finding: Finding, place: AnswerPlace, context: TurnContext): Scene {
  if (finding.kind === 'unknown' || finding.kind === 'several') {
    const nobody: AnswerPlace = { ...place, id: null };
    const title = titlesOf(place.form, context);
    const said = [sentence('answer.unknown', { title }), ...doubtsOf(place, context)];
    return { place: nobody, replies: [offer(nobody, said, context)] };
  }
  const told = newestPosition(finding);
  const isChanged = finding.kind === 'told' && place.told !== undefined && told > place.told;
  const words = context.say(
    ...(isChanged ? [sentence('answer.changed')] : []),
    ...sentencesOf(context.lookup(place.form), finding, place.answers ?? {}, context.turn.at),
  );
  const after: AnswerPlace = { ...place, id: finding.record.id, told };
  const { form, answers = {} } = place;
  const record = { form, id: finding.record.id, answers, told, at: context.turn.at };
  return { place: after, replies: [{ verb: 'card', words }, offer(after, [], context)], remembers: { record } };
}

function offer(place: AnswerPlace, lead: readonly Sentence[], context: TurnContext) {
  if (place.id !== null) return context.choose(context.say(...lead, sentence('answer.choices')), []);
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
