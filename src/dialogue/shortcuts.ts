import type { Answers } from '../domain/conversation.js';
import type { Input } from '../domain/turn.js';
import { identifiersIn } from '../understanding/normalise.js';
import { understand } from '../understanding/understand.js';
import type { TurnContext } from './context.js';
import { follow } from './places/menu.js';
import { type Move, mainMenu } from './room.js';

/**
 * What works from anywhere for somebody who uses words: a saying of an intent, an identifier, or a key of the first
 * menu where the place itself has no use for it.
 */
export async function shortcut(input: Input, context: TurnContext): Promise<(Move & { isQuestion?: boolean }) | null> {
  if (input.kind === 'keys') return context.turn.can.letters ? mainKey(input.keys, context) : null;
  if (input.kind === 'scan') return (await scanned(input.content, context)) ?? { kind: 'go', place: mainMenu };
  if (input.kind === 'tap') return tapped(input.target, context);
  if (input.kind !== 'text' && input.kind !== 'speech') return null;
  const understood = understand(input.text, context.content);
  const target = understood?.intent.leadsTo;
  if (understood && (target?.kind === 'line' || target?.kind === 'person')) {
    return { ...follow(target, context), isQuestion: understood.saysMore };
  }
  const named = await byIdentifiers(identifiersIn(input.text), context);
  if (named) return named;
  return target ? follow(target, context) : null;
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
