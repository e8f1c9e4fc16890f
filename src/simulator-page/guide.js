/** @import { CallView } from './api.js' */
import { byId, conceal } from './dom.js';

const remembered = 'yibo.first-call';
const ordinals = ['一', '二', '三', '四', '五'];

/**
 * The first call in five keys: before a call all five are shown, during it the next one. Whoever presses something else
 * is left alone until the next call.
 */
export class Guide {
  /** Which key comes next; null when nobody is being guided. @type {number | null} */
  #due = null;
  #hasCalled = false;
  #card = byId('guide', HTMLElement);
  #strip = byId('next-key', HTMLElement);
  #words = byId('next-words', HTMLElement);
  #code = byId('guide-code', HTMLButtonElement);
  #steps = [...this.#card.querySelectorAll('li')];

  /** @param {(code: string) => boolean} type gives the line a number */
  constructor(type) {
    this.#code.addEventListener('click', () => type(this.#code.dataset.code ?? ''));
    byId('guide-off', HTMLElement).addEventListener('click', () => {
      remember();
      this.#hideCard();
    });
  }

  /** @param {string} code of a sample that can be asked for; without one there is nothing to guide to */
  offer(code) {
    this.#code.dataset.code = code;
    this.#code.textContent = `示例号码 ${code}`;
    // Whoever dials before the samples are there has begun without it.
    this.#card.hidden = code === '' || this.#hasCalled || isRemembered();
  }

  /** @param {string} key `dial`, a key of the telephone, or `code` for a whole sample number */
  did(key) {
    if (key === 'dial') {
      this.#hasCalled = true;
      this.#due = this.#card.hidden ? null : 0;
    }
    this.#hideCard();
    if (this.#due === null) return;
    const awaited = this.#steps[this.#due]?.dataset.step;
    // A whole number comes digit by digit.
    const isDigit = /^[0-9]$/.test(key);
    if (awaited !== 'code' || !isDigit) this.#due = key === awaited ? this.#due + 1 : null;
    if (this.#due === this.#steps.length) remember();
    this.#show();
  }

  /** @param {CallView['state']} state */
  follow(state) {
    const isWhole = this.#due === this.#steps.length;
    if (state !== 'listening' && !isWhole) this.#due = null;
    this.#show();
    if (state === 'ended') this.#due = null;
  }

  #show() {
    const step = this.#due === null ? undefined : this.#steps[this.#due];
    const isWhole = this.#due === this.#steps.length;
    const talk = byId('talk', HTMLElement);
    conceal(this.#code, step?.dataset.step !== 'code', talk);
    conceal(this.#strip, !step && !isWhole, talk);
    if (isWhole) this.#words.textContent = '五下按完了：这就是检验结果（示例）。';
    else if (step)
      this.#words.replaceChildren(
        `第${ordinals[this.#due ?? 0]}下：`,
        ...(step.dataset.step === 'code' ? [] : copyOf(step)),
      );
  }

  #hideCard() {
    conceal(this.#card, true, byId('dial', HTMLElement));
  }
}

/** @param {HTMLElement} step */
function copyOf(step) {
  return [...step.childNodes].map((node) => node.cloneNode(true));
}

function isRemembered() {
  try {
    return localStorage.getItem(remembered) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(remembered, 'seen');
  } catch {
    // A browser that keeps nothing shows the guide once more.
  }
}
