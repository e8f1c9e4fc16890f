import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { speakable, spellUrgentNumbers } from '../../domain/language/spoken.js';
import type { TurnContext } from '../turn/context.js';
import { mainMenu, noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** What there is to know of something that was asked about: the answer, or the questions that there are answers to. */
export const topicPlace: PlaceBehaviour<PlaceAt<'topic'>> = {
  arrive(place, context, manner) {
    const intent = context.intent(place.intent);
    // The content may have changed under a long conversation.
    if (!intent) return { place: mainMenu, replies: [context.choose(context.say(sentence('outside.after')), [])] };
    const options = optionsOf(place, intent, context);
    const chosen = chosenOf(place, intent);
    const parts = chosen
      ? [...(manner === 'full' ? told(chosen, intent, context) : []), listOf(options, context)]
      : [context.lines([manner === 'full' ? questionsOf(intent, context) : '', listOf(options, context)])];
    const words = context.blocks([...parts, context.say(after(chosen, intent))]);
    return { place, replies: [context.choose(words, options)] };
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
    if (chosen.answer === null) return { kind: 'line', line: chosen.line };
    return { kind: 'go', place: { ...place, answer: chosen.answer } };
  },
};

interface TopicOption {
  readonly key: string;
  readonly label: string;
  readonly words: string;
  /** Which answer it leads to; null: to the line's people. */
  readonly answer: number | null;
  readonly line: string;
}

/** The questions of an intent while none is chosen, then its line. */
function optionsOf({ answer }: PlaceAt<'topic'>, { answers, leadsTo }: Intent, context: TurnContext): TopicOption[] {
  const line = leadsTo.kind === 'line' ? leadsTo.line : 'general';
  const questions = answer === null ? answers : [];
  const options = questions.map(({ asked: [label = ''] }, index) => {
    const key = String(index + 1);
    return { key, label, words: context.say(sentence('menu.option', { label, key })), answer: index, line };
  });
  if (line === 'general') return options;
  const key = String(options.length + 1);
  const { name } = context.line(line);
  return [
    ...options,
    { key, label: name, words: context.say(sentence('topic.line', { line: name, key })), answer: null, line },
  ];
}

function listOf(options: readonly TopicOption[], context: TurnContext): string {
  return context.list(options.map(({ words }) => words));
}

/** The answer that was chosen; undefined while none is, or where the content has it no more. */
function chosenOf({ answer }: PlaceAt<'topic'>, { answers }: Intent): FaqAnswer | undefined {
  return answer === null ? undefined : answers[answer];
}

function questionsOf({ title }: Intent, context: TurnContext): string {
  return context.say(sentence('topic.questions', { title }));
}

/** What was understood and its answer, and what that rests on: two parts. */
function told(chosen: FaqAnswer, intent: Intent, context: TurnContext): string[] {
  const words = wordsOf(chosen, context);
  // Small talk and the like rest on nothing that anybody wants to read.
  if (!isOfLine(intent)) return [words];
  const about = context.say(sentence('topic.about', { title: intent.title }));
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
  const told = context.words(words, { standing: standingNow(context) }) + mark;
  return context.turn.can.medium === 'voice' ? speakable(spellUrgentNumbers(told)) : told;
}

function standingNow(context: TurnContext): Sentence {
  const standing = context.standing(context.line('general'));
  if (standing.open) return sentence('standing.open');
  return sentence('standing.closed', { because: standing.because, reopens: standing.reopensAt ?? context.turn.at });
}
