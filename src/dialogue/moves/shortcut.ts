import { reportsUnnamed } from '../../cases/complaining.js';
import type { Intent } from '../../domain/content/content.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { Heard, Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { explanation, fieldAskedIn } from '../turn/form-fields.js';
import type { Move } from '../turn/move.js';
import { follow } from './follow.js';
import { onlyLike } from './only-like.js';
import { otherHalf } from './other-half.js';
import { scanned } from './scanned.js';
import { caseNumberIn, toCase } from './to-case.js';
import { scannedDraw, toDraw } from './to-draw.js';
import { toIntent } from './to-intent.js';
import { toNamed } from './to-named.js';
import { toNearMiss } from './to-near-miss.js';

/** Where an input leads that the place itself had no use for. */
export interface Shortcut {
  /** Null: nowhere. */
  readonly move: Move | null;
  readonly effects?: readonly Effect[];
  /** Whether it is surely what was meant, whatever else the words speak of. */
  readonly isClear?: boolean;
}

/** From here on, a message is about what it says, whatever identifiers it holds. */
const clearly = 0.8;
/** Whoever writes more than this with a wish for people has asked something. */
const longerThanAName = 12;
/** Points to a thing that is not named. */
const pointsOnly =
  /^(?:请问|那)?(?:这个|那个|这种|那种|这东西|这些|它|他)(?:东西)?(?:我)?(?:能|可|可以|要不要|需要|需不需要|行|要)(?!.{9})/u;
/** Longer messages only mention a field. */
const longestAboutField = 24;

/**
 * What works from anywhere for somebody who uses words: a saying of an intent, an identifier, or a key of the first
 * menu where the place itself has no use for it.
 */
export async function shortcut(context: TurnContext): Promise<Shortcut> {
  const { input, heard } = context;
  if (heard) return byWords(heard, context);
  switch (input.kind) {
    case 'keys':
      return { move: context.turn.can.letters ? mainKey(input.keys, context) : null };
    case 'scan':
      return { move: (await scannedDraw(input.content, context)) ?? (await scanned(input.content, context)) };
    case 'tap':
      return { move: tapped(input.target, context) };
    default:
      return { move: null };
  }
}

async function byWords(heard: Heard, context: TurnContext): Promise<Shortcut> {
  const asked = fieldNamed(heard, context);
  if (asked?.isSure) return { move: asked.move, isClear: true };
  const draw = await toDraw(heard, context);
  if (draw) return { move: draw, isClear: true };
  const bare = namesOnly(heard) ? await byNumber(heard, context) : null;
  if (bare) return { move: bare, isClear: true };
  // What is asked beside it can wait: whoever must not be named is heard first.
  if (reportsUnnamed(heard.text) && !heard.rule)
    return { move: { kind: 'line', line: complaintsLine, isQuestion: true }, isClear: true };
  const understanding = await context.understood(heard);
  const caseNo = caseNumberIn(heard, understanding, context);
  const known = caseNo && (await toCase(caseNo, context));
  if (known) return { move: known, isClear: true };
  // What it names may say what it is about, however it is worded.
  const isFree = !isAbout(understanding);
  const named = isFree ? await toNamed(heard.identifiers, context) : null;
  const near = isFree && !named ? toNearMiss(heard, understanding, context) : null;
  if (named ?? near) return { move: named ?? near, isClear: true };
  // What names a field and is not surely another matter gets what there is to say of the field: 登记号怎么弄.
  if (asked && understanding.band !== 'sure') return { move: asked.move };
  const move = await byMeaning(heard, understanding, context);
  const isQuestion =
    heard.rule === null &&
    (heard.pattern !== null || namesMatter(understanding) || heard.message.text.length > longerThanAName);
  return {
    move: move?.kind === 'line' ? { ...move, isQuestion } : move,
    effects: unanswered(heard, understanding, context),
    isClear: understanding.band === 'sure' && understanding.category >= clearly,
  };
}

/** Whether there is nothing in it but identifiers: no word says what is wanted. */
function namesOnly({ asked: { masked }, identifiers }: Heard): boolean {
  return identifiers.length > 0 && !/\p{L}/u.test(masked);
}

async function byNumber(heard: Heard, context: TurnContext): Promise<Move | null> {
  const caseNo = caseNumberIn(heard, { intent: null }, context);
  return (caseNo && (await toCase(caseNo, context))) ?? (await toNamed(heard.identifiers, context));
}

