import type { Place, WaitingPlace } from '../../domain/conversation/conversation.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { lookUp } from './look-up.js';
import { waitNoMore } from './wait-over.js';

/** 按错了，我要动植物: what is wanted follows. */
const mistaken = /^.{0,4}(?:按|选|打|拨|转|点|排)错(?:了|队)?[，,。\s]*/u;
const wish = /^我?(?:应该)?(?:是)?(?:想|要)?(?:找|按|转|选|打|问)?(?:的是)?/u;
const otherPeople = /(?:换|转)(?:到|去)?(?:个|一个|一下)?(?:别的|其他的?|另一个)?(?:部门|科室|业务|窗口|条线)/u;
const looksUp = /查|看看|进度/u;

/**
 * Whoever waits for the wrong people, or wishes to look something up meanwhile: the line that they name rings, another may be chosen, and the form
 * that they name is begun with their place kept.
 * @example while waiting for food: 转投诉举报, 按错了，我要动植物, 我要换个部门, 我要查我的报检单
 * @returns null for all else
 */
export async function wantedElsewhere(place: WaitingPlace, context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  if (!heard) return null;
  const line = lineNamed(heard.words, context);
  if (line !== null && line !== place.line)
    return { kind: 'line', line, effects: [waitNoMore('left', context)], remembers: { wait: undefined } };
  if (otherPeople.test(heard.words)) return lookUp(place, context, mainMenu);
  const form = looksUp.test(heard.words) ? await formNamed(context) : null;
  return form && lookUp(place, context, form);
}

/** @returns the line that is named, and nothing else said; null where none is */
function lineNamed(words: string, context: TurnContext): string | null {
  const isMistaken = mistaken.test(words);
  const named = words.replace(mistaken, '');
  for (const said of isMistaken ? [named, `转${named.replace(wish, '')}`] : [named]) {
    const target = context.read(said).rule?.leadsTo;
    if (target?.kind === 'line' && target.line !== 'general') return target.line;
  }
  return null;
}

async function formNamed(context: TurnContext): Promise<Place | null> {
  const { heard } = context;
  if (!heard) return null;
  const { band, intent, options } = await context.understood(heard);
  const target = (band === 'unsure' ? options[0] : intent)?.leadsTo;
  const isForm = band !== 'outside' && target?.kind === 'form';
  return isForm ? { at: 'form', form: target.form, answers: {} } : null;
}
