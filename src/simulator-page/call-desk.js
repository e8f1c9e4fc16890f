/** @import { CallView, Heard } from './api.js' */
import { byId, conceal, minutesAndSeconds } from './dom.js';
import { extension } from './transcript.js';

/**
 * What the person at the page can do about a call, apart from keys.
 * @typedef {{ dial: () => void, hangUp: () => void, staff: (outcome: string, words: string) => void,
 *   message: (seconds: number) => void, speak: (words: string) => void, heardAloud: (isOn: boolean) => void,
 *   untimed: (isOn: boolean) => void }} Deeds
 */

/** Why nothing listens to keys now. */
const deaf = {
  idle: '还没有拨号：请先按「拨号」。',
  listening: '线路现在没有在听按键。',
  dialling: '正在为您接通，这时按键没有用。',
  talking: '正在和同事通话，这时按键没有用。',
  speaking: '线路正在说话，现在没有在听按键。',
  recording: '正在留言，按 # 结束。',
  ended: '电话已经挂断：请再按「拨号」。',
};

const states = {
  speaking: '通话中',
  listening: '通话中',
  dialling: '正在转接',
  talking: '和同事通话',
  recording: '留言',
  ended: '已挂断',
};

/** The telephone's display and the buttons that fit what the call is doing. */
export class CallDesk {
  duration = '00:00';
  #beganAt = 0;
  #ticking = 0;
  #messageBeganAt = 0;
  #recordsAtMost = 0;
  #hasChosenTiming = false;
  whyDeaf = deaf.idle;
  #talk = byId('talk', HTMLElement);
  #state = byId('call-state', HTMLElement);
  #timer = byId('call-timer', HTMLElement);
  #typed = byId('typed', HTMLElement);
  #words = byId('now-words', HTMLElement);
  #staff = byId('staff', HTMLElement);
  #recording = byId('recording', HTMLElement);
  #speech = byId('speech-form', HTMLFormElement);
  #dial = byId('dial', HTMLButtonElement);
  #hangUp = byId('hang-up', HTMLButtonElement);
  #aloud = byId('aloud', HTMLInputElement);
  #untimed = byId('untimed', HTMLInputElement);
  #keyboard = byId('keyboard', HTMLInputElement);

  /** @param {Deeds} deeds */
  constructor(deeds) {
    this.deeds = deeds;
    this.#words.textContent = '按「拨号」打电话；键盘上的数字键、* 和 # 也能用。';
    // Without a voice nobody is hurried.
    this.#aloud.disabled = true;
    this.#untimed.checked = true;
    this.#dial.addEventListener('click', () => deeds.dial());
    this.#hangUp.addEventListener('click', () => deeds.hangUp());
    for (const one of this.#staff.querySelectorAll('button')) {
      one.addEventListener('click', () => deeds.staff(one.dataset.outcome ?? '', one.textContent));
    }
    byId('end-message', HTMLElement).addEventListener('click', () => this.endMessage());
    const spoken = byId('spoken', HTMLInputElement);
    this.#speech.addEventListener('submit', (event) => {
      event.preventDefault();
      const words = spoken.value.trim();
      if (words !== '') deeds.speak(words);
      spoken.value = '';
    });
    this.#aloud.addEventListener('change', () => {
      if (!this.#hasChosenTiming) this.#untimed.checked = !this.#aloud.checked;
      deeds.heardAloud(this.#aloud.checked);
    });
    this.#untimed.addEventListener('change', () => {
      this.#hasChosenTiming = true;
      deeds.untimed(this.#untimed.checked);
    });
  }

  get isAloud() {
    return this.#aloud.checked;
  }

  get isUntimed() {
    return this.#untimed.checked;
  }

  /** Whether the computer's keyboard dials; whoever steers the page by single keys turns that off. */
  get isTypedOn() {
    return this.#keyboard.checked;
  }

  get isRecording() {
    return this.#messageBeganAt > 0;
  }

  voiceFound() {
    this.#aloud.disabled = false;
    this.#aloud.checked = true;
    if (!this.#hasChosenTiming) this.#untimed.checked = false;
  }

  begin() {
    this.#beganAt = Date.now();
    this.#state.textContent = '正在拨号';
    this.#words.textContent = '';
    this.#nowCalling(true);
    clearInterval(this.#ticking);
    this.#ticking = window.setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  /** @param {string} keys */
  showTyped(keys) {
    this.#typed.textContent = keys;
  }

  /**
   * @param {CallView['state']} state
   * @param {readonly Heard[]} heard
   * @param {string} listening what the line waits for
   * @param {boolean} takesSpeech
   */
  show(state, heard, listening, takesSpeech) {
    const rings = heard.findLast((one) => one.kind === 'rings');
    const records = heard.findLast((one) => one.kind === 'records');
    this.#state.textContent = states[state];
    this.whyDeaf = deaf[state];
    this.#messageBeganAt = 0;
    this.#recordsAtMost = records?.maxSeconds ?? this.#recordsAtMost;
    conceal(this.#staff, state !== 'dialling', this.#talk);
    conceal(this.#recording, state !== 'recording', this.#talk);
    conceal(this.#speech, !takesSpeech, this.#talk);
    if (state === 'dialling') this.#words.textContent = `振铃：${rings?.targets.map(extension).join('、') ?? '同事'}`;
    else if (state === 'talking') this.#words.textContent = '已接通。挂断，或者让同事先挂断。';
    else if (state === 'recording') this.#words.textContent = '请在滴声后留言。';
    else this.#words.textContent = listening;
  }

  startMessage() {
    this.#messageBeganAt = Date.now();
    this.#tick();
  }

  /** How long the message is that is being left, in whole seconds; 0 when none is. */
  get recordedSeconds() {
    if (!this.isRecording) return 0;
    const seconds = Math.max(1, Math.round((Date.now() - this.#messageBeganAt) / 1000));
    return Math.min(seconds, this.#recordsAtMost || seconds);
  }

  endMessage() {
    const seconds = Math.max(1, this.recordedSeconds);
    this.#messageBeganAt = 0;
    this.deeds.message(seconds);
  }

  end() {
    clearInterval(this.#ticking);
    this.#messageBeganAt = 0;
    this.#state.textContent = states.ended;
    this.#words.textContent = '通话结束。按「拨号」再打一次。';
    this.whyDeaf = deaf.ended;
    for (const part of [this.#staff, this.#recording, this.#speech]) conceal(part, true, this.#talk);
    this.#nowCalling(false);
  }

  /**
   * A button that cannot be used now is said to be so and keeps the focus; `disabled` would drop it.
   * @param {boolean} isCalling
   */
  #nowCalling(isCalling) {
    this.#dial.setAttribute('aria-disabled', String(isCalling));
    this.#hangUp.setAttribute('aria-disabled', String(!isCalling));
  }

  #tick() {
    this.duration = minutesAndSeconds((Date.now() - this.#beganAt) / 1000);
    this.#timer.textContent = this.duration;
    if (!this.isRecording) return;
    const seconds = (Date.now() - this.#messageBeganAt) / 1000;
    this.#words.textContent = `正在留言 ${minutesAndSeconds(seconds)} / ${minutesAndSeconds(this.#recordsAtMost)}`;
    if (seconds >= this.#recordsAtMost) this.endMessage();
  }
}
