import type { English, EnglishAnswer } from '../../domain/content/english.js';
import { sentence } from '../../domain/language/phrases.js';
import { spaceDigits } from '../../domain/language/spoken.js';
import { passOn } from '../moves/to-line.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, type Scene } from '../turn/move.js';
import { askFor, caseOf } from './left-message.js';
import { takeMessage } from './message.js';

const line = 'general';

/** Answers in English; whoever wishes for a person reaches one as everybody does, with English words. */
export async function toEnglish(answer: EnglishAnswer | null, context: TurnContext): Promise<Move> {
  const { english } = context.content;
  if (!english) return { kind: 'no-match' };
  if (answer?.isPerson) return toPerson(english, context);
  const told = answer ? withStanding(answer.words, english, context) : context.words(english.says.other);
  const words = paragraphs([told, context.words(english.says.after)], context);
  return { kind: 'scene', scene: { place: mainMenu, replies: [context.choose(words, [])] } };
}

async function toPerson(english: English, context: TurnContext): Promise<Move> {
  const isOpen = context.standing(context.line(line)).open;
  const { handoff, recording } = context.turn.can;
  if (isOpen && handoff === 'pass-on') return passOn(line, context);
  if (isOpen && handoff === 'connect') return connect(english, context);
  const standing = standingWords(english, context);
  if (recording) {
    const words = paragraphs([standing, context.words(english.says.record)], context);
    return { kind: 'scene', scene: takeMessage({ at: 'message', line }, words, context, false) };
  }
  return { kind: 'scene', scene: await keep(english, standing, context) };
}

function connect({ says }: English, context: TurnContext): Move {
  return { kind: 'line', line, lead: [sentence('as-written', { words: context.words(says.connecting) })] };
}

/** What was written is kept as a case, and what follows joins it. */
async function keep({ says }: English, standing: string, context: TurnContext): Promise<Scene> {
  const message = { kind: 'text', text: context.heard?.text ?? '' } as const;
  const left = { message, sourceId: context.turn.deliveryId };
  const { case: made, isNew } = await caseOf({ at: 'message', line }, left, context);
  const { caseNo } = made;
  const words = paragraphs([standing, context.words(says.kept, { caseNo })], context);
  return {
    place: { at: 'message', line, left: { caseNo, parts: 1 } },
    replies: [askFor(words)],
    effects: isNew ? [{ kind: 'open-case', case: made }] : [],
  };
}

function withStanding(words: string, english: English, context: TurnContext): string {
  return context.words({ voice: words, text: words }, { standing: standingWords(english, context) });
}

function standingWords({ says }: English, context: TurnContext): string {
  const standing = context.standing(context.line(line));
  if (standing.open) return context.words(says.open);
  return context.words(says.closed, { reopens: standing.reopensAt ?? context.turn.at });
}

/** Apart to be read, in one breath to be heard. */
function paragraphs(parts: readonly string[], context: TurnContext): string {
  const said = parts.filter((part) => part !== '');
  return context.turn.can.medium === 'voice' ? spaceDigits(said.join(' ')) : said.join('\n\n');
}
