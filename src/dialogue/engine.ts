import type { Content } from '../domain/content/content.js';
import type { Conversation, Place } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { Reply } from '../domain/conversation/reply.js';
import type { Input, Turn } from '../domain/conversation/turn.js';
import { sentence } from '../domain/language/phrases.js';
import { intentByRule } from '../understanding/exact.js';
import { keyIn } from '../understanding/normalise.js';
import { type Services, TurnContext } from './context.js';
import { goToLine, lead } from './go-to-line.js';
import { follow } from './places/menu.js';
import { roomOf } from './places/rooms.js';
import { askedBack, retry } from './retry-policy.js';
import { type Move, mainMenu, noMatch, type Scene } from './room.js';
import { shortcut } from './shortcuts.js';

/** What a turn comes to: the conversation as it is now, what is answered, and what else changes. */
export interface Response {
  readonly conversation: Conversation;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}

/** @returns a conversation that begins with this turn */
export function begin(turn: Turn, content: Content, revision = 0): Conversation {
  const { conversationId: id, channel, personId, at } = turn;
  const counts = { silences: 0, noMatches: 0 };
  const times = { startedAt: at, updatedAt: at };
  return {
    id,
    channel,
    personId,
    revision,
    contentVersion: content.version,
    place: mainMenu,
    hungUp: false,
    ...times,
    ...counts,
  };
}

/**
 * Takes one turn: a function of the conversation, the turn and the content, with services awaited.
 * @param isNew whether the conversation begins with this turn
 */
export async function respond(
  conversation: Conversation,
  isNew: boolean,
  turn: Turn,
  content: Content,
  services: Services,
): Promise<Response> {
  const context = new TurnContext(turn, content, conversation, isNew, services);
  const input = asKeys(turn.input);
  const counted = await scene(input, context);
  return {
    conversation: {
      ...conversation,
      revision: conversation.revision + 1,
      updatedAt: turn.at,
      place: counted.scene.place,
      silences: counted.silences,
      noMatches: counted.noMatches,
    },
    replies: counted.scene.replies,
    effects: counted.scene.effects ?? [],
  };
}

interface Counted {
  readonly scene: Scene;
  readonly silences: number;
  readonly noMatches: number;
}

const fresh = (scene: Scene): Counted => ({ scene, silences: 0, noMatches: 0 });

async function scene(input: Input, context: TurnContext): Promise<Counted> {
  if (input.kind === 'arrival') return fresh(await greet(context));
  const everywhere = await fromAnywhere(input, context);
  if (everywhere) return everywhere;

  const { place } = context.conversation;
  const move = input.kind === 'silence' ? noMatch : await roomOf<Place>(place).take(place, input, context);
  if (move.kind !== 'no-match') return fresh(await carryOut(move, context));
  const { move: cut, isQuestion, effects = [] } = await shortcut(input, context);
  return withEffects(await afterShortcut(cut, isQuestion === true, input, move, context), effects);
}

async function afterShortcut(
  cut: Move | null,
  isQuestion: boolean,
  input: Input,
  noMatched: Extract<Move, { kind: 'no-match' }>,
  context: TurnContext,
): Promise<Counted> {
  // Who begins with 你好 is greeted.
  if (cut && !(context.isNew && leadsToMain(cut))) {
    const cutTo = await carryOut(cut, context, isQuestion);
    return cutTo.place.at === 'options' ? askedBack(cutTo, context) : fresh(cutTo);
  }
  if (context.isNew) return fresh(await greet(context));
  return retry(input, noMatched, context);
}

function withEffects(counted: Counted, effects: readonly Effect[]): Counted {
  if (effects.length === 0) return counted;
  const { scene } = counted;
  return { ...counted, scene: { ...scene, effects: [...(scene.effects ?? []), ...effects] } };
}

function leadsToMain(move: Move): boolean {
  return move.kind === 'go' && move.place.at === 'menu' && move.place.menu === 'main';
}

/** A key that somebody wrote counts as pressed. */
function asKeys(input: Input): Input {
  const key = input.kind === 'text' || input.kind === 'speech' ? keyIn(input.text) : null;
  return key === null ? input : { kind: 'keys', keys: key };
}

/** Person, back and repeat: `0`, `*` and `#`, or their sayings, wherever one is. */
async function fromAnywhere(input: Input, context: TurnContext): Promise<Counted | null> {
  const { place } = context.conversation;
  if (place.at === 'handoff') return null;
  if (input.kind === 'keys') {
    if (input.keys === '0') return fresh(await goToLine('general', context));
    if (input.keys === '#') return fresh(await arriveAgain(context));
    const isBack = input.keys === '*' || (place.at === 'form' && input.keys.endsWith('*'));
    const isMain = place.at === 'menu' && place.menu === 'main';
    if (isBack && !isMain) return fresh(await carryOut(follow({ kind: 'back' }, context), context));
    return null;
  }
  if (input.kind !== 'text' && input.kind !== 'speech') return null;
  const kind = intentByRule(input.text, context.content)?.leadsTo.kind;
  if (kind === 'person') return fresh(await goToLine('general', context));
  if (kind === 'repeat') return fresh(await arriveAgain(context));
  return kind === 'back' ? fresh(await carryOut(follow({ kind: 'back' }, context), context)) : null;
}

async function arriveAgain(context: TurnContext): Promise<Scene> {
  const { place } = context.conversation;
  return roomOf<Place>(place).arrive(place, context, 'full');
}

async function carryOut(
  move: Exclude<Move, { kind: 'no-match' }> | Move,
  context: TurnContext,
  isQuestion = false,
): Promise<Scene> {
  switch (move.kind) {
    case 'go': {
      const arrived = await roomOf<Place>(move.place).arrive(move.place, context, 'full');
      return { ...arrived, replies: [...lead(move.lead ?? [], context), ...arrived.replies] };
    }
    case 'line':
      return goToLine(move.line, context, { isQuestion });
    case 'end':
      return {
        place: { at: 'over' },
        replies: [{ verb: 'end', words: context.say(...move.lead) }],
        effects: move.effects ?? [],
      };
    case 'scene':
      return move.scene;
    case 'no-match':
      return arriveAgain(context);
  }
}

/** The first words of a conversation, by whether anybody is on duty. */
async function greet(context: TurnContext): Promise<Scene> {
  const general = context.line('general');
  const standing = context.standing(general);
  const isVoice = context.turn.can.medium === 'voice';
  if (!standing.open) {
    const reopens = standing.reopensAt ?? context.turn.at;
    const words = sentence('greeting.closed', { because: standing.because, reopens });
    const listening = await roomOf<Place>(mainMenu).arrive(mainMenu, context, isVoice ? 'brief' : 'again');
    return { place: listening.place, replies: [...lead([words], context), ...listening.replies] };
  }
  if (context.content.straightToPerson && context.turn.can.handoff === 'connect') {
    return goToLine('general', context, { openLead: [sentence('greeting.straight')] });
  }
  const menu = await roomOf<Place>(mainMenu).arrive(mainMenu, context, 'full');
  return { place: menu.place, replies: [...lead([sentence('greeting.open')], context), ...menu.replies] };
}
