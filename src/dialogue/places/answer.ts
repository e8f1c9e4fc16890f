import type { Place } from '../../domain/conversation.js';
import { sentence } from '../../domain/phrases.js';
import type { TurnContext } from '../context.js';
import { noMatch, type Room } from '../room.js';

type AnswerPlace = Extract<Place, { at: 'answer' }>;

/** A lookup's answer, or that nothing was found, in the same words whatever was wrong. */
export const answerRoom: Room<AnswerPlace> = {
  async arrive(place, context, manner) {
    const lookup = context.lookup(place.form);
    const record = place.id === null ? null : await context.services.records.get(lookup.dataset, place.id);
    if (!record) {
      const title = titlesOf(place.form, context);
      const words = context.say(
        ...(manner === 'brief' ? [] : [sentence('answer.unknown', { title })]),
        sentence('answer.unknown-choices'),
      );
      return { place: { ...place, id: null }, replies: [context.choose(words, [{ key: '1', label: title }])] };
    }
    if (manner === 'brief') {
      return { place, replies: [context.choose(context.say(sentence('answer.choices')), [])] };
    }
    const told = await lookup.tell(record, context.services.records);
    const card = { verb: 'card', words: context.say(...told) } as const;
    return { place, replies: [card, context.choose(context.say(sentence('answer.choices')), [])] };
  },

  take(place, input) {
    const isAgain = input.kind === 'keys' && input.keys === '1' && place.id === null;
    return isAgain ? { kind: 'go', place: { at: 'form', form: place.form, answers: {} } } : noMatch;
  },
};

/** What was asked for, joined: 报检号和登记号. */
function titlesOf(form: string, context: TurnContext): string {
  return (context.content.forms.get(form)?.fields ?? []).map((field) => field.title).join('和');
}
