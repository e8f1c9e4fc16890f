import { addTo, make } from './dom.js';
import { wordedTime } from './service-time.js';

const quietMs = 5 * 60_000;
const drawing = 'M3 20 10 11l5 6 4-4 5 7z';

/** The bubbles of a conversation. */
export class ChatLog {
  #lastAt = Number.NEGATIVE_INFINITY;

  /**
   * @param {HTMLElement} log
   * @param {() => number} now the service's time, in ms
   */
  constructor(log, now) {
    this.log = log;
    this.now = now;
  }

  clear() {
    this.log.replaceChildren();
    this.#lastAt = Number.NEGATIVE_INFINITY;
  }

  /** @param {string} words */
  account(words) {
    this.#bubble('account', words);
  }

  /** @param {string} words */
  person(words) {
    this.#bubble('person', words);
  }

  picture() {
    const space = 'http://www.w3.org/2000/svg';
    const picture = document.createElementNS(space, 'svg');
    picture.setAttribute('viewBox', '0 0 28 24');
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', '图片');
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', drawing);
    picture.append(path);
    this.#bubble('person picture', picture);
  }

  /** @param {string} words a grey line of WeChat's own */
  notice(words) {
    addTo(this.log, make('p', 'notice', words));
  }

  /**
   * @param {string} side
   * @param {string | Node} content
   */
  #bubble(side, content) {
    const now = this.now();
    if (Math.abs(now - this.#lastAt) > quietMs) this.notice(wordedTime(now));
    this.#lastAt = now;
    const isAccount = side === 'account';
    const face = make('span', 'face', isAccount ? '检' : '我');
    face.setAttribute('aria-hidden', 'true');
    const who = make('span', 'unseen', isAccount ? '津门国检：' : '我：');
    addTo(this.log, make('div', `bubble ${side}`, face, make('p', '', who, content)));
  }
}
