import type { Place } from '../domain/conversation/conversation.js';
import { type Sentence, sentence } from '../domain/language/phrases.js';
import { type SmallTalk, sticker } from '../domain/language/small-talk.js';
import { behaviourAt } from './places/behaviours.js';
import type { TurnContext } from './turn/context.js';
import { mainMenu, type Scene } from './turn/move.js';

const sayNothingOfIt: ReadonlySet<SmallTalk> = new Set(['goodbye', 'declined', 'thanks', 'greeting', 'begun']);

/** What is answered with a short courtesy: small talk, and that something is not wanted (我没说要投诉). */
export function courtesyIn({ heard, input, conversation: { place } }: TurnContext): SmallTalk | null {
  if (input.kind === 'unreadable' && input.what === sticker) return 'sticker';
  if (!heard || place.at === 'handoff' || place.at === 'waiting') return null;
  // Whoever has begun a message tells that they want no complaint: it belongs to it.
  if (place.at === 'message' && place.left) return heard.smallTalk === 'sticker' ? 'sticker' : null;
  const talk = heard.isDenial ? 'declined' : heard.smallTalk;
  // 很好, of the talk that is to be rated.
  if (place.at === 'rating' && talk !== null && !sayNothingOfIt.has(talk)) return null;
  // A form asks for numbers, 88 may be one; and it says itself what is unclear about them. Whoever leaves a message is answered there.
  if (place.at === 'form' && (/\p{N}/u.test(heard.text) || (talk === 'unclear' && /\p{L}/u.test(heard.text))))
    return null;
  return isForPeople(place) && talk !== 'sticker' && talk !== 'declined' ? null : talk;
}

/**
 * Answers as people do, and changes nothing: the place, what the conversation is about and what was offered stay as they are, and
 * nothing is said again but what is waited for.
 */
export async function sayCourtesy(talk: SmallTalk, context: TurnContext): Promise<Scene> {
  const { heard, conversation } = context;
  const { place } = conversation;
  const isVoice = context.turn.can.medium === 'voice';
  if (isVoice && (talk === 'goodbye' || (talk === 'declined' && place.at === 'rating'))) {
    return { place: { at: 'over' }, replies: [{ verb: 'end', words: context.say(sentence('goodbye')) }] };
  }
  const isLeft = talk === 'declined' && (isForPeople(place) || (place.at === 'form' && heard?.isDenial !== true));
  if (isLeft)
    return {
      place: mainMenu,
      replies: [context.choose(inOneBreath([sentence('courtesy.declined'), sentence('courtesy.ask')], context), [])],
    };
  const isDone = talk === 'declined' && heard?.isDenial !== true;
  if (isDone) return sayCourtesy('done', context);
  const lead = leadOf(talk);
  if (isWaiting(place) || (talk === 'unclear' && isOpenList(place))) return again(place, lead, context);
  const choices = behaviourAt(place).choices?.(place, context) ?? [];
  const options = choices.map(({ key, label }) => ({ key, label }));
  const tail = talk === 'greeting' && asksWhoIsThere.test(heard?.text ?? '') ? thereOf(context) : tailOf(talk, place);
  return { place, replies: [context.choose(inOneBreath([...lead, ...tail], context), options)] };
}

/** Of what is a greeting: 有人吗, 您好在吗. */
const asksWhoIsThere = /有人|在[吗嗎么嘛不]/u;

function thereOf(context: TurnContext): readonly Sentence[] {
  const standing = context.standing(context.line('general'));
  if (standing.open) return [sentence('courtesy.there')];
  const { because, reopensAt } = standing;
  return [sentence('courtesy.nobody-there', { because, reopens: reopensAt ?? context.turn.at })];
}

/** So short that it is one line, to be read, too. */
function inOneBreath(said: readonly Sentence[], context: TurnContext): string {
  return said.map((one) => context.say(one)).join('');
}

async function again(place: Place, lead: readonly Sentence[], context: TurnContext): Promise<Scene> {
  const scene = await behaviourAt(place).arrive(place, context, isForPeople(place) ? 'brief' : 'again');
  if (lead.length === 0) return scene;
  return { ...scene, replies: [{ verb: 'say', words: context.say(...lead) }, ...scene.replies] };
}

function leadOf(talk: SmallTalk): readonly Sentence[] {
  switch (talk) {
    case 'sticker':
      return [sentence('unreadable', { what: sticker })];
    case 'signs':
    case 'unclear':
      return [];
    default:
      return [sentence(`courtesy.${talk}`)];
  }
}

/** How it goes on. */
function tailOf(talk: SmallTalk, place: Place): readonly Sentence[] {
  if (talk === 'unclear') return [sentence(isTold(place) ? 'courtesy.unclear' : 'courtesy.ask')];
  if (talk === 'sticker' || talk === 'goodbye' || talk === 'done' || talk === 'begun') return [];
  if (isOpenList(place)) return [sentence('courtesy.choose')];
  const isBeginning = talk === 'greeting' || talk === 'declined' || talk === 'signs' || talk === 'blank';
  return [sentence(isBeginning ? 'courtesy.ask' : 'courtesy.more')];
}

/** Somebody's words are waited for to be passed on, or to be kept. */
function isForPeople({ at }: Place): boolean {
  return at === 'question' || at === 'message' || at === 'callback';
}

/** Something else than a key is waited for. */
function isWaiting(place: Place): boolean {
  return place.at === 'form' || place.at === 'case' || place.at === 'draw' || isForPeople(place);
}

/** Something was offered, and nothing is chosen yet. */
function isOpenList(place: Place): boolean {
  if (place.at === 'topic') return place.answer === null;
  if (place.at === 'menu') return place.menu !== mainMenuName;
  return place.at === 'options' || place.at === 'candidates';
}

function isTold({ at }: Place): boolean {
  return at === 'topic' || at === 'answer' || at === 'draw-told';
}

const mainMenuName = 'main';
