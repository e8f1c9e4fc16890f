/** @import { CallView } from './api.js' */
import { ask, tellLeaving, Unanswered } from './api.js';
import { CallDesk } from './call-desk.js';
import { ColleagueDesk } from './colleague-desk.js';
import { CollectedKeys } from './collected-keys.js';
import { Countdown } from './countdown.js';
import { alarm, byId, toast } from './dom.js';
import { Guide } from './guide.js';
import { Keypad, keyFor } from './keypad.js';
import { keyTone, recordTone } from './tones.js';
import { readingSeconds, Transcript } from './transcript.js';
import { showTurns } from './turn-panel.js';
import { Voice } from './voice.js';

/** The telephone: what is pressed goes to the line, what the line says is shown and spoken. */
export class Telephone {
  /** @type {string | null} */
  #id = null;
  /** @type {CollectedKeys | null} */
  #collected = null;
  #isBusy = false;
  /** What was typed while a request was under way. */
  #ahead = '';
  #turn = 0;
  #transcript = new Transcript(byId('talk', HTMLElement));
  #countdown = new Countdown(byId('countdown-bar', HTMLElement));
  #panel = byId('call-turn', HTMLDetailsElement);
  #desk = new CallDesk({
    dial: () => this.dial(),
    hangUp: () => this.#hangUp(),
    staff: (outcome, words) => this.#tell('staff', { outcome }, words),
    message: (seconds) => this.#tell('message', { seconds }, `留言 ${seconds} 秒`),
    speak: (words) => this.#tell('speak', { words }, `「${words}」`),
    heardAloud: (isOn) => this.#hearAloud(isOn),
    untimed: () => this.#startWaiting(0),
  });
  #voice = new Voice(() => this.#desk.voiceFound());
  #keypad = new Keypad(
    byId('keys', HTMLElement),
    (sign) => this.#type(sign),
    () => this.#desk.isTypedOn,
  );
  #colleagues = new ColleagueDesk((address, does, words) => this.#tell('colleague', { address, does }, words));
  #guide = new Guide((code) => this.type(code));

  constructor() {
    if (this.#voice.isAvailable) this.#desk.voiceFound();
    showTurns(this.#panel, []);
    // Whoever closes the page in the middle of a call hangs up: no colleague is left talking to nobody.
    addEventListener('pagehide', () => this.#leave());
  }

  async dial() {
    if (this.#id !== null || this.#isBusy) return;
    this.#transcript.clear();
    this.#colleagues.clear();
    this.#desk.begin();
    this.#guide.did('dial');
    await this.#send('call', {});
    if (this.#id === null) this.#end();
  }

  /**
   * Gives a sample number: each sign by the key it is on.
   * @param {string} code
   * @returns {boolean} whether the line was waiting for a number
   */
  type(code) {
    if (this.#isBusy || !this.#collected?.takesNumber) return false;
    for (const sign of code) this.#type(sign);
    this.#guide.did('code');
    return true;
  }

  /** @param {import('./api.js').Samples} samples of which one is offered to whoever calls for the first time */
  offer({ vehicles }) {
    this.#guide.offer(vehicles.find(({ shows }) => shows === '合格')?.stickerCode ?? '');
  }

  /**
   * What was typed or clicked goes to the line, or it is said why not: nothing is dropped in silence.
   * @param {string} sign a key, a letter, or what no telephone has
   */
  #type(sign) {
    const key = keyFor(sign);
    if (this.#isBusy) this.#ahead += sign;
    else if (key === null) toast(this.#id === null ? this.#desk.whyDeaf : `电话上没有「${sign}」这个键。`);
    else if (key !== sign && this.#collected && !this.#collected.takesNumber)
      toast(`这里只等一个键，字母「${sign}」用不上。`);
    else {
      this.#keypad.light(key);
      this.#press(key, sign);
    }
  }

  /**
   * @param {string} key
   * @param {string} sign
   */
  #press(key, sign) {
    if (this.#desk.isAloud || !this.#voice.isAvailable) keyTone(key);
    this.#voice.stop();
    this.#transcript.quieten();
    if (this.#desk.isRecording && key === '#') return this.#desk.endMessage();
    if (!this.#collected) return toast(this.#desk.whyDeaf);
    this.#guide.did(key);
    const outcome = this.#collected.press(key, sign);
    this.#desk.showTyped(this.#collected.shown);
    if (outcome.next === 'more') return this.#startWaiting(0);
    this.#finish(outcome, key);
  }

  /**
   * @param {import('./collected-keys.js').Outcome} outcome
   * @param {string} lastKey that ended it; '' when time did
   */
  #finish(outcome, lastKey) {
    if (outcome.next === 'send') {
      const end = this.#collected?.listens.finishOnKey.includes(lastKey) ? lastKey : '';
      const letters = this.#collected?.shown === outcome.keys ? '' : `（${this.#collected?.shown}）`;
      this.#tell('press', { keys: outcome.keys }, `按键 ${outcome.keys}${end}${letters}`);
    } else this.#tell('wait', {}, lastKey === '' ? '（没有按键）' : `按键 ${lastKey}`);
  }

  async #hangUp() {
    // A message that is being left is kept, as on a real line.
    const { recordedSeconds } = this.#desk;
    if (this.#id !== null) await this.#tell('hangup', { recordedSeconds }, '挂断');
  }

  #leave() {
    if (this.#id === null) return;
    tellLeaving(`call/${this.#id}/hangup`);
    this.#end();
  }

  /**
   * @param {string} act
   * @param {object} body
   * @param {string} words what the caller, or the colleague, did
   */
  async #tell(act, body, words) {
    if (this.#id === null || this.#isBusy) return;
    this.#transcript.caller(words);
    await this.#send(`call/${this.#id}/${act}`, body);
  }

  /**
   * @param {string} path
   * @param {object} body
   */
  async #send(path, body) {
    this.#isBusy = true;
    const listens = this.#collected?.listens;
    this.#stopWaiting();
    try {
      await this.#receive(await ask(path, body));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      alarm(error.message);
      this.#transcript.notice(error.message);
      if (error.status === 404) this.#end();
      else if (listens) this.#collected = new CollectedKeys(listens);
    } finally {
      this.#isBusy = false;
    }
    const ahead = this.#ahead;
    this.#ahead = '';
    for (const sign of ahead) this.#type(sign);
  }

  /** @param {CallView} view */
  #receive({ id, state, heard, listens, telephones, turns }) {
    this.#id = id;
    this.#collected = listens && new CollectedKeys(listens);
    showTurns(this.#panel, turns);
    const spoken = heard.map((one) => this.#transcript.add(one)).filter((one) => one !== null);
    this.#desk.show(state, heard, this.#collected?.words ?? '', listens?.speech ?? false);
    this.#colleagues.show(telephones);
    this.#guide.follow(state);
    if (state === 'ended') this.#end();
    this.#turn += 1;
    const turn = this.#turn;
    const speaking = this.#voice.speak(spoken);
    if (listens && !this.#voice.isHeard) this.#startWaiting(readingSeconds(heard));
    speaking.then((isWhole) => {
      if (turn !== this.#turn) return;
      this.#transcript.quieten();
      if (isWhole && this.#voice.isHeard) this.#startWaiting(0);
      if (state !== 'recording') return;
      if (this.#desk.isAloud) recordTone();
      this.#desk.startMessage();
    });
  }

  /** @param {number} readingTime in seconds */
  #startWaiting(readingTime) {
    this.#countdown.stop();
    const collected = this.#collected;
    if (!collected || this.#desk.isUntimed) return;
    this.#countdown.start(readingTime, collected.listens.timeoutSeconds, () => this.#finish(collected.timeOut(), ''));
  }

  #stopWaiting() {
    this.#countdown.stop();
    this.#voice.stop();
    this.#collected = null;
    this.#desk.showTyped('');
  }

  /** @param {boolean} isOn */
  #hearAloud(isOn) {
    this.#voice.isMuted = !isOn;
    if (!isOn) this.#voice.stop();
    this.#transcript.quieten();
    this.#startWaiting(0);
  }

  #end() {
    this.#id = null;
    this.#collected = null;
    this.#countdown.stop();
    this.#desk.end();
    this.#guide.follow('ended');
    this.#ahead = '';
    this.#transcript.notice(`通话结束 ${this.#desk.duration}`);
  }
}
