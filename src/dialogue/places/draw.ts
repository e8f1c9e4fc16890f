import type { DrawPlace } from '../../domain/conversation/conversation.js';
import type { DrawMatch } from '../../domain/draws/asked.js';
import type { DrawSystem } from '../../domain/draws/draw-system.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { found, missing, tellDraw, toDraw, unknownNumber } from '../moves/to-draw.js';
import type { TurnContext } from '../turn/context.js';
import { systemName } from '../turn/draw-words.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { askFor } from './challenge.js';

/** How many keys the number has that is asked for. */
const isLength: { readonly [System in DrawSystem]: (length: number) => boolean } = {
  'on-site': (length) => length === declarationLength,
  vehicles: (length) => (length >= 6 && length <= 8) || length === 17,
  'frozen-meat': (length) => length === 7 || length === 11,
  'storage-sites': (length) => length >= 3 && length <= 18,
  certificates: () => false,
};
/** The one that is long and of one length: whoever pauses in it may go on. */
const declarationLength = 15;
/** Year and serial of a draw's number. */
const digitsOfDraw = /^20\d{6,8}$/;
const latestKey = '1';

/** Asking after a draw (双随机): by what stands in it, by its own number, or for the last one of its system. */
export const drawPlace: PlaceBehaviour<DrawPlace> = {
  async arrive(place, context, manner) {
    const { missed, matches, ...asking } = place;
    if (matches) return { place, replies: [choiceOf(matches, manner === 'brief', context)] };
    if (missed === undefined || manner !== 'full') {
      const more = manner === 'full' ? moreWays(place) : [];
      const words = manner === 'brief' ? '' : context.say(asks(place), ...more);
      return { place: asking, replies: [askFor(words, null, context)] };
    }
    return missedScene(place, missed, context);
  },

  choices: ({ matches = [] }) => matches.map((_, nth) => ({ key: String(nth + 1), label: '' })),

  async take(place, input, context) {
    if (input.kind === 'keys') return takeKeys(place, input.keys, context);
    return (context.heard && (await toDraw(context.heard, context, place.system))) ?? noMatch;
  },
};

function asks({ system }: DrawPlace): Sentence {
  return system === null ? sentence('draw.ask-any') : sentence(`draw.ask-${system}`);
}

function moreWays({ system }: DrawPlace): readonly Sentence[] {
  if (system === null) return [];
  return [sentence(system === 'certificates' ? 'draw.ask-latest' : 'draw.ask-more')];
}

function choiceOf(matches: readonly DrawMatch[], isBrief: boolean, context: TurnContext) {
  const options = matches.map(({ id, no }, nth) => {
    const key = String(nth + 1);
    return { key, label: context.say(sentence('draw.match', { key, id, no })) };
  });
  const head = isBrief ? '' : context.say(sentence('draw.several', { count: matches.length }));
  return context.choose(context.lines([head, context.list(options.map(({ label }) => label))]), options);
}

/** What may stand in a draw that is not revealed yet is told as such, without a look into it; who misses again and again on keys needs a colleague. */
async function missedScene(place: DrawPlace, missed: string, context: TurnContext): Promise<Scene> {
  const { services, turn, conversation } = context;
  const link = services.draws?.link(null) ?? '';
  const [hidden] = place.system === null ? [] : ((await services.draws?.hidden(place.system)) ?? []);
  const said = [
    sentence('draw.unknown', { what: missed, link }),
    ...(hidden ? [maybeLater(hidden)] : []),
    sentence('draw.again'),
  ];
  const isCounted = turn.can.medium === 'voice';
  return {
    place,
    replies: [askFor(context.say(...said), null, context)],
    ...(isCounted && { remembers: { misses: (conversation.memory?.misses ?? 0) + 1 } }),
  };
}

function maybeLater({ no, revealBy }: { readonly no: string; readonly revealBy: number | null }): Sentence {
  if (revealBy === null) return sentence('draw.maybe-hidden-undated', { no });
  return sentence('draw.maybe-hidden', { no, until: revealBy });
}

async function takeKeys(place: DrawPlace, keys: string, context: TurnContext): Promise<Move> {
  const { system, matches, typed = '' } = place;
  if (matches) {
    const match = /^[1-9]$/.test(keys) ? matches[Number(keys) - 1] : undefined;
    return match ? tellDraw(match, system) : noMatch;
  }
  if (system === null || !/^\d+$/.test(keys)) return noMatch;
  if (keys === latestKey && typed === '') return latest(system, context);
  for (const given of typed === '' ? [keys] : [keys, typed + keys]) {
    const move = await byKeys(given, system, context);
    if (move) return move;
  }
  return slip(place, system, typed + keys, keys, context);
}

/** What was pressed is what stands in a draw, or else a draw's own number. */
async function byKeys(given: string, system: DrawSystem, context: TurnContext): Promise<Move | null> {
  const isWhole = isLength[system](given.length);
  const move = isWhole ? await found(given, system, context) : null;
  if (move) return move;
  const isDraw = digitsOfDraw.test(given);
  const no = isDraw ? await context.services.draws?.byDigits(system, given) : null;
  if (no) return tellDraw({ no, id: null }, system);
  if (isWhole) return missing(given, system, context);
  return isDraw ? unknownNumber(given, system, context) : null;
}

async function latest(system: DrawSystem, context: TurnContext): Promise<Move> {
  const no = await context.services.draws?.latest(system);
  if (no) return tellDraw({ no, id: null }, system);
  const place: DrawPlace = { at: 'draw', system };
  return { kind: 'no-match', hint: [sentence('draw.none', { name: systemName(system) })], place };
}

function slip(place: DrawPlace, system: DrawSystem, joined: string, keys: string, context: TurnContext): Move {
  const rest = declarationLength - joined.length;
  // One or two are missed in typing; whoever lacks more has paused.
  if (system === 'on-site' && rest > 2 && !context.turn.can.letters) {
    const words = context.say(sentence('form.rest', { given: joined.length, rest }));
    return { kind: 'scene', scene: { place: { ...place, typed: joined }, replies: [askFor(words, null, context)] } };
  }
  const hint = [sentence(`draw.wrong-${system}`, { given: keys.length })];
  return { kind: 'no-match', hint, place: { at: 'draw', system }, isEntry: true };
}
