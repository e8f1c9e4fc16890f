import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, type Scene } from '../turn/move.js';
import { besideMessage } from './beside-message.js';
import { closedWords, passOn } from './to-line.js';

const nobody =
  /^我?(?:不(?:用|要|需要|想)|别)(?:再)?(?:转|找|接)?人工(?:服务|客服)?(?:了|吧|啦)*(?:$|[，。！,.! ])|^(?:算了|不用了|不必了|不需要了|不找了)[，,。 ]?我?(?:还是)?(?:先)?自己(?:先)?(?:看|查|找|弄|来)/u;

/** @example wantsNobody('我不要人工，我自己查') // true; 不用了我自己看 too */
export function wantsNobody(text: string): boolean {
  return nobody.test(text);
}

/**
 * With a colleague (人工客服), whatever is written is passed on and nothing is said, until the person writes 返回 or `*`, the
 * colleague ends it, or half an hour passes without a word. That a colleague takes somebody's chat leads there from anywhere.
 * @returns null where nobody is with a colleague, and for what cannot be passed on, such as a tap on the account's menu
 */
export function withColleague(context: TurnContext): Move | null {
  const { input, turn, heard } = context;
  const { place } = context.conversation;
  if (input.kind === 'colleague') return input.does === 'takes' ? taken(context) : ended(context);
  if (place.at !== 'colleague') return null;
  const saysBack = heard?.rule?.leadsTo.kind === 'back' || wantsNobody(heard?.text ?? '');
  const isBack = input.kind === 'keys' ? input.keys === '*' : saysBack;
  if (isBack) return { kind: 'go', place: mainMenu, lead: [sentence('colleague.left')] };
  if (turn.can.handoff !== 'pass-on') return null;
  // Whoever is taken has somebody there, whatever the hours say; whoever waits does so for nobody once the line is closed.
  if (place.isTaken || context.standing(context.line(place.line)).open) return passOn(place.line, context);
  if (heard?.rule) return { kind: 'line', line: place.line };
  return { kind: 'taken-at', place: { at: 'message', line: place.line }, lead: closedWords(place.line, context) };
}

function taken({ conversation: { place }, turn }: TurnContext): Move {
  const before = place.at === 'colleague' ? place : { at: 'colleague' as const, line: 'general', since: turn.at };
  return { kind: 'scene', scene: { place: { ...before, isTaken: true }, replies: [] } };
}

/** Whoever has been with a colleague for long begins anew with the next word. */
function ended({ conversation: { place }, isNew }: TurnContext): Move {
  const after = place.at === 'colleague' ? mainMenu : place;
  return { kind: 'scene', scene: { place: isNew ? { at: 'over' } : after, replies: [] } };
}

/**
 * What is answered beside a colleague: a tap or a scan cannot be passed on, so that we answer it. One that leaves nothing open, such
 * as a scanned car, changes nothing else; one that begins something, such as a form, leads away from the colleague. So it is beside a message.
 */
export function beside(context: TurnContext, scene: Scene): Scene {
  const { place } = context.conversation;
  const after = scene.place;
  if (place.at === 'message') return besideMessage(place, scene, context);
  if (place.at !== 'colleague') return scene;
  const isToldRecord = after.at === 'answer' ? after.id !== null : after.at === 'draw-told';
  const isDone = isToldRecord || (after.at === 'menu' && after.menu === 'main');
  return isDone ? { ...scene, place } : scene;
}
