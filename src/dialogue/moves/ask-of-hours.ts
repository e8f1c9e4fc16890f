import type { Memory } from '../../domain/conversation/memory.js';
import { type Heard, lettersOf, withoutEmpty } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { toIntent } from './to-intent.js';

const longest = 12;
/** Days and hours that are worked. */
const worked = /[一二三四五](?:上班|开门|营业|开)?$|中午|午休|早上|晚上|[明后]天/u;
/** A day or an hour, and nothing else. */
const onlyDays =
  /^(?:这个?|下个?|本)?(?:周[一二三四五六日天末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|双休日?|休息日|节假日|假期|过年|春节|国庆节?|五一节|十一长假|元旦|中午|晚上|早上|午休|明天|后天)(?:早上|上午|中午|下午|晚上)?(?:上班|开门|营业|开|[找问][你您]们?|过)?$/u;

/**
 * A day that is named alone after some matter (周六可以吗, 那周末呢, 我明天早上几点找你们) asks whether anybody works then.
 * @returns null where more is named, and where nothing was asked before
 */
export async function askOfHours(heard: Heard, { subject }: Memory, context: TurnContext): Promise<Move | null> {
  const letters = lettersOf(heard.said);
  if (!subject || letters.length > longest) return null;
  const day = withoutEmpty(letters);
  if (!onlyDays.test(day)) return null;
  const { band, intent, answer } = await context.understand(worked.test(day) ? '你们几点上班' : '周末办公吗');
  if (band !== 'sure' || intent?.leadsTo.kind !== 'line' || intent.leadsTo.line !== 'general') return null;
  const move = toIntent(intent, answer, { question: heard.withoutPerson }, context);
  // It is asked in passing: what was asked before goes on.
  return move.kind === 'go' ? { ...move, remembers: {} } : move;
}
