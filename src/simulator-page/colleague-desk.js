/** @import { Heard, SeatView } from './api.js' */
import { button, byId, make } from './dom.js';
import { extension } from './transcript.js';

/**
 * What a colleague can do at their telephone.
 * @typedef {'picks-up' | 'presses-1' | 'hangs-up'} Act
 */

const states = { idle: '空闲', rings: '正在响', whisper: '接起来了', talks: '通话中' };

/** What the first button does, by what the telephone does; the second one hangs up. @type {Record<string, [Act, string]>} */
const firsts = {
  rings: ['picks-up', '接起'],
  whisper: ['presses-1', '按 1 接听'],
  talks: ['presses-1', '按 1 接听'],
  idle: ['picks-up', '接起'],
};

/** So many lines of what was heard are shown. */
const linesShown = 4;

/** One colleague's telephone. */
class Seat {
  #state = make('span', 'seat-state');
  #log = make('div', 'seat-log');
  #first = button('seat-first');
  #hangUp = button('');
  /** @type {SeatView['state']} */
  #does = 'idle';

  /**
   * @param {string} address
   * @param {(address: string, does: Act, words: string) => void} act
   */
  constructor(address, act) {
    const name = extension(address);
    const tell = (/** @type {Act} */ does, /** @type {string} */ words) => act(address, does, `分机 ${name}：${words}`);
    this.#state.setAttribute('role', 'status');
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-label', `同事 ${name} 听到的`);
    this.#first.addEventListener('click', () => {
      const [does, words] = firsts[this.#does] ?? firsts.idle ?? ['picks-up', ''];
      if (this.#does === 'rings' || this.#does === 'whisper') tell(does, words);
    });
    this.#hangUp.addEventListener('click', () => {
      if (this.#does !== 'idle') tell('hangs-up', this.#hangUp.textContent ?? '');
    });
    this.card = make(
      'article',
      'seat',
      make('h3', 'seat-name', `分机 ${name}`, this.#state),
      this.#log,
      make('div', 'seat-buttons', this.#first, this.#hangUp),
    );
  }

  /** @param {SeatView} view */
  show({ state, heard }) {
    this.#does = state;
    this.card.dataset.state = state;
    this.#state.textContent = states[state];
    this.#log.replaceChildren(...heard.slice(-linesShown).map((one) => make('p', one.kind, wordsOf(one))));
    this.#first.textContent = firsts[state]?.[1] ?? '';
    this.#hangUp.textContent = state === 'rings' ? '按掉' : '同事挂断';
    // A button that cannot be used now is said to be so and keeps the focus.
    this.#first.setAttribute('aria-disabled', String(state !== 'rings' && state !== 'whisper'));
    this.#hangUp.setAttribute('aria-disabled', String(state === 'idle'));
  }
}

/** The telephones of the colleagues, as they ring in a call. */
export class ColleagueDesk {
  /** @type {Map<string, Seat>} */
  #seats = new Map();
  #place = byId('seats', HTMLElement);
  #idle = byId('colleague-idle', HTMLElement);
  #rings = byId('colleague-rings', HTMLElement);
  #act;

  /** @param {(address: string, does: Act, words: string) => void} act */
  constructor(act) {
    this.#act = act;
  }

  /** A new call: nothing has rung. */
  clear() {
    if (this.#place.contains(document.activeElement)) byId('colleague-title', HTMLElement).focus();
    this.#seats.clear();
    this.#place.replaceChildren();
    this.#idle.hidden = false;
    this.#rings.hidden = true;
  }

  /** @param {readonly SeatView[]} telephones */
  show(telephones) {
    for (const one of telephones) {
      const seat = this.#seats.get(one.address) ?? new Seat(one.address, this.#act);
      if (!this.#seats.has(one.address)) this.#place.append(seat.card);
      this.#seats.set(one.address, seat);
      seat.show(one);
    }
    this.#idle.hidden = telephones.length > 0;
    this.#rings.hidden = !telephones.some(({ state }) => state === 'rings');
  }
}

/** @param {Heard} heard */
function wordsOf(heard) {
  switch (heard.kind) {
    case 'rings':
      return '电话响了';
    case 'stops-ringing':
      return '不再响了';
    case 'bridged':
      return '和来电人通话';
    case 'hangs-up':
      return '电话挂断了';
    case 'says':
    case 'whispers':
      return `「${heard.words}」`;
    default:
      return '';
  }
}