/** A field of a form that is named explains itself wherever one is, and is asked for: 登记号是什么. */
function fieldNamed({ words }: Heard, context: TurnContext): { move: Move; isSure: boolean } | null {
  const { form: left } = context.conversation.memory ?? {};
  if (words.length > longestAboutField) return null;
  for (const { id, fields } of context.content.forms.values()) {
    const asked = fieldAskedIn(words, fields, undefined);
    if (!asked || asked.asks === 'wait' || asked.asks === 'wrong') continue;
    const answers = left?.form === id ? left.answers : {};
    const lead = explanation(asked.field, asked.asks, context);
    return { move: { kind: 'go', place: { at: 'form', form: id, answers }, lead }, isSure: asked.asks !== null };
  }
  return null;
}

/** What is not surely understood is counted for staff to learn from, without the person. */
function unanswered(heard: Heard, { band, intent }: Understanding, context: TurnContext): readonly Effect[] {
  if (band === 'sure') return [];
  const what = { text: heard.withoutPerson, band, nearest: intent?.id ?? null };
  return [{ kind: 'note-unanswered', what, at: context.turn.at }];
}

/** Whether a message says what it wants so clearly that what it names is only a detail: 我要投诉…这批货拖了半个月. */
function isAbout({ band, intent, category }: Understanding): boolean {
  const target = intent?.leadsTo;
  // Small talk is about nothing: 221865233729 这是啥 asks for what the number names.
  const isForPeople = target?.kind === 'person' || target?.kind === 'callback';
  const isMatter = isForPeople || (target?.kind === 'line' && target.line !== 'general');
  return band === 'sure' && category >= clearly && isMatter;
}

/** What is another's is never about the bureau itself: 能做什么 and its hours are no offer. */
function isWorthOffering({ leadsTo }: Intent): boolean {
  return leadsTo.kind !== 'line' || leadsTo.line !== 'general';
}

/** Whether what would be offered is what was just said not to be meant: 不是3C认证，…. */
function isDenied(words: string, title: string): boolean {
  const [, denied = ''] =
    /(?:不是|不要|没问|不问|不查|别说|没说)(?:问|说|要|查|办)?([^\s\p{P}]{2,12})/u.exec(words) ?? [];
  return (
    denied.length > 1 && (title.includes(denied) || denied.includes(title) || title.startsWith(denied.slice(0, 3)))
  );
}

/** Whoever names a matter has asked, however shortly: 乱收费; 我要投诉 only asks for people. */
function namesMatter({ intent }: Understanding): boolean {
  return intent !== null && intent.answers.length > 0;
}

async function byMeaning(heard: Heard, understanding: Understanding, context: TurnContext): Promise<Move | null> {
  const { band, intent, options, answer } = understanding;
  const question = heard.withoutPerson;
  if (band === 'unsure')
    return { kind: 'go', place: { at: 'options', intents: options.map(({ id }) => id), question } };
  if (band === 'outside')
    return {
      kind: 'outside',
      intent,
      perhaps: options.find((one) => isWorthOffering(one) && !isDenied(heard.words, one.title)),
    };
  if (band === 'nothing' || !intent) return null;
  const instead = await onlyLike(intent, heard, context);
  if (instead !== undefined) return instead;
  // 这个能带进来吗 names no thing: an answer about one would be a guess.
  const found = pointsOnly.test(heard.said) ? null : answer;
  return toIntent(intent, found, { question, ...(await otherHalf(heard, understanding, context)) }, context);
}

function mainKey(key: string, context: TurnContext): Move | null {
  const option = context.content.menus.get('main')?.options.find((one) => one.key === key);
  return option ? follow(option.leadsTo, context) : null;
}

/** A button of the account's menu names a form, a menu, a line (`line:complaints`) or `person`. */
function tapped(target: string, context: TurnContext): Move | null {
  const { forms, menus, lines } = context.content;
  if (target === 'person') return { kind: 'line', line: 'general' };
  if (target.startsWith('line:') && lines.has(target.slice(5))) return { kind: 'line', line: target.slice(5) };
  if (forms.has(target)) return { kind: 'go', place: { at: 'form', form: target, answers: {} } };
  return menus.has(target) ? { kind: 'go', place: { at: 'menu', menu: target } } : null;
}
