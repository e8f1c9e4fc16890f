import { sentence } from '../../domain/language/phrases.js';
import { smallTalk } from '../../domain/language/small-talk.js';
import { closedWords, passOn } from '../moves/to-line.js';
import { wantsNobody } from '../moves/with-colleague.js';
import { mainMenu, noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';
import { askFor } from '../turn/written-input.js';

/** Writing the question that is passed on to a line: staff should see the question itself, not the key or the 你好 before it. */
export const questionPlace: PlaceBehaviour<PlaceAt<'question'>> = {
  arrive(place, context, manner) {
    const words =
      manner === 'brief' ? '' : context.say(sentence('handoff.question', { line: context.line(place.line).name }));
    return { place, replies: [askFor(words)] };
  },

  take(place, input, context) {
    const { heard, turn } = context;
    const talk = heard && smallTalk(heard.text);
    if (talk) {
      const lead = talk === 'greeting' ? sentence('talk.greeting') : sentence('talk.courtesy');
      return { kind: 'scene', scene: { place, replies: [askFor(context.say(lead, sentence('message.waiting')))] } };
    }
    if (heard && wantsNobody(heard.text)) return { kind: 'go', place: mainMenu, lead: [sentence('colleague.left')] };
    const isQuestion = heard ? !heard.rule : input.kind === 'unreadable';
    if (!isQuestion) return noMatch;
    // The line may have closed since the question was asked for: look again. Where nothing can be passed on, it is kept, too.
    const isOpen = context.standing(context.line(place.line)).open;
    if (isOpen && turn.can.handoff === 'pass-on') return passOn(place.line, context);
    return { kind: 'taken-at', place: { at: 'message', line: place.line }, lead: closedWords(place.line, context) };
  },
};
