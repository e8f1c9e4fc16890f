import type { MessagePlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import type { Scene } from '../turn/move.js';
import { askFor } from '../turn/written-input.js';

/** What was scanned may be so long in a case. */
const longestNoted = 300;

/**
 * What is scanned or tapped while a message is being left. A scan is answered, noted in the case (工单), and the message goes on; a tap
 * leads away, and 返回, or asking for people again within minutes, leads back to the same message.
 */
export function besideMessage(place: MessagePlace, scene: Scene, context: TurnContext): Scene {
  const { input, turn } = context;
  if (scene.place.at === 'message') return scene;
  if (input.kind === 'scan' && isDone(scene)) {
    const { left } = place;
    const told = scene.replies.filter(({ verb }) => verb === 'say' || verb === 'card');
    const more = askFor(context.say(sentence(left ? 'message.more' : 'message.waiting')));
    const noted = left ? [noteOf(input.content, left.caseNo, context)] : [];
    const now = left ? { ...place, left: { ...left, parts: left.parts + 1 } } : place;
    return { ...scene, place: now, replies: [...told, more], effects: [...(scene.effects ?? []), ...noted] };
  }
  // Whoever taps a menu has left.
  if ((input.kind !== 'scan' && input.kind !== 'tap') || scene.place.at === 'menu') return scene;
  return { ...scene, remembers: { ...scene.remembers, message: { place, at: turn.at } } };
}

function isDone({ place }: Scene): boolean {
  return place.at === 'answer' ? place.id !== null : place.at === 'menu' || place.at === 'draw-told';
}

function noteOf(content: string, caseNo: string, context: TurnContext): Effect {
  const { shown } = context.read(content.slice(0, longestNoted));
  return { kind: 'add-to-case', caseNo, text: `〔扫码 ${shown}〕` };
}

/** @returns the message that something else was done in between of, where that was minutes ago; null where there is none */
export function messageLeft({ conversation: { memory }, content, turn }: TurnContext): MessagePlace | null {
  const left = memory?.message;
  return left && turn.at - left.at <= content.messageJoinsMs ? left.place : null;
}
