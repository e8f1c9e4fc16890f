import type { WaitingPlace } from '../../domain/conversation/conversation.js';
import type { Input } from '../../domain/conversation/turn.js';
import { wholeNumber } from '../../domain/identifiers/telephone.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { digitsOfSpoken } from '../../understanding/index.js';
import { canBeCalledBack } from '../moves/begun-case.js';
import { isInDanger } from '../moves/danger.js';
import { numberSaid, numberToCall, numberTold } from '../moves/number-to-call.js';
import { isComplaint } from '../moves/to-complaint.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { callbackWhen } from './callback-when.js';
import { type KeyInLine, keyInLine } from './key-in-line.js';
import { lookUp } from './look-up.js';
import { ringRound } from './ring-round.js';
import { keepComplaintInLine, saidInLine } from './said-in-line.js';
import { callBack, leaveMessage, lineClosed } from './wait-over.js';
import { againSeconds, choicesOf, choicesWords, waitHere } from './wait-turn.js';
import { wantedElsewhere } from './wanted-elsewhere.js';

/**
 * Waiting for a line (排队). Keys lead to a call back, to a message and to what one can look up oneself; silence leads to the next round
 * of ringing, so that a colleague who has left, an hour that has struck and a wait that is too long are noticed at the next turn.
 */
export const waitingPlace: PlaceBehaviour<WaitingPlace> = {
  arrive: (place, context) => arriveWith(place, [], context),

  arriveWith: (place, context, lead) => arriveWith(place, lead, context),

  choices: (place, context) => choicesOf(place.line, context),

  async silent(place, context) {
    const scene = closedMeanwhile(place, context) ?? ringRound(place, [], context);
    return { kind: 'scene', scene: await scene };
  },

  async take(place, input, context) {
    const line = context.line(place.line);
    const led = context.heard ? await ledBySaying(place, context) : null;
    if (led) return led;
    const { key, isRefused } = keyOf(input, context);
    if (isRefused) return { kind: 'go', place };
    // What else is heard of a room in which somebody waits is no wish.
    if (key === null) return (await saidInLine(place, context)) ?? waitingPlace.silent?.(place, context) ?? noMatch;
    if (key === '1' && canBeCalledBack(line.id, context, numberSaid(context) !== null)) {
      const promise = sentence(place.wait.isUrgent ? 'waiting.callback-first' : calledBackBy(context), {
        number: numberTold(context),
      });
      return {
        kind: 'scene',
        scene: await callBack(line, place.wait, [promise, ...callbackWhen(line, context)], context),
      };
    }
    if (key === '1' && !context.isCallable) return { kind: 'go', place, lead: [sentence('waiting.no-number')] };
    if (key === '2') return { kind: 'scene', scene: leaveMessage(line, [], context) };
    if (key === '*') return lookUp(place, context);
    // Whoever asks for a person has one coming.
    return { kind: 'go', place, lead: key === '0' ? [sentence('waiting.already')] : [] };
  },
};

/** To whom words lead that are no key: other people, a form, a complaint. */
async function ledBySaying(place: WaitingPlace, context: TurnContext): Promise<Move | null> {
  const elsewhere = await wantedElsewhere(place, context);
  if (elsewhere) return elsewhere;
  return (await isComplaint(context)) ? keepComplaintInLine(place, context) : null;
}

/** 我的手机是13812345678, and nothing else; a day is none. */
const numberAlone =
  /^(?:我的?)?(?:电话|手机|座机|号码)?号?(?:是|打)?(?!20\d{6}\D*$)\+?\d[\d\s-]{6,16}(?:这个|吧)?[。，\s]*$/u;

/** A number that is said and nothing else is to be called, where their own is withheld; whoever is in danger is not let go for it. */
function keyOf(input: Input, context: TurnContext): KeyInLine {
  const { turn, heard } = context;
  const said = turn.input.kind === 'speech' ? digitsOfSpoken(turn.input.text) : '';
  const isNumber = numberAlone.test(said) && numberSaid(context) !== null;
  // Whoever withholds theirs was asked to say one; of others it may be said to somebody else.
  if (isNumber && !isInDanger(context)) return context.isCallable ? { key: null, isRefused: true } : { key: '1' };
  if (isNumber) return { key: null };
  return input.kind === 'keys' ? { key: input.keys } : keyInLine(heard?.words ?? '');
}

async function arriveWith(place: WaitingPlace, lead: readonly Sentence[], context: TurnContext): Promise<Scene> {
  const words = context.say(...lead, choicesWords(place.line, context));
  return closedMeanwhile(place, context) ?? waitHere(place, words, againSeconds, context);
}

/** @returns what comes of a wait whose line has closed meanwhile; null while it is open */
function closedMeanwhile({ line: id, wait }: WaitingPlace, context: TurnContext): Promise<Scene> | Scene | null {
  const line = context.line(id);
  return context.standing(line).open ? null : lineClosed(line, wait, context);
}

/** A place in the line is promised only where the house itself rings; a colleague rings when they can. */
function calledBackBy(context: TurnContext): 'waiting.callback' | 'waiting.callback-colleague' {
  const { rules } = context;
  const number = wholeNumber(numberToCall(context) ?? '');
  const isReached = number !== null && rules.callbacks.reach.some((beginning) => number.startsWith(beginning));
  return isReached ? 'waiting.callback' : 'waiting.callback-colleague';
}
