import type { Heard } from '../simulator/telephones/heard.js';
import type { TwilioCall } from '../simulator/twilio-call.js';
import { CannotPerform, sameAgain } from './cannot-perform.js';

/** Twilio's number for one that is withheld: the keys that spell ANONYMOUS. */
const withheld = '+266696687';

/** From which number somebody rings, and which one: the hotline's own where it is absent. */
export interface Rings {
  readonly from: string;
  readonly to?: string;
}

/** @returns null for another act than ringing. @example ringsAs('(rings the number +862265661899)', '+8613800138000') */
export function ringsAs(words: string, usual: string): Rings | null {
  if (words === '(rings)' || words === '(calls again)') return { from: usual };
  if (words === '(rings with a withheld number)') return { from: withheld };
  const to = /^\(rings the number (\+\d+)\)$/.exec(words)?.[1];
  if (to !== undefined) return { from: usual, to };
  const from = /^\(rings from (\S+)\)$/.exec(words)?.[1];
  return from === undefined ? null : { from };
}

/** How sure a recogniser is of what is mumbled, from 0 to 1. */
const hardlyHeard = 0.2;

/** Does what somebody does in their call. @returns what they heard of it */
export async function callerDoes(call: TwilioCall, words: string): Promise<readonly Heard[]> {
  if (/^[0-9*#]+$/.test(words)) return call.press(words);
  const message = /^\(leaves a message of (\d+) seconds\)$/.exec(words)?.[1];
  if (message !== undefined) return call.leaveMessage(Number(message));
  const full = words === '(talks until the recorder is full)';
  if (full) return call.fillRecorder();
  const ended = /^\(leaves a message of (\d+) seconds and presses ([0*])\)$/.exec(words);
  if (ended) return call.leaveMessage(Number(ended[1]), ended[2]);
  const cutOff = /^\(hangs up after (\d+) seconds of message\)$/.exec(words)?.[1];
  if (cutOff !== undefined) return call.hangUp(Number(cutOff));
  const twice = /^\(presses ([0-9*#]) and at once ([0-9*#])\)$/.exec(words);
  if (twice) return call.pressTwice(twice[1] ?? '', twice[2] ?? '');
  const spoken = /^\(says (.+)\)$/.exec(words)?.[1];
  if (spoken !== undefined) return call.speak(spoken);
  const mumbled = /^\(mumbles (.+)\)$/.exec(words)?.[1];
  if (mumbled !== undefined) return call.speak(mumbled, hardlyHeard);
  const act = callerActs[words];
  if (act) return act(call);
  throw new CannotPerform(`"${words}" cannot be done on a telephone. Write keys, or one of the acts in the README.`);
}

const callerActs: Readonly<Record<string, (call: TwilioCall) => Promise<readonly Heard[]>>> = {
  '(silence)': (call) => call.wait(),
  '(hangs up)': (call) => call.hangUp(),
  '(staff answer)': (call) => call.staff('answers'),
  '(staff are busy)': (call) => call.staff('busy'),
  '(nobody answers)': (call) => call.staff('no-answer'),
  async '(the same again)'(call) {
    await sameAgain(call);
    return [];
  },
};
