import { complains } from '../../cases/complaining.js';
import { type Rating, ratings } from '../../domain/calls/call-record.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { Heard } from '../../understanding/index.js';
import { shortcut } from '../moves/shortcut.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, type Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

type RatingPlace = PlaceAt<'rating'>;

/**
 * Asked to rate a talk (满意度) in one key when it is over. Whoever says nothing, or hangs up, has not taken part; another key is asked for once
 * more, and then no longer.
 */
export const ratingPlace: PlaceBehaviour<RatingPlace> = {
  arrive: (place, context) => arriveWith(place, [], context),

  arriveWith: (place, context, lead) => arriveWith(place, lead, context),

  choices: () => keysOfRatings,

  silent: () => goodbye,

  async take(place, input, context) {
    const { heard } = context;
    if (heard && inWords(heard) === undefined && wishesNone(heard)) return goodbye;
    // Whoever was cut off has their people again.
    if (heard && cutOff.test(heard.words)) return { kind: 'line', line: place.line };
    const wanted = await wantedInWords(context);
    if (wanted) return wanted;
    const rating = input.kind === 'keys' ? ratings[Number(input.keys) - 1] : inWords(heard);
    if (rating) return { kind: 'scene', scene: thank(rating, context) };
    return place.isAgain ? goodbye : { kind: 'go', place: { ...place, isAgain: true } };
  },
};

const keysOfRatings = ratings.map((_, index) => ({ key: String(index + 1), label: '' }));
const goodbye: Move = { kind: 'end', lead: [sentence('goodbye')] };

function arriveWith(place: RatingPlace, lead: readonly Sentence[], context: TurnContext): Scene {
  return { place, replies: [context.choose(context.say(...lead, sentence('rating.ask')), keysOfRatings)] };
}

/** Whoever speaks of something else than how the talk was is led there: a complaint becomes a case, and who has another question asks it. */
async function wantedInWords(context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  if (!heard) return null;
  const isRating = inWords(heard) !== undefined;
  if (hasAnotherQuestion.test(heard.words)) return { kind: 'scene', scene: askAway(context) };
  if (isRating && !complains(heard.meant.words, heard.said)) return null;
  const { move, isClear = false } = await shortcut(context);
  return isClear || move?.kind === 'line' ? move : null;
}

const hasAnotherQuestion = /^(?:我|那)?(?:还|再)(?:有|想|要|问)(?:.{0,3}问|.{0,2}事)(?:题|一下|下)?[^\s]{0,3}$/u;

/** Whoever wishes to rate nothing, or denies that they complain, is let go: 不用评价了, 别再烦我, 我不投诉. */
function wishesNone({ words, meant }: Heard): boolean {
  return wantsNoRating.test(words) || hasNoComplaint.test(words) || (meant.denied !== null && meant.words === '');
}

const hasNoComplaint = /没(?:有|啥|什么)?(?:要|想|可)?(?:投诉|举报)/u;

const wantsNoRating =
  /(?:不(?:用|想|要|需要|必|了)?|别|没(?:空|时间)).{0,4}(?:评|打分|烦)|(?:评价?|评分|打分).{0,2}不(?:用|要|必)/u;
const cutOff =
  /断线|(?<!网)(?:刚才|电话|线路|突然)[^\s\p{P}]{0,3}断(?:了|掉)|(?:话|还)没(?:有)?说完|(?:怎么|咋)就?挂(?:断|电话|了$)|怎么就挂/u;

/** Nothing need follow. */
function askAway(context: TurnContext): Scene {
  const words = context.say(sentence('courtesy.begun'), sentence('courtesy.more'));
  return { place: { ...mainMenu, isServed: true }, replies: [context.choose(words, [])] };
}

function thank(rating: Rating, context: TurnContext): Scene {
  const words = context.say(sentence('rating.thanks'));
  return { place: { at: 'over', rating }, replies: [{ verb: 'end', words }] };
}

/** @example 不太满意 is dissatisfied, 没什么不满意的 and 挺满意的 satisfied; 满意按几 rates nothing */
function inWords(heard: Heard | null): Rating | undefined {
  const words = heard?.words ?? '';
  if (/按几|怎么按|哪个键|按什么/.test(words) || ofOthers.test(words)) return undefined;
  if (/(?:没(?:有|什么|啥)?|不能说|挑不出|不会).{0,2}(?:不满|不好|毛病)/.test(words)) return 'satisfied';
  if (dissatisfied.test(words)) return 'dissatisfied';
  if (/一般|凑合|还行|还可以|马马虎虎|^(?:打|给)?三[分星]/.test(words)) return 'neutral';
  return satisfied.test(words) ? 'satisfied' : undefined;
}

/** Said in the room, of something else. */
const ofOthers = /吃|店|东西|宝宝|作业|衣服|意思|便宜|分[钟钱货]|星级|司机|外卖/u;
const dissatisfied =
  /不太?(?:满意|好|行)|很差|差劲|差评|[忒太真]差|^差$|不咋地|推来推去|没(?:有|给)?(?:我)?(?:解决|办成|说清)|白打|^(?:打|给)?[零一二两][分星]/u;
const satisfied = /满意|很好|挺好|不错|好评|杠杠|真棒|^好$|^(?:打|给)?五[分星]|满分/u;
