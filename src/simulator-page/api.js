// The simulator's JSON API, as the page calls it.

/**
 * @typedef {{ url: string, parameters: Record<string, string>, status: number, answer: string, ms: number }} WireTurn
 *   One request to a webhook, and what came back.
 * @typedef {{ kind: 'says' | 'whispers', words: string } | { kind: 'plays', url: string }
 *   | { kind: 'rings', targets: string[] } | { kind: 'records', maxSeconds: number }
 *   | { kind: 'bridged' } | { kind: 'stops-ringing' } | { kind: 'hangs-up' }} Heard
 * @typedef {{ address: string, state: 'idle' | 'rings' | 'whisper' | 'talks', heard: Heard[] }} SeatView
 *   A colleague's telephone that rang in this call, with all that was heard on it.
 * @typedef {{ numDigits: number | null, finishOnKey: string, timeoutSeconds: number, speech: boolean }} Listens
 * @typedef {{ id: string, state: 'speaking' | 'listening' | 'dialling' | 'talking' | 'recording' | 'ended',
 *   heard: Heard[], listens: Listens | null, telephones: SeatView[], turns: WireTurn[] }} CallView
 * @typedef {{ reply: { kind: 'text', text: string } | { kind: 'transfer', account: string | null }
 *   | { kind: 'colleague' } | { kind: 'none' },
 *   turns: WireTurn[] }} ChatView
 * @typedef {{ consignments: { declarationNo: string, registrationNo: string, goods: string, shows: string }[],
 *   vehicles: { vin: string, stickerCode: string, name: string, shows: string, scan: string }[],
 *   wines: { bottleCode: string, name: string, shows: string, scan: string }[] }} Samples
 */

/** Something did not work; the message is a sentence for the person at the page. */
export class Unanswered extends Error {
  /**
   * @param {string} sentence
   * @param {number} status 0 when the server could not be reached
   */
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/**
 * @param {string} path below `api/`
 * @param {object} [body] posted as JSON; without it the path is fetched
 * @returns {Promise<any>}
 * @throws {Unanswered}
 */
export async function ask(path, body) {
  const request = body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(`api/${path}`, request);
  } catch {
    throw new Unanswered('连不上服务。请确认它还在运行，然后再试一次。', 0);
  }
  const told = await response.json().catch(() => null);
  if (response.ok && told !== null) return told;
  throw new Unanswered(told?.error ?? `服务没有正常回答（${response.status}），请稍后再试。`, response.status);
}

/**
 * Tells something while the page goes, when no answer can come any more.
 * @param {string} path below `api/`
 */
export function tellLeaving(path) {
  navigator.sendBeacon(`api/${path}`, new Blob(['{}'], { type: 'application/json' }));
}
