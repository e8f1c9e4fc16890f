import type { Answers } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { Input } from '../domain/conversation/turn.js';
import { identifiersIn } from '../understanding/identifiers-in-text.js';
import type { Understanding } from '../understanding/understander.js';
import { withoutPerson } from '../understanding/without-person.js';
import type { TurnContext } from './context.js';
import { goToIntent } from './go-to-intent.js';
import { follow } from './places/menu.js';
import { sayOutside } from './places/outside.js';
import { type Move, mainMenu } from './room.js';

/** From here on, a message is about what it says, whatever identifiers it holds. */
const clearly = 0.8;
/** Whoever writes more than this with a wish for people has asked something. */
const longerThanAName = 12;

/**
 * What works from anywhere for somebody who uses words: a saying of an intent, an identifier, or a key of the first
 * menu where the place itself has no use for it.
 */
export async function shortcut(input: Input, context: TurnContext): Promise<Shortcut> {
  if (input.kind === 'keys') return { move: context.turn.can.letters ? mainKey(input.keys, context) : null };
  if (input.kind === 'scan')
    return { move: (await scanned(input.content, context)) ?? { kind: 'go', place: mainMenu } };
  if (input.kind === 'tap') return { move: tapped(input.target, context) };
  if (input.kind !== 'text' && input.kind !== 'speech') return { move: null };
  const understanding = await context.understand(input.text);
  // What it names may say what it is about, however it is worded.
  const named = isAbout(understanding) ? null : await byIdentifiers(identifiersIn(input.text), context);
  if (named) return { move: named };
  const { isByRule, message } = understanding;
  const isQuestion = !isByRule && message.text.length > longerThanAName;
  return { move: byMeaning(understanding, context), isQuestion, effects: unanswered(understanding, context) };
}

/** Where a message leads that the place itself had no use for. */
export interface Shortcut {
  /** Null: nowhere. */
  readonly move: Move | null;
  /** Whether it says enough to be passed on to a line's people as the question. */
  readonly isQuestion?: boolean;
  readonly effects?: readonly Effect[];
}

/** What is not surely understood is counted for staff to learn from, without the person. */
function unanswered({ band, message, intent }: Understanding, context: TurnContext): readonly Effect[] {
  if (band === 'sure') return [];
  const what = { text: withoutPerson(message.masked), band, nearest: intent?.id ?? null };
  return [{ kind: 'note-unanswered', what, at: context.turn.at }];
}

/** Whether a message says what it wants so clearly that what it names is only a detail: 我要投诉…这批货拖了半个月. */
function isAbout({ band, intent, category }: Understanding): boolean {
  const kind = intent?.leadsTo.kind;
  return band === 'sure' && category >= clearly && (kind === 'line' || kind === 'person');
}

function byMeaning({ band, intent, options, answer }: Understanding, context: TurnContext): Move | null {
  if (band === 'unsure') return { kind: 'go', place: { at: 'options', intents: options.map(({ id }) => id) } };
  if (band === 'outside') return { kind: 'scene', scene: sayOutside(intent, context) };
  if (band === 'nothing' || !intent) return null;
  return goToIntent(intent, answer, context);
}

function mainKey(key: string, context: TurnContext): Move | null {
  const option = context.content.menus.get('main')?.options.find((one) => one.key === key);
  return option ? follow(option.leadsTo, context) : null;
}

/** The form whose lookup knows the identifiers; where several could, the one that finds a record. */
async function byIdentifiers(identifiers: readonly string[], context: TurnContext): Promise<Move | null> {
  if (identifiers.length === 0) return null;
  const candidates: { form: string; answers: Answers }[] = [];
  for (const { id } of context.content.forms.values()) {
    const answers = context.lookup(id).recognise(identifiers);
    if (answers) candidates.push({ form: id, answers });
  }
  return firstThatFinds(candidates, context);
}

async function firstThatFinds(
  candidates: readonly { form: string; answers: Answers }[],
  context: TurnContext,
): Promise<Move | null> {
  const [first, ...others] = candidates;
  if (!first) return null;
  let chosen = first;
  if (others.length > 0) {
    for (const candidate of candidates) {
      const found = await context.lookup(candidate.form).find(context.services.records, candidate.answers, true);
      if (found.length === 0) continue;
      chosen = candidate;
      break;
    }
  }
  return { kind: 'go', place: { at: 'form', form: chosen.form, answers: chosen.answers } };
}

/** A sticker holds a link (`…/v/CODE`, `…/w/CODE`) or the code alone. */
async function scanned(content: string, context: TurnContext): Promise<Move | null> {
  const code = decodeURIComponentSafely(/\/[a-z]\/([^/?#]+)/.exec(content)?.[1] ?? content);
  return byIdentifiers(identifiersIn(code), context);
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
