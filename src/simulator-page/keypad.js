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
 * The keys to press for a number that may have letters in it.
 * @param {string} code
 */
export function keysFor(code) {
  return [...code.toUpperCase()]
    .map((sign) => (/[A-Z]/.test(sign) ? Object.entries(letters).find(([, on]) => on.includes(sign))?.[0] : sign))
    .filter((key) => key !== undefined && order.includes(key))
    .join('');
}

/** The twelve keys, pressed by finger, mouse or keyboard. */
export class Keypad {
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();

  /**
   * @param {HTMLElement} place
   * @param {(key: string) => void} pressed
   */
  constructor(place, pressed) {
    for (const key of order) {
      const above = letters[/** @type {keyof typeof letters} */ (key)];
      const one = button('key', make('b', '', key), make('small', '', above));
      one.dataset.key = key;
      one.addEventListener('click', () => {
        this.light(key);
        pressed(key);
      });
      this.#buttons.set(key, one);
      place.append(one);
    }
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (!this.#buttons.has(event.key)) return;
      this.light(event.key);
      pressed(event.key);
    });
  }

  /** @param {string} key */
  light(key) {
    const one = this.#buttons.get(key);
    one?.classList.add('lit');
    setTimeout(() => one?.classList.remove('lit'), litMs);
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof Element)) return false;
  return (
    target.matches('input:not([type=checkbox], [type=radio]), select, textarea') || target.closest('dialog') !== null
  );
}
