import { setTimeout } from 'node:timers/promises';
import { TwilioDialler } from '../channels/twilio/dialler.js';
import type { Callback } from '../domain/callbacks/callback.js';
import { isOpenAt } from '../domain/hotline/calendar.js';
import { scheduleOf } from '../domain/hotline/line-schedule.js';
import { callBack } from '../hotline/callbacks/call-back.js';
import { isTheirTurn } from '../hotline/waiting/their-turn.js';
import type { Inside } from './inside.js';

/** @returns one round of calling back whoever asked for it; without a number to call from, colleagues call */
export function callingBack(
  { config, store, clock, log, library, seats }: Inside,
  publicBaseUrl: string,
): (isStopped: () => boolean) => Promise<void> {
  const { apiBase, callerId } = config.twilio;
  const dialler =
    apiBase !== null && callerId !== null
      ? new TwilioDialler({ ...config.twilio, apiBase, callerId, publicBaseUrl })
      : null;
  const duty = {
    ...{ callbacks: store.callbacks, dialler, clock, log },
    rules: () => library.current.hotline.callbacks,
    isOpen: (line: string, at: number) => isOpenAt(scheduleOf(library.current, line), at),
    isTheirTurn: (one: Callback, at: number) => isTheirTurn(one, at, { waiting: store.waiting, seats }),
    pause: (ms: number) => setTimeout(ms),
  };
  return (isStopped) => callBack(duty, isStopped);
}
