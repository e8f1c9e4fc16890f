import type { Effect } from '../../domain/conversation/effect.js';
import type { Heard, Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { follow } from './follow.js';
import { toIntent } from './to-intent.js';
import { toNamed } from './to-named.js';

/** Where an input leads that the place itself had no use for. */
export interface Shortcut {
  /** Null: nowhere. */
  readonly move: Move | null;
  readonly effects?: readonly Effect[];
}

/** From here on, a message is about what it says, whatever identifiers it holds. */
const clearly = 0.8;
/** Whoever writes more than this with a wish for people has asked something. */
const longerThanAName = 12;

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
      return { move: (await scanned(input.content, context)) ?? { kind: 'go', place: mainMenu } };
    case 'tap':
      return { move: tapped(input.target, context) };
    default:
      return { move: null };
  }
}

async function byWords(heard: Heard, context: TurnContext): Promise<Shortcut> {
  const understanding = await context.understand(heard);
  // What it names may say what it is about, however it is worded.
  const named = isAbout(understanding) ? null : await toNamed(heard.identifiers, context);
  if (named) return { move: named };
  const move = byMeaning(understanding, context);
  const isQuestion =
    !understanding.isByRule && (namesMatter(understanding) || heard.message.text.length > longerThanAName);
  return {
    move: move?.kind === 'line' ? { ...move, isQuestion } : move,
    effects: unanswered(heard, understanding, context),
  };
}

/** What is not surely understood is counted for staff to learn from, without the person. */
function unanswered(heard: Heard, { band, intent }: Understanding, context: TurnContext): readonly Effect[] {
  if (band === 'sure') return [];
  const what = { text: heard.withoutPerson, band, nearest: intent?.id ?? null };
  return [{ kind: 'note-unanswered', what, at: context.turn.at }];
}

/** Whether a message says what it wants so clearly that what it names is only a detail: 我要投诉…这批货拖了半个月. */
function isAbout({ band, intent, category }: Understanding): boolean {
  const kind = intent?.leadsTo.kind;
  return band === 'sure' && category >= clearly && (kind === 'line' || kind === 'person');
}

/** Whoever names a matter has asked, however shortly: 乱收费; 我要投诉 only asks for people. */
function namesMatter({ intent }: Understanding): boolean {
  return intent !== null && intent.answers.length > 0;
}

function byMeaning({ band, intent, options, answer }: Understanding, context: TurnContext): Move | null {
  if (band === 'unsure') return { kind: 'go', place: { at: 'options', intents: options.map(({ id }) => id) } };
  if (band === 'outside') return { kind: 'outside', intent };
  if (band === 'nothing' || !intent) return null;
  return toIntent(intent, answer, context);
}

function mainKey(key: string, context: TurnContext): Move | null {
  const option = context.content.menus.get('main')?.options.find((one) => one.key === key);
  return option ? follow(option.leadsTo, context) : null;
}

/** A sticker holds a link (`…/v/CODE`, `…/w/CODE`) or the code alone. */
async function scanned(content: string, context: TurnContext): Promise<Move | null> {
  const code = decodeURIComponentSafely(/\/[a-z]\/([^/?#]+)/.exec(content)?.[1] ?? content);
  return toNamed(context.read(code).identifiers, context);
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A button of the account's menu names a form, a menu, a line (`line:complaints`) or `person`. */
function tapped(target: string, context: TurnContext): Move | null {
  const { forms, menus, lines } = context.content;
  if (target === 'person') return { kind: 'line', line: 'general' };
  if (target.startsWith('line:') && lines.has(target.slice(5))) return { kind: 'line', line: target.slice(5) };
  if (forms.has(target)) return { kind: 'go', place: { at: 'form', form: target, answers: {} } };
  return menus.has(target) ? { kind: 'go', place: { at: 'menu', menu: target } } : null;
}
