import type { Conversation, MessagePlace, Place } from '../domain/conversation/conversation.js';
import type { Capabilities, Input } from '../domain/conversation/turn.js';
import { type Sentence, sentence } from '../domain/language/phrases.js';
import { arriveAt, carryOut } from './carry-out.js';
import { begunCase } from './moves/begun-case.js';
import { begunDanger } from './moves/danger.js';
import { toChecking } from './moves/to-checking.js';
import { emptyWords } from './places/message.js';
import { keptIn } from './places/wished.js';
import type { TurnContext } from './turn/context.js';
import { type Move, mainMenu, type NoMatch, type Scene } from './turn/move.js';
import type { Manner } from './turn/place-behaviour.js';

/** A scene, and how often in a row this place has now been failed. */
export interface Counted {
  readonly scene: Scene;
  readonly silences: number;
  readonly noMatches: number;
}

/** A scene that nothing failed in. */
export const fresh = (scene: Scene): Counted => ({ scene, silences: 0, noMatches: 0 });

const failuresToPerson = 3;

/** A recogniser that was less sure has guessed: it is asked again, and no telephone rings for it. Keys always work meanwhile. */
const sureFrom = 0.4;

export function isUnsure(input: Input): boolean {
  return input.kind === 'speech' && (input.confidence < sureFrom || onlySounds.test(input.text));
}

/** A cough, or a sound of surprise; 嗯 and 哦 are answers. */
const onlySounds = /^[啊呃额诶欸咳哎呀喔嘶\s\p{P}]+$/u;

/**
 * Whoever presses nothing on a telephone hears a person's ring within half a minute, while one is there: after the whole first menu at once,
 * elsewhere when it was asked twice.
 */
function silencesToPerson(context: TurnContext): number {
  const { turn, conversation } = context;
  const { place } = conversation;
  const isSoon = turn.can.handoff === 'connect' && place.at !== 'message';
  if (!isSoon || !context.standing(context.line('general')).open) return failuresToPerson;
  return place.at === 'menu' && place.menu === mainMenu.menu ? 1 : 2;
}

/**
 * What happens when nothing came, or nothing that means anything here. Silence and wrong keys are counted apart; the
 * words get shorter and more helpful; the third failure reaches a person, so that no path is endless.
 */
export async function retry(move: Extract<Move, { kind: 'no-match' }>, context: TurnContext): Promise<Counted> {
  const { input } = context;
  const isSilence = input.kind === 'silence';
  const { silences, noMatches } = context.conversation;
  const counts = { silences: silences + (isSilence ? 1 : 0), noMatches: noMatches + (isSilence ? 0 : 1) };
  const failures = isSilence ? counts.silences : counts.noMatches;
  if (isSilence && hasBeenServed(context)) return askForMore(counts, context);
  if (failures >= (isSilence ? silencesToPerson(context) : failuresToPerson))
    return fresh(await giveUp(isSilence, context, move));
  const place = move.place ?? context.conversation.place;
  const hint = move.hint ?? hintAt(place, isSilence, context);
  const said = hint ?? (isSilence ? silenceWords(failures, place) : [noMatchWords(context, failures, place)]);
  const helped = hint && place.at === 'form' && failures > 1 ? [...said, sentence('form.again')] : said;
  const scene = await arriveAt(place, context, mannerOf(place, failures, hint !== undefined), helped);
  return { scene, ...counts };
}

/** Whoever has talked, or was told what they asked for, need do nothing more; unless they wait for a line meanwhile. */
function hasBeenServed({ turn, conversation: { place, memory } }: TurnContext): boolean {
  if (turn.can.medium !== 'voice' || memory?.wait) return false;
  if (place.at === 'menu') return place.isServed === true;
  if (place.at === 'draw-told') return true;
  return (place.at === 'answer' && place.id !== null) || (place.at === 'topic' && place.answer !== null);
}

/** Asks once whether there is anything else, and then says good-bye: nobody is rung for whoever needs nothing. */
async function askForMore(
  counts: { readonly silences: number; readonly noMatches: number },
  context: TurnContext,
): Promise<Counted> {
  if (counts.silences > 1) return fresh(await carryOut({ kind: 'end', lead: [sentence('goodbye')] }, context));
  const { place } = context.conversation;
  // The others name the ways on themselves.
  const more = place.at === 'menu' ? [sentence('courtesy.more')] : [];
  return { scene: await arriveAt(place, context, 'brief', [sentence('silence.served'), ...more]), ...counts };
}

