import { withEnglishFacts } from '../../content/wording.js';
import type {
  English,
  EnglishAnswer,
  EnglishCourtesy,
  EnglishPart,
  EnglishWish,
} from '../../domain/content/english.js';
import { complaintsLine, type LineId } from '../../domain/hotline/line-id.js';
import type { PhraseValue } from '../../domain/language/phrases.js';
import { spaceDigits } from '../../domain/language/spoken.js';
import type { Words } from '../../domain/language/words.js';
import { isAnybodyThere } from '../moves/anybody-there.js';
import { remembered } from '../moves/remembered.js';
import { toCallback } from '../moves/to-callback.js';
import { passOn } from '../moves/to-line.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, type Scene } from '../turn/move.js';
import { askFor } from '../turn/written-input.js';
import { caseOf } from './left-message.js';
import { takeMessage } from './message.js';

const forAll = 'general';

/**
 * Answers in English; whoever wishes for a person reaches one as everybody does, with English words. Where only parts are asked of what
 * was answered before, they are told; where nothing is known of them, what can be asked.
 */
export async function toEnglish(
  { answer, parts }: Extract<Move, { kind: 'english' }>,
  context: TurnContext,
): Promise<Move> {
  const { english } = context.content;
  if (!english) return { kind: 'no-match' };
  if (answer?.does && parts === undefined) return toPeople({ ...answer, does: answer.does }, english, context);
  const asked = parts === undefined ? answer?.words : toldOf(parts, answer);
  const told = asked === undefined ? [say(english.says.other, context)] : tell(asked, english, context);
  const words = paragraphs([...told, afterWords(english, context)], context);
  const remembers = { english: { answer: answer?.id ?? null, at: context.turn.at } };
  return { kind: 'scene', scene: { place: mainMenu, replies: [context.choose(words, [])], remembers } };
}

/** What is known of the parts that were asked; undefined where nothing is. */
function toldOf(parts: readonly EnglishPart[], answer: EnglishAnswer | null): string | undefined {
  const told = parts.flatMap((part) => answer?.parts.get(part) ?? []);
  return told.length > 0 ? told.join(' ') : undefined;
}

/** Answers a courtesy with one; the place stays. On the telephone, goodbye ends the call. */
export function sayEnglishCourtesy({ kind, words }: EnglishCourtesy, context: TurnContext): Scene {
  const { english } = context.content;
  const standing = english ? standingWords(english, context) : '';
  const after = english ? afterWords(english, context) : '';
  const said = paragraphs([say(words, context, { standing, after })], context);
  if (kind === 'goodbye' && context.turn.can.medium === 'voice')
    return { place: { at: 'over' }, replies: [{ verb: 'end', words: said }] };
  const { answer = null } = remembered(context).english ?? {};
  const remembers = { english: { answer, at: context.turn.at } };
  return { place: context.conversation.place, replies: [context.choose(said, [])], remembers };
}

/** An answer; where it quotes a fact that is made up, that it does. */
function tell(template: string, english: English, context: TurnContext): readonly string[] {
  const words = { voice: template, text: template };
  const { sample } = english.says;
  const told = say(words, context, { standing: standingWords(english, context) });
  return context.quotesSample(words) && sample ? [told, say(sample, context)] : [told];
}

/** Words of English, with the facts that they quote. */
function say(words: Words, context: TurnContext, values: Readonly<Record<string, PhraseValue>> = {}): string {
  const { content, turn } = context;
  const { medium } = turn.can;
  const quoting = withEnglishFacts(content, words[medium], turn.at);
  return context.words({ voice: quoting, text: quoting }, values);
}

/**
 * Whoever speaks is called back, or complains, as in Chinese, and hears English: a complaint is a case at once. What is written is kept with English words.
 */
async function toPeople(
  { does, words }: EnglishAnswer & { readonly does: EnglishWish },
  english: English,
  context: TurnContext,
): Promise<Move> {
  const { medium, handoff } = context.turn.can;
  if (does === 'callback' && medium === 'voice') return toCallback(context);
  // Who writes has given no number yet.
  const told = does === 'callback' ? tell(words, english, context) : [];
  if (does !== 'complaint' || !context.content.lines.has(complaintsLine))
    return toPerson(forAll, english, context, told);
  const isHeard = medium === 'voice' || (handoff === 'pass-on' && context.standing(context.line(complaintsLine)).open);
  if (isHeard) return { kind: 'line', line: complaintsLine, isQuestion: true };
  return toPerson(complaintsLine, english, context);
}

/** @param told said before that a message is kept */
async function toPerson(
  line: LineId,
  english: English,
  context: TurnContext,
  told: readonly string[] = [],
): Promise<Move> {
  const isOpen = context.standing(context.line(line)).open;
  const { handoff, recording } = context.turn.can;
  if (isOpen && handoff === 'pass-on') return passOn(line, context);
  const isUnattended = isOpen && handoff === 'connect' && !(await isAnybodyThere(line, context));
  if (isOpen && handoff === 'connect' && !isUnattended) return { kind: 'line', line };
  const standing = isUnattended ? say(english.says.unattended, context) : standingWords(english, context);
  if (recording) {
    const words = paragraphs([standing, say(english.says.record, context)], context);
    return { kind: 'scene', scene: takeMessage({ at: 'message', line }, words, context, false) };
  }
  return { kind: 'scene', scene: await keep(line, english, [standing, ...told], context) };
}

/** What was written is kept as a case, and what follows joins it. */
async function keep(line: LineId, { says }: English, told: readonly string[], context: TurnContext): Promise<Scene> {
  const message = { kind: 'text', text: context.heard?.text ?? '' } as const;
  const left = { message, sourceId: context.turn.deliveryId };
  const { case: made, isNew } = await caseOf({ at: 'message', line }, left, context);
  const { caseNo } = made;
  const words = paragraphs([...told, say(says.kept, context, { caseNo })], context);
  return {
    place: { at: 'message', line, left: { caseNo, parts: 1 } },
    replies: [askFor(words)],
    effects: isNew ? [{ kind: 'open-case', case: made }] : [],
  };
}

/** How to reach a person, or that a message can be left where nobody is on duty. */
function afterWords({ says }: English, context: TurnContext): string {
  return say(context.standing(context.line(forAll)).open ? says.after : says.afterClosed, context);
}

function standingWords({ says }: English, context: TurnContext): string {
  const standing = context.standing(context.line(forAll));
  if (standing.open) return say(says.open, context);
  return say(says.closed, context, { reopens: standing.reopensAt ?? context.turn.at });
}

/** Apart to be read, in one breath to be heard. */
function paragraphs(parts: readonly string[], context: TurnContext): string {
  const said = parts.filter((part) => part !== '');
  return context.turn.can.medium === 'voice' ? spaceDigits(said.join(' ')) : said.join('\n\n');
}
