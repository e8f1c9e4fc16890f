import type { Place } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { Memory } from '../domain/conversation/memory.js';
import type { Input } from '../domain/conversation/turn.js';
import type { Sentence } from '../domain/language/phrases.js';
import { sayCourtesy } from './courtesy.js';
import { speaksOfDanger } from './moves/danger.js';
import { toChecking } from './moves/to-checking.js';
import { toLine } from './moves/to-line.js';
import { behaviourAt } from './places/behaviours.js';
import { keepComplaint } from './places/complaint.js';
import { toDanger } from './places/danger.js';
import { sayEnglishCourtesy, toEnglish } from './places/english.js';
import { sayOutside } from './places/outside.js';
import type { TurnContext } from './turn/context.js';
import { noticeOfLine } from './turn/first-words.js';
import { type Move, noMatch, type Scene } from './turn/move.js';
import type { Manner } from './turn/place-behaviour.js';

/** Carries a move out: arrives where it leads, and says what is said there. */
export async function carryOut(move: Move, context: TurnContext): Promise<Scene> {
  switch (move.kind) {
    case 'go':
      return afterMisses(
        changing(move.effects, remembering(move.remembers, await arriveWith(move.place, move.lead ?? [], context))),
        context,
      );
    case 'line':
      return keepComplaint(
        move,
        changing(move.effects, remembering(move.remembers, await atLine(move, context))),
        context,
      );
    case 'taken-at':
      return led(
        move.lead ?? [],
        await carryOut(await takeAt(move.place, context.turn.input, context), context),
        context,
      );
    case 'outside':
      return sayOutside(move, context);
    case 'danger':
      return carryOut(await toDanger(move.danger, context), context);
    case 'english':
      return carryOut(await toEnglish(move, context), context);
    case 'english-courtesy':
      return sayEnglishCourtesy(move.courtesy, context);
    case 'courtesy':
      return sayCourtesy(move.talk, context);
    case 'end':
      return {
        place: { at: 'over' },
        replies: [{ verb: 'end', words: context.say(...move.lead) }],
        effects: move.effects ?? [],
      };
    case 'scene':
      return move.scene;
    case 'no-match':
      return arriveAt(context.conversation.place, context, 'full');
  }
}

/** What a line's people hear of, or its callers of them; a notice of the line is said first, but beside no message that is passed on, and never before help for a life. */
async function atLine(move: Extract<Move, { kind: 'line' }>, context: TurnContext): Promise<Scene> {
  const scene = await carryOut(toLine(move, context), context);
  const isPassedOn = context.turn.can.medium === 'text' && scene.replies.some(({ verb }) => verb === 'connect');
  const isUnsaid = isPassedOn || speaksOfDanger(context) !== null;
  return led(isUnsaid ? [] : noticeOfLine(context.line(move.line).id, context), scene, context);
}

/** What the place makes of an input. Silence means nothing, but where somebody only waits. */
export async function takeAt(place: Place, input: Input, context: TurnContext): Promise<Move> {
  const behaviour = behaviourAt(place);
  if (input.kind === 'silence') return behaviour.silent?.(place, context) ?? noMatch;
  return behaviour.take(place, input, context);
}

/** Arrives at a place. @param lead said before what the place itself says */
export async function arriveAt(
  place: Place,
  context: TurnContext,
  manner: Manner,
  lead: readonly Sentence[] = [],
): Promise<Scene> {
  return led(lead, await behaviourAt(place).arrive(place, context, manner), context);
}

function led(lead: readonly Sentence[], scene: Scene, context: TurnContext): Scene {
  if (lead.length === 0) return scene;
  return { ...scene, replies: [{ verb: 'say', words: context.say(...lead) }, ...scene.replies] };
}

/** The lead becomes part of the first sentence where the place has one for it. */
async function arriveWith(place: Place, lead: readonly Sentence[], context: TurnContext): Promise<Scene> {
  const behaviour = behaviourAt(place);
  if (lead.length > 0 && behaviour.arriveWith) return behaviour.arriveWith(place, context, lead);
  return arriveAt(place, context, 'full', lead);
}

/** So many lookups in a row find nothing, and a colleague looks with the caller; as many as data/guessing.yaml has for those with a secret. */
const mostMisses = 5;

async function afterMisses(scene: Scene, context: TurnContext): Promise<Scene> {
  if ((scene.remembers?.misses ?? 0) < mostMisses) return scene;
  return remembering({ misses: undefined }, await carryOut(toChecking(context), context));
}

function changing(effects: readonly Effect[] | undefined, scene: Scene): Scene {
  if (!effects) return scene;
  const { place, replies, effects: own = [], remembers } = scene;
  return { place, replies, effects: [...own, ...effects], ...(remembers && { remembers }) };
}

/** What a place remembers itself goes before what led there. */
function remembering(remembers: Memory | undefined, scene: Scene): Scene {
  if (!remembers) return scene;
  const { place, replies, effects = [] } = scene;
  return { place, replies, effects, remembers: { ...remembers, ...scene.remembers } };
}
