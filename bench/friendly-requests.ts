import type { LoadRequest } from './load.js';
import { phoneRequest, wechatRequest } from './requests.js';

/** A call that goes from the first menu to self-service and back, for as many turns as wanted. */
export function menuCall(call: string, turns: number): readonly LoadRequest[] {
  const turn = (step: number): LoadRequest =>
    step === 0
      ? phoneRequest(call, '/phone/twilio/voice', {})
      : phoneRequest(call, `/phone/twilio/turn?step=${step}`, { Digits: '*' });
  return Array.from({ length: turns }, (_, step) => turn(step));
}

/** A chat that goes to self-service and back. */
export function chat(openid: string, turns: number): readonly LoadRequest[] {
  return Array.from({ length: turns }, (_, serial) => message(openid, serial, '*'));
}

const questions = [
  '我从德国回来想带一只金毛，入境怎么弄',
  '进口饼干的中文标签有什么规定',
  '3c免办怎么申请',
  '我的社保卡丢了',
];

/** A chat of somebody who asks in their own words. */
export function ownWords(openid: string, turns: number): readonly LoadRequest[] {
  return Array.from({ length: turns }, (_, serial) =>
    message(openid, serial, questions[serial % questions.length] ?? ''),
  );
}

function message(openid: string, serial: number, text: string): LoadRequest {
  return wechatRequest({ openid, messageId: String(serial), text, sentAtSeconds: 1_476_000_000 + serial });
}
