import type { Place, WaitingPlace } from '../../domain/conversation/conversation.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { lookUp } from './look-up.js';
import { waitNoMore } from './wait-over.js';

/** 按错了，我要动植物; 给我转动植物; 不是食品，是体检: what is wanted follows. */
const mistaken = /^(?:我|那个|喂)?.{0,3}?(?:按|选|打|拨|转|点|排|找)错(?:了|队|线|电话了?)[，,。\s]*/u;
const transfers =
  /^(?:请|麻烦|能不能|可以)?(?:给我|帮我|替我|我要|我想)?[转换](?:接|到|去|成)?(?!告|人工|自助|个|一|部门|窗口)/u;
const instead =
  /^(?:不是.{1,8}?[，,]?是|不对[，,]?|我不(?:要|问|找).{1,6}?[，,]?(?=我[要问找]))|^我(?:想|要|其实是?要?)问的?是/u;
const wish = /^我?(?:应该|就)?(?:是)?(?:想|要)?(?:找|按|转|选|打|问)?(?:的是|的)?/u;
const tail = /(?:的|的事|那边|那里|吧|啊|呀)+$/u;
const otherPeople =
  /(?:我|给我|帮我|能不能|可以).{0,4}(?:换|转)(?:到|去)?(?:个|一个|一下)?(?:别的|其他的?|另一个)?(?:部门|科室|业务|窗口|条线)/u;
const looksUp = /^(?:那|先|喂)?(?:我|咱|帮我|给我)(?:们)?.{0,4}查(?!完|出)|^查(?!完|出|查|了|过)/u;

/**
 * Whoever waits for the wrong people, or wishes to look something up meanwhile: the line that they name rings, another may be chosen, and the form
 * that they name is begun with their place kept. In a danger nobody is led away.
 * @example while waiting for food: 转投诉举报, 按错了，我要动植物, 我要换个部门, 我要查我的报检单
 * @returns null for all else: a word that is only said in the room is no wish
 */
export async function wantedElsewhere(place: WaitingPlace, context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  if (!heard || place.wait.isUrgent) return null;
  const line = await lineWanted(context);
  if (line !== null && line !== place.line) {
    const isOpen = context.standing(context.line(line)).open;
    // In an open line their row goes on; a closed one takes a message.
    return { kind: 'line', line, effects: isOpen ? [] : [waitNoMore('message', context)] };
  }
  if (otherPeople.test(heard.words)) return lookUp(place, context, mainMenu);
  const form = looksUp.test(heard.words) ? await formWanted(context) : null;
  return form && lookUp(place, context, form);
}

/** @returns the line that is wished for instead of this one; null where none is */
async function lineWanted(context: TurnContext): Promise<string | null> {
  const words = context.heard?.words ?? '';
  const begun = [mistaken, transfers].find((one) => one.test(words));
  if (begun === undefined && !instead.test(words)) return null;
  const named = words
    .replace(instead, '')
    .replace(begun ?? /^$/u, '')
    .replace(wish, '')
    .replace(tail, '');
  if (named === '') return null;
  const rule = context.read(`转${named}`).rule ?? context.read(named).rule;
  const byName = [...context.content.lines.values()].find(({ id, name }) => id !== 'general' && isCalled(name, named));
  if (byName && !rule) return byName.id;
  // 转过去一点 names no line: only who has said that this is wrong is understood in words of their own.
  const isOwnWords = begun !== transfers;
  if (!rule && !isOwnWords) return null;
  const { band, intent } = rule ? { band: 'sure', intent: rule } : await context.understand(named);
  const target = band === 'sure' ? intent?.leadsTo : undefined;
  return target?.kind === 'line' && target.line !== 'general' ? target.line : null;
}

async function formWanted(context: TurnContext): Promise<Place | null> {
  const { heard } = context;
  if (!heard) return null;
  const { band, intent, options } = await context.understood(heard);
  const target = (band === 'unsure' ? options[0] : intent)?.leadsTo;
  const isForm = band !== 'outside' && target?.kind === 'form';
  return isForm ? { at: 'form', form: target.form, answers: {} } : null;
}

/** 法律 and 法律的事 are 法律咨询. */
function isCalled(name: string, named: string): boolean {
  const short = named.replace(/(?:的)?(?:事|部门|同事|人)$/u, '');
  return short.length >= 2 && name.includes(short);
}
