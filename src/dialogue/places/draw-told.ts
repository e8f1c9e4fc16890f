import type { DrawToldPlace } from '../../domain/conversation/conversation.js';
import { sentence } from '../../domain/language/phrases.js';
import { toDraw } from '../moves/to-draw.js';
import { drawWords } from '../turn/draw-words.js';
import { mainMenu, noMatch } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';

const whyKey = '2';

/** A draw is told (双随机): what came of it at once; why, and how it is checked, with it where it is read, and on a key where it is listened to. */
export const drawToldPlace: PlaceBehaviour<DrawToldPlace> = {
  async arrive(place, context, manner) {
    const { draws } = context.services;
    const isHeard = context.turn.can.medium === 'voice';
    const choices = sentence('answer.choices');
    const offer = ({ hasWhy, isWhy }: DrawToldPlace) =>
      context.choose(
        context.say(...(isHeard && !isWhy ? [sentence(hasWhy ? 'draw.more' : 'draw.more-check')] : []), choices),
        [],
      );
    if (manner === 'brief') return { place, replies: [offer(place)] };
    const told = (await draws?.tell(place.no, place.id, !isHeard || place.isWhy === true)) ?? null;
    if (!draws || !told) return { place: mainMenu, replies: [context.choose(context.say(choices), [])] };
    const { first, why } = drawWords(told, draws.link(place.no, told.own ? place.id : null), context);
    const said = !isHeard ? [...first, ...why] : place.isWhy ? why : first;
    const after = { ...place, hasWhy: told.own !== null && told.own.kind !== 'listed' };
    return { place: after, replies: [{ verb: 'card', words: context.say(...said) }, offer(after)] };
  },

  async take(place, input, context) {
    const { heard, turn } = context;
    if (input.kind === 'keys') {
      const isWhy = input.keys === whyKey && turn.can.medium === 'voice';
      return isWhy ? { kind: 'go', place: { ...place, isWhy: true } } : noMatch;
    }
    return (heard && (await toDraw(heard, context, place.system))) ?? noMatch;
  },
};
