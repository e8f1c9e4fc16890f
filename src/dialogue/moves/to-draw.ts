import type { DrawMatch, DrawsAsked } from '../../domain/draws/asked.js';
import type { DrawSystem } from '../../domain/draws/draw-system.js';
import { sentence } from '../../domain/language/phrases.js';
import { entryIn, type Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { remembered } from './remembered.js';

/** A draw's number as the rules write it (XC2026-0001, TJ2026-CC-0001), or as hands do: without hyphens, with others, with O for 0. */
const drawNumber =
  /(?<![A-Z0-9])([A-Z]{1,8}?)[ -]?(2[0O][\dO]{2})(?:[ -]?([A-Z]{1,6}?)(?=[ -\dO]))?[ -]?([\dO]{4,8})(?![A-Z0-9])/;
/** Signs that stand for a hyphen where somebody types quickly. */
const hyphens = /[\u2010-\u2015\u2212\u30fc]+/g;
/** Where a draw is shown. */
const drawPage = /\/draws\/([^/?#\s]{1,100})/;
/** Words of whoever asks after a draw, and no other matter. */
const saysDraw = /双随机|抽签|摇号|号签|抽取(?:结果|编号)|抽[中到]/;
/** Why they were drawn themselves: after what they were told of is meant. */
const asksWhy =
  /(?:为什么|为啥|怎么|咋|凭什么)(?:会|就|又)?(?:被)?抽(?:中|到|查)?(?:的是)?(?:我|这|它)|(?:我|这辆?车|这批货?|它)(?:们|们家|家)?(?:为什么|为啥|怎么|咋|凭什么)(?:会|就|又)?(?:被)?抽(?:中|到|查)/;
/** Longer messages tell of something, and only mention a number. */
const longest = 60;
/** What a site or a certificate is called, which may have no digits: 示例-北京-1. */
const longestName = 30;
const names = [
  '报检号',
  '车架号',
  '识别代号',
  'VIN',
  '集装箱号',
  '集装箱',
  '箱号',
  '场地编号',
  '场地',
  '场所编号',
  '场所',
  '证书编号',
  '证书号',
  '抽取编号',
  '编号',
];

/**
 * Where a message leads that names a draw by its number, or, where draws are spoken of, somebody or something in one.
 * @param system where it is looked for first; null: in all
 * @returns null for one that has nothing to do with draws
 */
export async function toDraw(
  heard: Heard,
  context: TurnContext,
  system: DrawSystem | null = null,
): Promise<Move | null> {
  const { draws } = context.services;
  if (!draws || heard.words.length > longest || heard.namesPerson) return null;
  const upper = heard.message.text.toUpperCase();
  const number = drawNumberIn(upper);
  const byNumber = number === null ? null : await numbered(number, system, draws, context);
  if (byNumber) return byNumber;
  const entered = isHere(context) ? entryIn(heard.message.text, names) : null;
  const isSaid = saysDraw.test(heard.words) || asksWhyDrawn(heard);
  const isContainer = heard.message.identifiers.some(({ kinds }) => kinds.includes('container-no'));
  const isName = isHere(context) && heard.identifiers.length === 0 && heard.words.length <= longestName;
  if (entered === null && !isSaid && !isContainer && !isName) return null;
  const given = givenIn(heard, entered, isSaid, context);
  for (const one of given) {
    const move = await found(one, system, context);
    if (move) return move;
  }
  const [first] = given;
  // What was written whole is a try; a name of anything else is left to others.
  return entered !== null && first !== undefined ? missing(first, system, context) : null;
}

/** Whether somebody asks why they were drawn, or where (这车为什么被抽到这个站): it is asked of what they were told last. */
export function asksWhyDrawn({ words }: Heard): boolean {
  return words.length <= longest && asksWhy.test(words);
}

/** What may stand in a draw: what was entered, or all that is named; of what was told before, where why is asked. */
function givenIn(heard: Heard, entered: string | null, isSaid: boolean, context: TurnContext): readonly string[] {
  if (heard.identifiers.length > 0) return heard.identifiers;
  if (entered !== null) return [entered];
  const { record } = remembered(context);
  if (isSaid && asksWhyDrawn(heard) && record) return [record.id];
  return isHere(context) && heard.words.length <= longestName ? [heard.words] : [];
}

/** Whether draws are what is asked about: at one, or at the menu that leads to them. */
function isHere({ conversation: { place }, content }: TurnContext): boolean {
  if (place.at === 'draw' || place.at === 'draw-told') return true;
  const menu = place.at === 'menu' ? content.menus.get(place.menu) : undefined;
  return menu?.options.some(({ leadsTo }) => leadsTo.kind === 'draw') === true;
}

/** @example drawNumberIn('TJ 2O26 CC 0001') // 'TJ2026-CC-0001' */
export function drawNumberIn(upper: string): string | null {
  const [whole, letters, year = '', middle = '', serial = ''] = drawNumber.exec(upper.replace(hyphens, '-')) ?? [];
  if (whole === undefined) return null;
  const numbers = [year, middle, serial].filter((part) => part !== '');
  return `${letters}${numbers.map((part) => (part === middle ? part : part.replaceAll('O', '0'))).join('-')}`;
}

async function numbered(
  number: string,
  system: DrawSystem | null,
  draws: DrawsAsked,
  context: TurnContext,
): Promise<Move | null> {
  const no = await draws.numbered(number);
  if (no !== null) return tellDraw({ no, id: null }, system);
  return (await draws.looksLikeOurs(number)) ? unknownNumber(number, system, context) : null;
}

/**
 * Where the link to a draw leads that was scanned.
 * @returns null for any other
 */
export async function scannedDraw(content: string, { services: { draws } }: TurnContext): Promise<Move | null> {
  const [, no] = drawPage.exec(content) ?? [];
  if (no === undefined || !draws) return null;
  const known = await draws.numbered(decoded(no));
  return known === null ? null : tellDraw({ no: known, id: null }, null);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Looks for what was given: in the draws of a system, then in all.
 * @returns null where none has it; where several numbers answer to it, to the choice among them
 */
export async function found(given: string, system: DrawSystem | null, context: TurnContext): Promise<Move | null> {
  const { draws } = context.services;
  if (!draws) return null;
  const letters = context.turn.can.letters || context.heard !== null;
  const inSystem = await draws.find(system, given, letters);
  const matches =
    inSystem.length === 0 && system !== null && letters ? await draws.find(null, given, letters) : inSystem;
  const [match, ...others] = matches;
  if (!match) return null;
  return others.length === 0 ? tellDraw(match, system) : { kind: 'go', place: { at: 'draw', system, matches } };
}

export function tellDraw(
  { no, id }: { readonly no: string; readonly id: DrawMatch['id'] | null },
  system: DrawSystem | null,
): Move {
  return { kind: 'go', place: { at: 'draw-told', no, id, system }, remembers: { misses: undefined } };
}

/** No draw has it, as far as may be told. */
export function missing(given: string, system: DrawSystem | null, context: TurnContext): Move {
  // Only what was declared is hidden with the result, and that is known by its length.
  const likely = system ?? (/^\d{15}$/.test(given) ? 'on-site' : null);
  return { kind: 'go', place: { at: 'draw', system: likely, missed: context.read(given).shown } };
}

/** A number that no draw has: they are given without gaps. */
export function unknownNumber(no: string, system: DrawSystem | null, { services }: TurnContext): Move {
  const lead = [sentence('draw.unknown-number', { no, link: services.draws?.link(null) ?? '' })];
  return { kind: 'go', place: { at: 'draw', system }, lead };
}