/** A question asked back counts as not understood: the third in a row reaches a person, too. */
export async function askedBack(scene: Scene, context: TurnContext): Promise<Counted> {
  const noMatches = context.conversation.noMatches + 1;
  if (noMatches < failuresToPerson) return { scene, silences: 0, noMatches };
  return fresh(await giveUp(false, context));
}

/** A hint asks again itself; otherwise what can be done is said once more, and a menu's list only the first time. */
function mannerOf(place: Place, failures: number, hasHint: boolean): Manner {
  if (hasHint) return 'brief';
  if (place.at === 'answer' || place.at === 'draw-told') return 'brief';
  return place.at === 'menu' && failures > 1 ? 'brief' : 'again';
}

/** Nobody presses keys while leaving a message. */
function hintAt(place: Place, isSilence: boolean, context: TurnContext): readonly Sentence[] | undefined {
  return place.at === 'message' && isSilence ? [emptyWords(place, context)] : undefined;
}

/** Those that name the ways on whenever somebody arrives: they are not named twice in one breath. */
const placesThatSayHow: ReadonlySet<Place['at']> = new Set(['topic', 'options', 'answer', 'draw-told']);

/** Where a number is asked for. */
const asksForNumber: ReadonlySet<Place['at']> = new Set(['form', 'case', 'draw']);

/** A form asks anew by itself, also whoever pressed nothing but the `#` that ends a number. */
function silenceWords(failures: number, { at }: Place): readonly Sentence[] {
  if (failures === 1) return asksForNumber.has(at) ? [] : [sentence('silence.first')];
  return [placesThatSayHow.has(at) ? sentence('silence.again') : sentence('silence.second')];
}

function noMatchWords({ input, heard, turn: { can } }: TurnContext, failures: number, { at }: Place): Sentence {
  const [unreadable] = unreadableIn(input);
  if (unreadable) return unreadable;
  // No key was pressed: there is none that leads nowhere.
  if (input.kind === 'speech' && failures === 1) return sentence('no-match.speech');
  if (isUnsure(input)) return sentence('no-match.unheard');
  // Where the list is shown again, whoever wrote a digit that is not on it learns that.
  if (isWrittenKey(input, can) && (failures === 1 || placesThatSayHow.has(at)))
    return sentence('no-match.key', { key: input.keys });
  if (failures > 1) return placesThatSayHow.has(at) ? sentence('no-match.again') : sentence('no-match.second');
  return sentence('no-match.first', { heard: heard?.shown ?? '' });
}

function isWrittenKey(input: Input, { medium }: Capabilities): input is Extract<Input, { kind: 'keys' }> {
  return input.kind === 'keys' && medium === 'text';
}

/** @returns that it cannot be seen or heard, where it cannot */
export function unreadableIn(input: Input): readonly Sentence[] {
  if (input.kind !== 'unreadable') return [];
  const { what, isSound } = input;
  return [isSound ? sentence('unreadable.sound', { what }) : sentence('unreadable', { what })];
}

/** A person; for somebody who was already leaving a message and said nothing three times, goodbye. */
async function giveUp(isSilence: boolean, context: TurnContext, failed?: NoMatch): Promise<Scene> {
  const { place }: Conversation = context.conversation;
  if (place.at === 'message') return carryOut({ kind: 'end', lead: await goodbye(place, context) }, context);
  // A switchboard shows one number for whoever rings through it: who does not want the duty menu wants the hotline.
  if (place.at === 'duty') return arriveAt(mainMenu, context, 'full', [sentence('greeting.open')]);
  // Digits that were asked for are no option that does not exist: a colleague checks them.
  const isEntered = !isSilence && context.turn.can.medium === 'voice' && asksForNumber.has(place.at);
  if (isEntered && (failed?.isEntry || context.input.kind === 'keys')) return carryOut(toChecking(context), context);
  const lead = [isSilence ? sentence('silence.person') : sentence('no-match.person')];
  // That no key was heard has just been said.
  const leadClosed = isSilence ? [] : [sentence('no-match.again')];
  return carryOut({ kind: 'line', line: 'general', lead, leadClosed, isQuestion: true }, context);
}

/** Whoever said what is the matter before they were asked for a message was heard: they are told its number. */
async function goodbye({ line, left }: MessagePlace, context: TurnContext): Promise<readonly Sentence[]> {
  const begun = left ?? begunCase(line, context);
  if (!begun || context.turn.can.medium === 'text') return [sentence('goodbye')];
  const danger = begunDanger(context) ? [sentence('danger.again')] : [];
  return [...danger, ...(await keptIn(begun.caseNo, 'message.said', context))];
}
