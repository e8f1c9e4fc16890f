import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { speakable, spellUrgentNumbers } from '../../domain/language/spoken.js';
import { chosenFrom } from '../moves/chosen-from.js';
import { toAnswer, toIntent } from '../moves/to-intent.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, noMatch, type Scene } from '../turn/move.js';
import type { Manner, PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** What there is to know of something that was asked about: the answer, or the questions that there are answers to. */
export const topicPlace: PlaceBehaviour<PlaceAt<'topic'>> = {
  arrive(place, context, manner) {
    return tell(place, manner, [], context);
  },

  arriveWith(place, context, lead) {
    return tell(place, 'full', lead, context);
  },

  choices(place, context) {
    const intent = context.intent(place.intent);
    return intent ? optionsOf(place, intent, context) : [];
  },

  take(place, input, context) {
    const intent = context.intent(place.intent);
    if (!intent || input.kind !== 'keys') return noMatch;
    const chosen = optionsOf(place, intent, context).find(({ key }) => key === input.keys);
    if (!chosen) return noMatch;
    return place.answer === null ? chosenFrom({ ...place, answer: null }, chosen.move, context) : chosen.move;
  },
};

/** @param lead says what it is about, in place of the usual words */
function tell(place: PlaceAt<'topic'>, manner: Manner, lead: readonly Sentence[], context: TurnContext): Scene {
  const intent = context.intent(place.intent);
  // The content may have changed under a long conversation.
  if (!intent) return { place: mainMenu, replies: [context.choose(context.say(sentence('outside.after')), [])] };
  const options = optionsOf(place, intent, context);
  const chosen = chosenOf(place, intent);
  const parts = chosen
    ? [...(manner === 'full' ? told(chosen, intent, lead, context) : []), listOf(options, context)]
    : [context.lines([manner === 'full' ? questionsOf(intent, lead, context) : '', listOf(options, context)])];
  const words = context.blocks([...parts, context.say(after(chosen, intent))]);
  return { place, replies: [context.choose(words, options)] };
}

interface TopicOption {
  readonly key: string;
  readonly label: string;
  readonly words: string;
  readonly move: Move;
}

/** The questions of an intent while none is chosen, then its line, then what was mentioned beside it. */
function optionsOf({ answer, also }: PlaceAt<'topic'>, intent: Intent, context: TurnContext): readonly TopicOption[] {
  const options: TopicOption[] = [];
  const add = (label: string, say: (key: string) => Sentence, move: Move): void => {
    const key = String(options.length + 1);
    options.push({ key, label, words: context.say(say(key)), move });
  };
  for (const [index, { asked }] of (answer === null ? intent.answers : []).entries()) {
    const [label = ''] = asked;
    add(label, (key) => sentence('menu.option', { label, key }), toAnswer(intent, index, { question: label }, context));
  }
  const { leadsTo } = intent;
  if (leadsTo.kind === 'line' && isOfLine(intent)) {
    const { name } = context.line(leadsTo.line);
    add(name, (key) => sentence('topic.line', { line: name, key }), { kind: 'line', line: leadsTo.line });
  }
  const other = also ? context.intent(also.intent) : null;
  if (also && other) {
    const { title } = other;
    const found = also.answer === null ? null : { intent: other, index: also.answer, fit: 1 };
    add(title, (key) => sentence('topic.also', { title, key }), toIntent(other, found, { question: title }, context));
  }
  return options;
}

function listOf(options: readonly TopicOption[], context: TurnContext): string {
  return context.list(options.map(({ words }) => words));
}

/** The answer that was chosen; undefined while none is, or where the content has it no more. */
function chosenOf({ answer }: PlaceAt<'topic'>, { answers }: Intent): FaqAnswer | undefined {
  return answer === null ? undefined : answers[answer];
}

function questionsOf({ title }: Intent, lead: readonly Sentence[], context: TurnContext): string {
  return context.say(...(lead.length > 0 ? lead : [sentence('topic.questions', { title })]));
}

/** What was understood and its answer, and what that rests on: two parts. */
function told(chosen: FaqAnswer, intent: Intent, lead: readonly Sentence[], context: TurnContext): string[] {
  const words = wordsOf(chosen, context);
  // Small talk and the like rest on nothing that anybody wants to read.
  if (!isOfLine(intent)) return [context.lines([context.say(...lead), words])];
  const about = context.say(...(lead.length > 0 ? lead : [sentence('topic.about', { title: intent.title })]));
  return [context.lines([about, words]), context.say(sentence('topic.basis', chosen))];
}

/** The ways on that the list has not named: a person, unless its last key is the line's people. */
function after(chosen: FaqAnswer | undefined, intent: Intent): Sentence {
  if (!chosen) return sentence('topic.choose');
  return isOfLine(intent) ? sentence('topic.after-line') : sentence('topic.after');
}

/** Whether the people of one of the nine lines know more. */
function isOfLine({ leadsTo }: Intent): boolean {
  return leadsTo.kind === 'line' && leadsTo.line !== 'general';
}

/** An answer's own words, and that what it quotes is made up, where it is; what is made of digits is spelled for the ear. */
function wordsOf({ words }: FaqAnswer, context: TurnContext): string {
  const mark = context.quotesSample(words) ? context.say(sentence('topic.sample')) : '';
  const isOfNow = words[context.turn.can.medium].includes('{standing');
  const told = context.words(words, isOfNow ? { standing: standingNow(context) } : {}) + mark;
  return context.turn.can.medium === 'voice' ? speakable(spellUrgentNumbers(told)) : told;
}

function standingNow(context: TurnContext): Sentence {
  const standing = context.standing(context.line('general'));
  if (standing.open) return sentence('standing.open');
  return sentence('standing.closed', { because: standing.because, reopens: standing.reopensAt ?? context.turn.at });
}
