import type { StepResult, Trail, TrailStep } from '../domain/calls/trail.js';
import type { Place } from '../domain/conversation/conversation.js';
import type { Input } from '../domain/conversation/turn.js';
import { askedAfter } from '../hotline/calls/asked.js';
import { speaksOfDanger } from './moves/danger.js';
import type { Counted } from './retry-policy.js';
import type { TurnContext } from './turn/context.js';

/** Of a longer call the first ones and the last ones are kept. */
const firstSteps = 20;
const lastSteps = 100;

/**
 * @param counted what the turn came to
 * @returns what has happened in a call up to and with this turn; undefined for what is no call
 * @example a lookup's 15 digits: { after: 21_400, did: '15 digits', place: 'form:progress', came: 'goes-on' }
 */
export function trailAfter(context: TurnContext, counted: Counted): Trail | undefined {
  const { turn, conversation } = context;
  if (turn.can.medium !== 'voice') return undefined;
  const known = conversation.trail ?? { steps: [] };
  const { place, effects = [] } = counted.scene;
  const step: TrailStep = {
    after: turn.at - conversation.startedAt,
    did: didIn(context),
    place: nameOf(place),
    came: resultOf(context, counted),
  };
  const steps = [...known.steps, step];
  const asked = askedAfter(known.asked, effects);
  const line = 'line' in place ? place.line : known.line;
  return {
    ...known,
    steps: steps.length <= firstSteps + lastSteps ? steps : [...steps.slice(0, firstSteps), ...steps.slice(-lastSteps)],
    ...(line !== undefined && { line }),
    ...(asked && { asked }),
  };
}

/** Where digits are what somebody is known by, and not a choice. */
const asksForDigits: ReadonlySet<Place['at']> = new Set(['form', 'case', 'draw', 'callback']);
const worksEverywhere: ReadonlySet<string> = new Set(['0', '*', '#']);

/** What was done, without what it says of whoever did it. */
function didIn({ input, conversation: { place } }: TurnContext): string {
  switch (input.kind) {
    case 'arrival':
      return input.calledBackBy === undefined ? 'rings' : 'is called back';
    case 'keys': {
      const { keys } = input;
      const isChoice = keys.length === 1 && (!asksForDigits.has(place.at) || worksEverywhere.has(keys));
      return isChoice ? `key ${keys}` : `${keys.length} digits`;
    }
    case 'transferred':
      return transferred(input);
    case 'recording':
      return `message of ${input.seconds} s${input.endedBy === 'hang-up' ? ', hangs up' : ''}`;
    case 'speech':
    case 'text':
      return 'words';
    default:
      return input.kind;
  }
}

function transferred({ outcome, isCallerGone }: Extract<Input, { kind: 'transferred' }>): string {
  if (isCallerGone) return 'hangs up';
  return outcome === 'answered' ? 'talk over' : 'ring over';
}

/** @example 'menu:main', 'form:progress', 'topic:dogs', 'handoff:food', 'over' */
function nameOf(place: Place): string {
  const where =
    ('line' in place && place.line) ||
    ('menu' in place && place.menu) ||
    ('form' in place && place.form) ||
    ('intent' in place && place.intent);
  return where ? `${place.at}:${where}` : place.at;
}

function resultOf(context: TurnContext, { scene, silences, noMatches }: Counted): StepResult {
  const { input, conversation } = context;
  if (input.kind === 'transferred') return input.outcome;
  if (speaksOfDanger(context)) return 'danger';
  const { place, replies, effects = [] } = scene;
  if (place.at === 'over' && place.rating !== undefined) return 'rated';
  if (effects.some(({ kind }) => kind === 'open-case' || kind === 'add-to-case' || kind === 'case-event'))
    return 'case';
  if (replies.some(({ verb }) => verb === 'connect')) return 'rings';
  if (noMatches > conversation.noMatches) return 'not-understood';
  if (silences > conversation.silences || input.kind === 'silence') return 'nothing';
  if (place.at === 'answer') return place.id === null ? 'not-found' : 'told';
  if (place.at === 'draw-told') return 'told';
  if (place.at === 'draw' && place.missed !== undefined) return 'not-found';
  if (place.at === 'topic') return place.answer === null ? 'goes-on' : 'told';
  // Whoever has heard where a case stands is at the first menu; so is whoever went back.
  const isBack = input.kind === 'keys' && input.keys.endsWith('*');
  return conversation.place.at === 'case' && place.at === 'menu' && !isBack ? 'told' : 'goes-on';
}
