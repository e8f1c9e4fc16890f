/** @import { CallView } from './api.js' */
import { ask, Unanswered } from './api.js';
import { CallDesk } from './call-desk.js';
import { CollectedKeys } from './collected-keys.js';
import { Countdown } from './countdown.js';
import { byId, toast } from './dom.js';
import { Keypad, keysFor } from './keypad.js';
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
  #keypad = new Keypad(byId('keys', HTMLElement), (key) => this.#press(key));

  constructor() {
    if (this.#voice.isAvailable) this.#desk.voiceFound();
    showTurns(this.#panel, []);
  }

  async dial() {
    if (this.#id !== null || this.#isBusy) return;
    this.#transcript.clear();
    this.#desk.begin();
    await this.#send('call', {});
    if (this.#id === null) this.#end();
  }

  /**
   * Presses a whole number, letter by the key it is on.
   * @param {string} code
   * @returns {boolean} whether the line was listening
   */
  type(code) {
    if (!this.#collected) return false;
    for (const key of keysFor(code)) {
      if (!this.#collected) break;
      this.#keypad.light(key);
      this.#press(key);
    }
    return true;
  }

  /** @param {string} key */
  #press(key) {
    if (this.#desk.isAloud || !this.#voice.isAvailable) keyTone(key);
    this.#voice.stop();
    this.#transcript.quieten();
    if (this.#desk.isRecording && key === '#') return this.#desk.endMessage();
    if (!this.#collected) return;
    const outcome = this.#collected.press(key);
    this.#desk.showTyped(this.#collected.typed);
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
      this.#tell('press', { keys: outcome.keys }, `按键 ${outcome.keys}${end}`);
    } else this.#tell('wait', {}, lastKey === '' ? '（没有按键）' : `按键 ${lastKey}`);
  }

  async #hangUp() {
    // A message that is being left is kept, as on a real line.
    const { recordedSeconds } = this.#desk;
    if (this.#id !== null) await this.#tell('hangup', { recordedSeconds }, '挂断');
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
      toast(error.message);
      this.#transcript.notice(error.message);
      if (error.status === 404) this.#end();
      else if (listens) this.#collected = new CollectedKeys(listens);
    } finally {
      this.#isBusy = false;
    }
  }

  /** @param {CallView} view */
  #receive({ id, state, heard, listens, turns }) {
    this.#id = id;
    this.#collected = listens && new CollectedKeys(listens);
    showTurns(this.#panel, turns);
    const spoken = heard.map((one) => this.#transcript.add(one)).filter((one) => one !== null);
    this.#desk.show(state, heard, this.#collected?.words ?? '', listens?.speech ?? false);
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
    this.#transcript.notice(`通话结束 ${this.#desk.duration}`);
  }
}
