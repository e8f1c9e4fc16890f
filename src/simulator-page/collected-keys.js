/** @import { Listens } from './api.js' */

/**
 * What becomes of a key or of a silence: more may come, the keys are sent, or there is nothing to send.
 * @typedef {{ next: 'more' } | { next: 'send', keys: string } | { next: 'nothing' }} Outcome
 */

/** The keys pressed so far, for what the line listens to now. */
export class CollectedKeys {
  typed = '';
  /** As they were typed: with the letters that stand on the keys. */
  shown = '';

  /** @param {Listens} listens */
  constructor(listens) {
    this.listens = listens;
  }

  /**
   * @param {string} key one of 0-9 * #
   * @param {string} sign the key, or a letter on it
   * @returns {Outcome}
   */
  press(key, sign = key) {
    const { numDigits, finishOnKey } = this.listens;
    if (finishOnKey.includes(key)) return this.timeOut();
    this.typed += key;
    this.shown += sign;
    if (numDigits !== null && this.typed.length >= numDigits) return { next: 'send', keys: this.typed };
    return { next: 'more' };
  }

  /** @returns {Outcome} no further key came in time */
  timeOut() {
    return this.typed === '' ? { next: 'nothing' } : { next: 'send', keys: this.typed };
  }

  /** Whether a number is awaited, which may have letters in it, and not one key of a menu. */
  get takesNumber() {
    return this.listens.numDigits !== 1;
  }

  /** What the line waits for, in words. */
  get words() {
    const { numDigits, finishOnKey } = this.listens;
    const end = finishOnKey === '' ? '' : `，按 ${[...finishOnKey].join(' 或 ')} 结束`;
    if (!this.takesNumber) return '请按一个键。';
    return numDigits === null ? `请输入号码${end}。` : `请输入 ${numDigits} 位${end}。`;
  }
}
