import { button, make } from './dom.js';

const letters = {
  1: '',
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
  '*': '',
  0: '+',
  '#': '',
};
const order = [...'123456789*0#'];
const litMs = 160;

/**
 * The key to press for a sign of a number: a letter is on the key that bears it, as the line expects it.
 * @param {string} sign
 * @returns {string | null} null where the telephone has none
 * @example keyFor('J') === '5'
 */
export function keyFor(sign) {
  if (order.includes(sign)) return sign;
  return Object.entries(letters).find(([, on]) => /[A-Z]/.test(sign) && on.includes(sign))?.[0] ?? null;
}

/** The twelve keys, pressed by finger, mouse or keyboard. */
export class Keypad {
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();

  /**
   * @param {HTMLElement} place
   * @param {(sign: string) => void} pressed told the key, or the letter or other sign that was typed
   * @param {() => boolean} takesTyping whether the computer's keyboard dials
   */
  constructor(place, pressed, takesTyping) {
    for (const key of order) {
      const above = letters[/** @type {keyof typeof letters} */ (key)];
      const one = button('key', make('b', '', key), make('small', '', above));
      one.dataset.key = key;
      one.addEventListener('click', () => pressed(key));
      this.#buttons.set(key, one);
      place.append(one);
    }
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      const sign = signOf(event);
      if (takesTyping() && /^[^\s\p{Cc}]$/u.test(sign)) pressed(sign);
    });
  }

  /** @param {string} key */
  light(key) {
    const one = this.#buttons.get(key);
    one?.classList.add('lit');
    setTimeout(() => one?.classList.remove('lit'), litMs);
  }
}

/**
 * What was typed, in capitals and half width. While a Chinese input method is on, the browser says `Process` instead of
 * the letter; the place on the keyboard still tells it.
 * @param {KeyboardEvent} event
 */
function signOf({ key, code }) {
  if (key !== 'Process') return key.normalize('NFKC').toUpperCase();
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] ?? '';
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof Element)) return false;
  return (
    target.matches('input:not([type=checkbox], [type=radio]), select, textarea') || target.closest('dialog') !== null
  );
}
