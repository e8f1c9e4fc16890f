import { kindOf, wishIn } from '../../cases/case-words.js';
import { asksOrTellsOnly } from '../../cases/complaining.js';
import type { Case, CaseMessage } from '../../domain/cases/case.js';
import type { Place } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { BegunComplaint } from '../../domain/conversation/memory.js';
import type { Reply } from '../../domain/conversation/reply.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import { sentence } from '../../domain/language/phrases.js';
import { caseOfMinutesAgo } from '../moves/begun-case.js';
import { begunComplaint } from '../moves/begun-complaint.js';
import type { TurnContext } from '../turn/context.js';
import type { Move, Scene } from '../turn/move.js';
import { caseOf } from './left-message.js';

/**
 * A complaint that is begun in words is a case (工单) at once, whatever comes of it: whoever is passed on, rung in vain, or breaks off was
 * heard. What is said of it next joins it (`moves/begun-complaint.ts`).
 * @example by day 我要投诉窗口态度差 is passed on to a colleague and opens a case; 我要投诉 alone does, and the matter joins it
 */
export async function keepComplaint(
  move: Extract<Move, { kind: 'line' }>,
  scene: Scene,
  context: TurnContext,
): Promise<Scene> {
  const { heard } = context;
  if (!heard || !isToKeep(move, context) || scene.effects?.some(keeps)) return scene;
  if (begunComplaint(complaintsLine, context)) return withoutBegun(scene);
  const { effects: opened, complaint } = await openComplaint(context);
  const { place, replies, effects = [], remembers } = withoutBegun(scene);
  const isPassedOn = place.at === 'colleague';
  return {
    place,
    replies: isPassedOn ? replies.map((reply) => withNumber(reply, complaint.caseNo, context)) : replies,
    effects: [...effects, ...opened],
    remembers: { ...remembers, complaint },
  };
}

/** @returns what the same telephone number said of the same kind minutes ago; nothing for whoever wishes to be named to nobody now: they are told a code */
async function sameOfMinutesAgo(message: CaseMessage & { kind: 'text' }, context: TurnContext): Promise<Case | null> {
  if (context.turn.can.medium === 'text' || wishIn(message.text) === 'anonymous') return null;
  const before = await caseOfMinutesAgo(complaintsLine, context);
  const isSame = before?.kind === kindOf(message, complaintsLine) && before.message.kind === 'text';
  return isSame ? before : null;
}

/** @returns the case of a complaint that was said in this turn, a new one or that of whoever has rung again, and what joins it */
export async function openComplaint(context: TurnContext): Promise<{
  readonly made: Case;
  readonly effects: readonly Effect[];
  readonly complaint: BegunComplaint;
}> {
  const { heard, turn } = context;
  const left = { message: { kind: 'text', text: heard?.text ?? '' }, sourceId: turn.deliveryId } as const;
  const before = await sameOfMinutesAgo(left.message, context);
  if (before) {
    const { caseNo } = before;
    const said: Effect = { kind: 'add-to-case', caseNo, text: left.message.text };
    return { made: before, effects: [said], complaint: { caseNo, line: complaintsLine, parts: 1, at: turn.at } };
  }
  const { case: made, isNew } = await caseOf({ at: 'message', line: complaintsLine }, left, context);
  const isAnonymous = made.isConfidential && made.personId === null && made.contact === null;
  const parts = heard?.rule ? 0 : 1;
  const complaint = {
    caseNo: made.caseNo,
    line: complaintsLine,
    parts,
    ...(isAnonymous && { isAnonymous }),
    at: turn.at,
  };
  return { made, effects: isNew ? [{ kind: 'open-case', case: made }] : [], complaint };
}

function isToKeep(
  { line, isQuestion = false }: Extract<Move, { kind: 'line' }>,
  { heard, content }: TurnContext,
): boolean {
  if (line !== complaintsLine || !heard || !content.lines.has(complaintsLine)) return false;
  if (asksOrTellsOnly(heard.words)) return false;
  const target = (heard.rule ?? heard.pattern)?.leadsTo;
  if (target?.kind === 'line' && target.line === complaintsLine) return true;
  return isQuestion || kindOf({ kind: 'text', text: heard.text }, 'general') !== 'consultation';
}

function keeps({ kind }: Effect): boolean {
  return kind === 'open-case' || kind === 'add-to-case';
}

/** The words that led to a message are in the case already. */
function withoutBegun(scene: Scene): Scene {
  if (scene.place.at !== 'message' || scene.place.begun === undefined) return scene;
  const { begun: _, ...place } = scene.place;
  return { ...scene, place: place satisfies Place };
}

function withNumber(reply: Reply, caseNo: string, context: TurnContext): Reply {
  if (reply.verb !== 'connect' || reply.words === '') return reply;
  return { ...reply, words: context.lines([reply.words, context.say(sentence('case.begun', { caseNo }))]) };
}
