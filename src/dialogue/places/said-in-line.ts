import { kindOf } from '../../cases/case-words.js';
import { asksOrTellsOnly, isGrievance } from '../../cases/complaining.js';
import type { WaitingPlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { Heard } from '../../understanding/index.js';
import { begunComplaint, joinComplaint } from '../moves/begun-complaint.js';
import { begunDanger, isInDanger } from '../moves/danger.js';
import { numberSaid } from '../moves/number-to-call.js';
import { shortcut } from '../moves/shortcut.js';
import { withdrawsComplaint } from '../moves/withdrawn-complaint.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { openComplaint } from './complaint.js';
import { standInLine } from './stand-in-line.js';
import { numberAgain } from './told-number.js';
import { waitNoMore } from './wait-over.js';
import { againSeconds, choicesWords, placeWords, waitHere } from './wait-turn.js';
import { numberOfKept } from './wished.js';

const waitsNoMore =
  /不(?:等|排)(?:了|啦|队)|^(?:那|我|行)*(?:先)?不打了(?:吧)?$|(?<!不想|不能|不要|让我|叫我|要我|难道|别)(?:改天|晚点儿?|回头|等会儿?|一会儿?)再(?:打|来)(?:吧|了)*$|^(?:那|我)*改天再说(?:吧|了)*$|^.{0,4}(?:打|拨)错(?:了|电话了?)(?:吧|啊|，?不好意思)?$|^(?:那|哦|好)?(?:就)?算了(?:吧)?$|^(?:那)?不用了$|never ?mind|wrong number|(?:not|n't) wait/iu;
/** What was said, or what can be pressed, is to be said once more. */
const asksAgain =
  /再(?:说|讲|报|念)一(?:遍|次)|没听(?:清|见|懂)|听不(?:清|见|懂)|说(?:的)?(?:什么|啥)|按(?:什么|哪个|几)/u;
/** What is complained of is told in so many characters. */
const fewest = 6;
const fearsForPlace =
  /(?:挂|断)(?:断|掉|线|机|电话)?(?:了|的话)?.{0,8}(?:位置|重新|重排|再排|还(?:要|得|用)?排|从头)|要不要重新排/u;
const asksForNumber = /编号|查询码|受理号|工单号/u;
const asksForPlace =
  /多久|多长时间|几(?:个|位|分钟)|第几|多少(?:个|位)?人|轮到我|(?:排|等)到(?:我|哪|谁|几)|到我了|how (?:long|many)|my place|my turn/iu;

/**
 * What words mean that whoever waits says, and that are no key: good-bye, how long it takes, a complaint.
 * @returns null for all else: it was the room
 */
export async function saidInLine(place: WaitingPlace, context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  if (!heard) return null;
  if (fearsForPlace.test(heard.words)) return again(place, regainWords(context), context);
  if ((heard.smallTalk === 'goodbye' || waitsNoMore.test(heard.words)) && !isInDanger(context))
    return { kind: 'end', lead: [sentence('goodbye')], effects: [waitNoMore('left', context)] };
  const withdrawn = withdrawsComplaint(context);
  if (withdrawn) return withdrawn;
  const number = asksForNumber.test(heard.words) ? await numberAgain(context) : [];
  if (number.length > 0) return again(place, number, context);
  if (asksForPlace.test(heard.words)) return tellPlace(place, context);
  if (asksAgain.test(heard.words)) return again(place, [], context);
  return (await numberInDanger(place, context)) ?? meantInLine(place, heard, context);
}

/** Where whoever is in danger can be reached belongs to their case, and they go on waiting. */
async function numberInDanger(place: WaitingPlace, context: TurnContext): Promise<Move | null> {
  const begun = begunDanger(context);
  const number = numberSaid(context);
  if (!begun || number === null) return null;
  const { caseNo } = begun;
  const effects: readonly Effect[] = [{ kind: 'add-to-case', caseNo, text: context.heard?.text ?? number }];
  return again(place, [sentence('message.said')], context, { effects, remembers: { numberGiven: number } });
}

/** A matter that is a complaint in whatever words is kept; whoever surely asks something hears where that can be asked. */
async function meantInLine(place: WaitingPlace, heard: Heard, context: TurnContext): Promise<Move | null> {
  const { move, isClear } = await shortcut(context);
  const isOfComplaints = move?.kind === 'line' && move.line === complaintsLine;
  if (isOfComplaints && isComplained(heard)) return keepComplaintInLine(place, context);
  return isClear && move?.kind === 'go' && move.place.at === 'topic' ? again(place, [], context) : null;
}

/** No praise, no wish that is denied, and no question of how one complains. */
function isComplained({ words, meant, text }: Heard): boolean {
  const kind = kindOf({ kind: 'text', text }, complaintsLine);
  const isMatter = (kind === 'complaint' || kind === 'report') && words.length >= fewest;
  return isMatter && meant.denied === null && isGrievance(words) && !asksOrTellsOnly(words);
}

function regainWords({ rules, isCallable }: TurnContext): readonly Sentence[] {
  const minutes = Math.floor(rules.regainSeconds / 60);
  return isCallable && minutes > 0 ? [sentence('waiting.regains', { minutes })] : [];
}

/** The place, and how long it may take, unless that is worse than what was told before. */
async function tellPlace(place: WaitingPlace, context: TurnContext): Promise<Move> {
  const { told, ...untold } = place.wait;
  const { ahead } = await standInLine(context.line(place.line), place.wait, context);
  const isWorse = told !== undefined && ahead.all > told;
  const stands = isWorse ? { words: [], wait: {} } : await placeWords(place.line, untold, ahead, context);
  const words = ahead.all === 0 ? [sentence('waiting.next')] : stands.words;
  const after = { ...place, wait: { ...place.wait, ...stands.wait } };
  return again(after, words.length > 0 ? words : [sentence('waiting.still')], context);
}

/** A complaint is a case at once, whatever one waits for, and goes on waiting. */
export async function keepComplaintInLine(place: WaitingPlace, context: TurnContext): Promise<Move> {
  const number = numberSaid(context);
  const given = number === null ? {} : { numberGiven: number };
  if (begunComplaint(complaintsLine, context)) {
    const { effects, remembers } = joinComplaint(complaintsLine, context);
    const words = [sentence('message.said'), sentence('waiting.already')];
    return again(place, words, context, { effects, remembers: { ...remembers, ...given } });
  }
  const { made, effects, complaint } = await openComplaint(context);
  const words = [...numberOfKept('message.said', made), sentence('waiting.already')];
  return again(place, words, context, { effects, remembers: { complaint: { ...complaint, isTold: true }, ...given } });
}

function again(
  place: WaitingPlace,
  words: readonly Sentence[],
  context: TurnContext,
  { effects = [], remembers }: { effects?: readonly Effect[]; remembers?: Memory | undefined } = {},
): Move {
  const said = context.say(...words, choicesWords(place.line, context));
  const scene = waitHere(place, said, againSeconds, context);
  return {
    kind: 'scene',
    scene: { ...scene, effects: [...(scene.effects ?? []), ...effects], ...(remembers && { remembers }) },
  };
}
