import type { MessagePlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Input } from '../../domain/conversation/turn.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { smallTalk } from '../../domain/language/small-talk.js';
import { aspectOf } from '../../understanding/index.js';
import { begunComplaint, mostParts, rememberComplaint } from '../moves/begun-complaint.js';
import { shortcut } from '../moves/shortcut.js';
import { toNamed } from '../moves/to-named.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch } from '../turn/move.js';
import { askFor } from '../turn/written-input.js';
import { caseOf } from './left-message.js';
import { proofWords, wished } from './wished.js';

/** What stands in a case for something that cannot be read may be so long. */
const longestReference = 300;
/** As channels name it that can tell a sticker from other things. */
const sticker = '表情';

/**
 * Takes what is written while leaving a message. People write in short pieces: what comes within minutes of the last words joins one
 * case, whose number is said with the first. Greetings, courtesies and faces are no message, and lead nowhere else.
 * @example 我要投诉窗口 opens a case, 你好 is greeted, and 他姓李 joins it
 */
export async function takeWritten(place: MessagePlace, input: Input, context: TurnContext): Promise<Move> {
  const { heard, turn, conversation } = context;
  const isOpen = place.left !== undefined && place.left.parts < mostParts;
  if (input.kind === 'unreadable') return takeUnseen(input, place, isOpen, context);
  if (input.kind === 'keys') return takeKey(input.keys, place, isOpen, context);
  if (!heard) return noMatch;
  const talk = smallTalk(heard.text);
  if (talk) return answerTalk(talk, place, context);
  // Before the first words, somebody may still want something else: 查进度.
  if (!isOpen) return heard.rule ? noMatch : keep(heard.text, place, isOpen, context);
  const hasPaused = turn.at - conversation.updatedAt > context.content.messageJoinsMs;
  const isAsking = place.isBesideCallback === true && aspectOf(heard.words) !== null;
  return (hasPaused || isAsking ? await otherMatter(context) : null) ?? keep(heard.text, place, isOpen, context);
}

/** A digit is a choice before the first words, and a piece of the message after them; one in Chinese always is. */
function takeKey(key: string, place: MessagePlace, isOpen: boolean, context: TurnContext): Move | Promise<Move> {
  const { input } = context.turn;
  if (key === '1' && place.offered) return { kind: 'go', place: { at: 'form', ...place.offered } };
  if (input.kind !== 'text') return noMatch;
  const isWord = isOpen || /^\p{Script=Han}/u.test(input.text.trim());
  return isWord ? keep(input.text, place, isOpen, context) : noMatch;
}

/** What cannot be read is noted where a colleague can find it; otherwise it is said that it is lost. */
function takeUnseen(
  { what, reference }: Extract<Input, { kind: 'unreadable' }>,
  place: MessagePlace,
  isOpen: boolean,
  context: TurnContext,
): Move | Promise<Move> {
  if (what === sticker) return answerTalk('courtesy', place, context);
  if (reference === undefined) return answer(place, [sentence('message.lost', { what })], context);
  const noted = `〔${what} ${reference.slice(0, longestReference)}〕`;
  return keep(noted, place, isOpen, context, [sentence('message.describe', { what })]);
}

function answerTalk(talk: 'greeting' | 'courtesy', place: MessagePlace, context: TurnContext): Move {
  const isThanks = context.heard?.smallTalk === 'thanks';
  const courtesy = sentence(isThanks ? 'courtesy.thanks' : 'talk.courtesy');
  const lead = talk === 'greeting' ? sentence('talk.greeting') : courtesy;
  return answer(place, [lead, place.left ? sentence('message.more') : sentence('message.waiting')], context);
}

/** Opens the case, or adds to it. @param beside said besides, in the end */
async function keep(
  text: string,
  place: MessagePlace,
  isOpen: boolean,
  context: TurnContext,
  beside: readonly Sentence[] = [],
): Promise<Move> {
  const offered = await offeredBy(context);
  const said = offered ? [...beside, sentence('message.offer')] : beside;
  const { at, line, isBesideCallback } = place;
  const after = { at, line, ...(isBesideCallback && { isBesideCallback }), ...(offered && { offered }) };
  const begun = isOpen ? place.left : place.left ? null : begunComplaint(line, context);
  if (begun) {
    const { caseNo, parts } = begun;
    const { addition, said: also } = wished(text, context);
    const effect = { kind: 'add-to-case', caseNo, text, ...(addition && { addition }) } as const;
    const left = { caseNo, parts: parts + 1 };
    const joined = [sentence(parts === 1 ? 'message.joined' : 'message.added')];
    // Of a complaint that was only begun, the number is said now.
    const words = isOpen ? joined : [sentence('message.kept', { caseNo }), sentence('message.more')];
    return answer({ ...after, left }, [...words, ...also, ...said], context, [effect]);
  }
  const { case: opened, isNew } = await caseOf(
    place,
    {
      message: { kind: 'text', text: place.begun && !place.left ? `${place.begun}\n${text}` : text },
      sourceId: context.turn.deliveryId,
    },
    context,
  );
  const effects = isNew ? [{ kind: 'open-case', case: opened } as const] : [];
  const words = sentence('message.kept', { caseNo: opened.caseNo });
  return answer(
    { ...after, left: { caseNo: opened.caseNo, parts: 1 } },
    [words, ...proofWords(opened), sentence('message.more'), ...said],
    context,
    effects,
  );
}

function answer(
  place: MessagePlace,
  said: readonly Sentence[],
  context: TurnContext,
  effects: readonly Effect[] = [],
): Move {
  const remembers = place.left ? {} : rememberComplaint(place.line, context);
  return { kind: 'scene', scene: { place, replies: [askFor(context.say(...said))], effects, remembers } };
}

/** A form that the words ask for by name, or name everything for: it is offered, for the message stays a message. */
async function offeredBy(context: TurnContext): Promise<MessagePlace['offered'] | null> {
  const { heard } = context;
  if (!heard) return null;
  const target = heard.rule?.leadsTo;
  if (target?.kind === 'form') return { form: target.form, answers: {} };
  // One number may be anything; whoever looks something up by two has named both.
  if (heard.identifiers.length < 2) return null;
  const named = await toNamed(heard.identifiers, context);
  if (named?.kind !== 'go' || named.place.at !== 'form') return null;
  const { form, answers } = named.place;
  const isWhole = context.lookup(form).fields.every((field) => answers[field] !== undefined);
  return isWhole ? { form, answers } : null;
}

/** After a pause, what is clearly something else is no part of the message any more. */
async function otherMatter(context: TurnContext): Promise<Move | null> {
  const { move } = await shortcut(context);
  if (move?.kind === 'line') return move;
  if (move?.kind !== 'go' || move.place.at === 'options') return null;
  const leadsTo = move.place.at === 'topic' ? context.intent(move.place.intent)?.leadsTo : null;
  return leadsTo?.kind === 'line' && leadsTo.line === 'general' ? null : move;
}
